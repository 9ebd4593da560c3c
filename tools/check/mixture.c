// SPDX-License-Identifier: GPL-2.0-only
#include "check/mixture.h"

#include <stdlib.h>
#include <string.h>

#include "check/rules.h"

/* What a call gives away of its style. */
enum sign {
	SIGN_NONE,
	SIGN_SYNC,		/* iommu_unmap_sync() */
	SIGN_ASYNC,		/* iommu_unmap_async() */
	SIGN_FAST,		/* iommu_unmap_fast() with 3 arguments */
	SIGN_GATHER,		/* ... with 4, or what takes a gather */
	SIGN_RANGE,		/* iommu_tlb_range_add() */
	SIGN_QUEUE,		/* iommu_tlb_sync() */
	SIGN_FLUSH,		/* iommu_flush_iotlb_all() */
	SIGN_COUNT
};

static enum sign sign_of(const struct site *site)
{
	static const struct {
		const char *name;
		enum sign sign;
	} signs[] = {
		{ "iommu_tlb_range_add", SIGN_RANGE },
		{ "iommu_tlb_sync", SIGN_QUEUE },
		{ "iommu_flush_iotlb_all", SIGN_FLUSH },
		{ "iommu_iotlb_sync", SIGN_GATHER },
		{ "iommu_iotlb_gather_init", SIGN_GATHER },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(signs); i++)
		if (!strcmp(site->api->name, signs[i].name))
			return signs[i].sign;
	if (site->api->form == FORM_SYNC)
		return SIGN_SYNC;
	if (site->api->form == FORM_ASYNC)
		return SIGN_ASYNC;
	if (site->api->op != OP_UNMAP || site->api->form != FORM_FAST)
		return SIGN_NONE;
	return site->arguments == 3 ? SIGN_FAST :
	       site->arguments == 4 ? SIGN_GATHER : SIGN_NONE;
}

/* By token: inside an #if that has other arms, so that it may be absent. */
static bool *in_arms(const struct unit *u)
{
	const struct stream *s = &u->flow.stream;
	bool *arms = xcalloc(s->count + 1, sizeof(*arms));
	struct level {
		size_t from;
		bool divided;
	} *stack = NULL;
	size_t depth = 0, room = 0, i, k;

	for (i = 0; i < s->count; i++) {
		size_t word = after(s, i);

		if (!s->tokens[i].directive || !s->tokens[i].first ||
		    word == NO_TOKEN)
			continue;
		if (is(s, word, "if") || is(s, word, "ifdef") ||
		    is(s, word, "ifndef")) {
			grow(stack, depth, room);
			stack[depth++] = (struct level){ i, false };
		} else if (!depth) {
			continue;
		} else if (is(s, word, "endif")) {
			for (k = stack[--depth].from;
			     stack[depth].divided && k < i; k++)
				arms[k] = true;
		} else if (is(s, word, "else") || is(s, word, "elif") ||
			   is(s, word, "elifdef") || is(s, word, "elifndef")) {
			stack[depth - 1].divided = true;
		}
	}
	free(stack);
	return arms;
}

/* The first call of each sign. */
struct signs {
	const struct site *first[SIGN_COUNT];
};

static void look(struct unit *u, struct signs *signs)
{
	bool *arms = in_arms(u);
	size_t i;

	for (i = 0; i < u->src->site_count; i++) {
		const struct site *site = &u->src->sites[i];
		enum sign sign;

		if (site->kind != SITE_CALL || arms[site->token])
			continue;
		sign = sign_of(site);
		if (sign && !signs->first[sign])
			signs->first[sign] = site;
	}
	free(arms);
}

/* @a and @b in one unit, while there is no call with the sign @unless. */
static const struct pair {
	enum sign a, b, unless;
	const char *why;
} pairs[] = {
	{ SIGN_ASYNC, SIGN_SYNC, SIGN_NONE,
	  "is of style async, where plain calls flush; of a style where they do not is" },
	{ SIGN_FAST, SIGN_GATHER, SIGN_NONE,
	  "has three arguments, as up to Linux 5.3; of a later interface is" },
	{ SIGN_RANGE, SIGN_ASYNC, SIGN_NONE,
	  "queues by hand what style async queues by itself, as does" },
	{ SIGN_FLUSH, SIGN_ASYNC, SIGN_GATHER,
	  "is of style gather; of style async is" },
	{ SIGN_QUEUE, SIGN_GATHER, SIGN_ASYNC,
	  "flushes a queue that is filled by nothing here; a gather has" },
};

/* @sign under the style that was given, while there is no @unless. */
static const struct stranger {
	enum sign sign, unless;
	unsigned int styles;
} strangers[] = {
	{ SIGN_ASYNC, SIGN_NONE,
	  1u << STYLE_SYNC | 1u << STYLE_EXPLICIT | 1u << STYLE_FAST |
	  1u << STYLE_GATHER | 1u << STYLE_NOSYNC },
	{ SIGN_SYNC, SIGN_NONE,
	  1u << STYLE_ASYNC | 1u << STYLE_FAST | 1u << STYLE_GATHER |
	  1u << STYLE_NOSYNC },
	{ SIGN_FAST, SIGN_NONE, 1u << STYLE_GATHER | 1u << STYLE_NOSYNC },
	/* Over an old kernel its own calls may stand beside the style's. */
	{ SIGN_FAST, SIGN_RANGE, 1u << STYLE_ASYNC },
	{ SIGN_RANGE, SIGN_NONE, 1u << STYLE_GATHER | 1u << STYLE_NOSYNC },
	{ SIGN_QUEUE, SIGN_NONE, 1u << STYLE_GATHER | 1u << STYLE_NOSYNC },
	{ SIGN_GATHER, SIGN_NONE, 1u << STYLE_FAST },
};

static void report(struct unit *u, const struct site *site, char *text,
		   struct findings *out)
{
	finding_add(out, &rule_mixed_styles, CONFIDENCE_HIGH, u->src->shown,
		    site->line, unit_column(u, site->token), text)->function =
		site->function;
}

/* With SYNC or RANGE about, the queue is filled: see style explicit. */
static bool fills_queue(const struct signs *signs)
{
	return signs->first[SIGN_RANGE] || signs->first[SIGN_SYNC];
}

void check_mixture(struct unit *u, struct findings *out)
{
	struct signs signs = { { NULL } };
	size_t i;

	look(u, &signs);
	for (i = 0; i < ARRAY_SIZE(strangers); i++) {
		const struct stranger *t = &strangers[i];
		const struct site *site = signs.first[t->sign];

		if (!site || !u->style_is_told ||
		    !(t->styles & 1u << u->style) ||
		    (t->unless && signs.first[t->unless]))
			continue;
		report(u, site, xasprintf("%s() is no call of style %s",
					  site->api->name,
					  style_table[u->style].name), out);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		const struct pair *p = &pairs[i];
		const struct site *a = signs.first[p->a], *b = signs.first[p->b];

		if (!a || !b || (p->unless && signs.first[p->unless]) ||
		    (p->a == SIGN_QUEUE && fills_queue(&signs)))
			continue;
		report(u, a, xasprintf("%s() %s %s() at line %u", a->api->name,
				       p->why, b->api->name, b->line), out);
		return;
	}
}
