// SPDX-License-Identifier: GPL-2.0-only
#include "verify.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of bytes of one of the two texts. */
struct span {
	const char *at;
	size_t len;
};

static bool same(struct span a, struct span b)
{
	return a.len == b.len && !memcmp(a.at, b.at, a.len);
}

static struct span token_span(const struct buf *text, const struct token *t)
{
	return (struct span){ text->data + t->offset, t->len };
}

/* What stands between the token before @i and token @i, or the end. */
static struct span gap_span(const struct buf *text, const struct tokens *tokens,
			    size_t i)
{
	size_t from = 0, to = text->len;

	if (i)
		from = tokens->data[i - 1].offset + tokens->data[i - 1].len;
	if (i < tokens->count)
		to = tokens->data[i].offset;
	return (struct span){ text->data + from, to - from };
}

static char *difference(unsigned int line, struct span planned, struct span is)
{
	return xasprintf("the rewrite is not what was planned, near line %u of the result: \"%.*s\" instead of \"%.*s\"",
			 line, (int)(is.len < 40 ? is.len : 40), is.at,
			 (int)(planned.len < 40 ? planned.len : 40),
			 planned.at);
}

/* Was the site left as it is?  Then it is open, and no difference. */
static bool is_left(const struct source *src, struct site *site, struct span is)
{
	struct span was = { src->text.data + site->offset, site->len };

	if (site->outcome != OUTCOME_CONVERTED || site->batched ||
	    !same(was, is))
		return false;
	site_decide(site, OUTCOME_OPEN, "spatch left it unchanged");
	return true;
}

static char *compare(struct source *src, const struct buf *plan,
		     const struct tokens *planned, const size_t *offsets,
		     const struct tokens *now)
{
	size_t count = planned->count > now->count ? planned->count : now->count;
	size_t site = 0, i;

	for (i = 0; i <= count; i++) {
		struct span want, is;
		unsigned int line;

		line = i < now->count ? now->data[i].line : 0;
		want = gap_span(plan, planned,
				i < planned->count ? i : planned->count);
		is = gap_span(&src->result, now, i < now->count ? i : now->count);
		if (!src->edit_count && !same(want, is))
			return difference(line, want, is);
		if (i >= planned->count || i >= now->count)
			break;
		want = token_span(plan, &planned->data[i]);
		is = token_span(&src->result, &now->data[i]);
		while (site < src->site_count &&
		       offsets[site] < planned->data[i].offset)
			site++;
		if (!same(want, is) &&
		    !(site < src->site_count &&
		      offsets[site] == planned->data[i].offset &&
		      is_left(src, &src->sites[site], is)))
			return difference(line, want, is);
	}
	if (planned->count != now->count)
		return xasprintf("the rewritten file has %zu tokens, %zu were planned",
				 now->count, planned->count);
	return NULL;
}

char *verify(struct source *src)
{
	size_t *offsets = xcalloc(src->site_count, sizeof(*offsets));
	struct tokens planned = { 0 }, now = { 0 };
	struct buf plan = { 0 };
	char *what;

	source_apply(src, TEXT_FINAL, '\0', &plan, offsets);
	if (lex(plan.data, plan.len, &planned) ||
	    lex(src->result.data, src->result.len, &now))
		what = xstrdup("the rewritten file cannot be split into tokens");
	else
		what = compare(src, &plan, &planned, offsets, &now);
	/*
	 * spatch breaks lines as it likes where it writes more than a name.  The
	 * tokens are those of the plan: so take the plan's blanks.
	 */
	if (!what && src->edit_count) {
		src->result.len = 0;
		source_apply(src, TEXT_FINAL, '\0', &src->result, NULL);
	}
	tokens_free(&planned);
	tokens_free(&now);
	buf_free(&plan);
	free(offsets);
	return what;
}
