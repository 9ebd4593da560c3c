// SPDX-License-Identifier: GPL-2.0-only
#include "verify.h"

#include <stdlib.h>
#include <string.h>

#include "lines.h"

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

static char *difference(const struct source *src, size_t i, struct span was,
			struct span is)
{
	unsigned int line = 1;

	if (i < src->tokens.count)
		line = src->tokens.data[i].line;
	else if (i)
		line = src->tokens.data[i - 1].line;
	return xasprintf("the rewrite changed more than was planned, near line %u: \"%.*s\" became \"%.*s\"",
			 line, (int)(was.len < 40 ? was.len : 40), was.at,
			 (int)(is.len < 40 ? is.len : 40), is.at);
}

static void check_site(struct site *site, struct span is)
{
	if (is.len != strlen(site->becomes) ||
	    memcmp(is.at, site->becomes, is.len))
		site_decide(site, OUTCOME_OPEN, "spatch left it unchanged");
}

static char *compare(struct source *src, const struct tokens *now)
{
	const struct tokens *old = &src->tokens;
	size_t count = old->count > now->count ? old->count : now->count;
	struct site *site = src->sites, *end = site + src->site_count;
	struct span was, is;
	size_t i;

	for (i = 0; i <= count; i++) {
		bool planned;

		was = gap_span(&src->text, old, i < old->count ? i : old->count);
		is = gap_span(&src->result, now, i < now->count ? i : now->count);
		if (!same(was, is))
			return difference(src, i, was, is);
		if (i >= old->count || i >= now->count)
			break;
		was = token_span(&src->text, &old->data[i]);
		is = token_span(&src->result, &now->data[i]);
		while (site < end && site->token < i)
			site++;
		planned = site < end && site->token == i &&
			  site->outcome == OUTCOME_CONVERTED;
		if (planned)
			check_site(site, is);
		if (!same(was, is) &&
		    !(planned && site->outcome == OUTCOME_CONVERTED))
			return difference(src, i, was, is);
	}
	if (old->count != now->count)
		return xasprintf("the rewrite changed the number of tokens from %zu to %zu",
				 old->count, now->count);
	return NULL;
}

char *verify(struct source *src)
{
	tokens_free(&src->result_tokens);
	if (lex(src->result.data, src->result.len, &src->result_tokens) < 0)
		return xstrdup("the rewritten file cannot be split into tokens");
	return compare(src, &src->result_tokens);
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
