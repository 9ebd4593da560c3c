// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite/verify.h"

#include <stdlib.h>
#include <string.h>

#include "rewrite/lines.h"

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
		       (offsets[site] == NO_OFFSET ||
			offsets[site] < planned->data[i].offset))
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
		tokens_free(&src->result_tokens);
		if (lex(src->result.data, src->result.len, &src->result_tokens))
			what = xstrdup("the rewritten file cannot be split into tokens");
	}
	tokens_free(&planned);
	tokens_free(&now);
	buf_free(&plan);
	free(offsets);
	return what;
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

static char *compare_layout(const struct buf *was, const struct tokens *old,
			    const struct buf *is, const struct tokens *now,
			    const bool *may_change)
{
	size_t i;

	if (old->count != now->count)
		return xasprintf("it changed the number of tokens from %zu to %zu",
				 old->count, now->count);
	for (i = 0; i <= old->count; i++) {
		const struct token *a = &old->data[i], *b = &now->data[i];
		struct span word, new_word;

		if (!may_change[i] && !same(gap_span(was, old, i),
					    gap_span(is, now, i)))
			return xasprintf("it changed blanks that were to stay, near line %u",
					 old->count ? old->data[i ? i - 1 : 0].line : 1);
		if (i == old->count)
			break;
		word = token_span(was, a);
		new_word = token_span(is, b);
		if (a->kind != b->kind || a->directive != b->directive ||
		    a->define != b->define || a->inactive != b->inactive ||
		    (a->directive && a->first != b->first) ||
		    !(same(word, new_word) ||
		      (may_change[i] && a->kind == TOKEN_COMMENT &&
		       same_comment(word, new_word))))
			return xasprintf("it changed more than blanks, near line %u",
					 a->line);
	}
	return NULL;
}

char *verify_layout(const struct source *src, const struct buf *text,
		    const bool *may_change)
{
	struct tokens now;
	char *what;

	if (lex(text->data, text->len, &now) < 0)
		return xstrdup("it cannot be split into tokens");
	what = compare_layout(&src->result, &src->result_tokens, text, &now,
			      may_change);
	tokens_free(&now);
	return what;
}
