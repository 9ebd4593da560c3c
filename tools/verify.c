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
	size_t site = 0, i;

	for (i = 0; i < planned->count && i < now->count; i++) {
		struct span want, is;

		want = token_span(plan, &planned->data[i]);
		is = token_span(&src->result, &now->data[i]);
		while (site < src->site_count &&
		       offsets[site] < planned->data[i].offset)
			site++;
		if (!same(want, is) &&
		    !(site < src->site_count &&
		      offsets[site] == planned->data[i].offset &&
		      is_left(src, &src->sites[site], is)))
			return difference(now->data[i].line, want, is);
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
	 * The tokens are those of the plan.  The blanks need not be: spatch may
	 * indent the arguments of a call anew when only its name was to change.
	 * So take the plan's, which are the file's own.
	 */
	if (!what) {
		src->result.len = 0;
		source_apply(src, TEXT_FINAL, '\0', &src->result, NULL);
	}
	tokens_free(&planned);
	tokens_free(&now);
	buf_free(&plan);
	free(offsets);
	return what;
}
