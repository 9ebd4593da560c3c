// SPDX-License-Identifier: GPL-2.0-only
/*
 * What differs, once all that serves the API is taken out: nothing should.
 */
#include "verify/compare.h"

#include <stdlib.h>
#include <string.h>

#include "verify/strip.h"

/* Pieces [from, to) of each side that have no counterpart. */
struct hunk {
	size_t old_from, old_to;
	size_t new_from, new_to;
};

/* Hunks so close to each other are one change. */
#define NEAR 3

/* Text in messages is cut to this length. */
#define EXCERPT 60

/* ---- what it says ---- */

static char *excerpt(const struct view *view, size_t from, size_t to)
{
	struct buf text = { 0 };
	size_t i, last = NO_TOKEN;

	for (i = from; i < to && text.len < EXCERPT; i++) {
		const struct token *t;

		if (view->pieces[i].token == last)
			continue;
		last = view->pieces[i].token;
		t = &view->src->tokens.data[last];
		if (text.len)
			buf_add(&text, " ", 1);
		buf_add(&text, view->src->text.data + t->offset, t->len);
	}
	for (i = 0; i < text.len; i++)
		if (strchr("\n\r\t", text.data[i]))
			text.data[i] = ' ';
	if (text.len > EXCERPT) {
		text.len = EXCERPT;
		/* Not in the middle of a character. */
		while (text.len && (text.data[text.len] & 0xc0) == 0x80)
			text.len--;
		text.data[text.len] = '\0';
		buf_add(&text, "...", 3);
	} else if (i < to && to > from && text.len == EXCERPT) {
		buf_add(&text, "...", 3);
	}
	return text.data ? text.data : xstrdup("");
}

/* The API's call in whose parentheses piece @at stands, or NULL. */
static struct site *enclosing_call(struct view *view, size_t at)
{
	const struct stream *s = &view->flow.stream;
	size_t i, token, depth = 0;

	if (at >= view->count)
		return NULL;
	token = view->pieces[at].token;
	for (i = token; i-- && token - i < 2000;) {
		struct site *site;

		if (s->tokens[i].kind == TOKEN_COMMENT)
			continue;
		if (is(s, i, ";") || is(s, i, "{") || is(s, i, "}"))
			return NULL;
		if (is(s, i, ")"))
			depth++;
		if (!is(s, i, "(") || depth-- > 0)
			continue;
		depth = 0;
		if (!i)
			return NULL;
		site = site_of(&view->flow, i - 1);
		if (site && is_used(view->src, site) && site->kind == SITE_CALL)
			return site;
	}
	return NULL;
}

static struct site *first_site(struct view *view, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++) {
		struct site *site = site_of(&view->flow, view->pieces[i].token);

		if (site && is_used(view->src, site) &&
		    site->token == view->pieces[i].token)
			return site;
	}
	return NULL;
}

static bool all_comments(const struct view *view, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++)
		if (view->src->tokens.data[view->pieces[i].token].kind !=
		    TOKEN_COMMENT)
			return false;
	return true;
}

static size_t token_of(const struct view *view, size_t piece)
{
	return piece < view->count ? view->pieces[piece].token :
				     view->src->tokens.count;
}

static void say_site(struct comparison *c, const struct hunk *h,
		     const struct site *was, const struct site *is, char *old,
		     char *new)
{
	size_t at = token_of(&c->new, h->new_from);

	if (was && is && operation_sleeping(was->api->op) !=
			 operation_sleeping(is->api->op))
		say(c, RULE_OPERATION, CONFIDENCE_HIGH, is->token,
		    xasprintf("%s() became %s() (line %u before): \"%s\" became \"%s\"",
			      was->api->name, is->api->name, was->line, old,
			      new));
	else if (was && !is)
		say(c, RULE_LOST, CONFIDENCE_HIGH, at,
		    xasprintf("%s of line %u is not there any more: \"%s\" became \"%s\"",
			      was->api->name, was->line, old, new));
	else if (is && !was)
		say(c, RULE_NEW, CONFIDENCE_HIGH, is->token,
		    xasprintf("%s has no counterpart: \"%s\" became \"%s\"",
			      is->api->name, old, new));
	else
		say(c, RULE_OUTSIDE, CONFIDENCE_HIGH, at,
		    xasprintf("%s of line %u was changed or moved: \"%s\" became \"%s\"",
			      was->api->name, was->line, old, new));
}

static void say_hunk(struct comparison *c, const struct hunk *h)
{
	struct site *was = first_site(&c->old, h->old_from, h->old_to);
	struct site *is = first_site(&c->new, h->new_from, h->new_to);
	char *old = excerpt(&c->old, h->old_from, h->old_to);
	char *new = excerpt(&c->new, h->new_from, h->new_to);
	size_t at = token_of(&c->new, h->new_from);
	unsigned int line = piece_line(&c->old, h->old_from);
	struct site *call;

	call = enclosing_call(&c->old, h->old_from);
	if (!call)
		call = enclosing_call(&c->new, h->new_from);
	/* Where something is gone, what stood before it tells the line. */
	if (h->new_from == h->new_to && h->new_from)
		at = token_of(&c->new, h->new_from - 1);
	if (was || is)
		say_site(c, h, was, is, old, new);
	else if (call)
		say(c, RULE_ARGUMENT, CONFIDENCE_HIGH, at,
		    xasprintf("an argument of %s() changed (line %u before): \"%s\" became \"%s\"",
			      call->api->name, line, old, new));
	else if (all_comments(&c->old, h->old_from, h->old_to) &&
		 all_comments(&c->new, h->new_from, h->new_to))
		say(c, RULE_OUTSIDE, CONFIDENCE_HIGH, at,
		    xasprintf("a comment %s (line %u before): \"%s\" became \"%s\"",
			      h->new_from == h->new_to ? "is gone" :
			      h->old_from == h->old_to ? "was added" :
			      "changed", line, old, new));
	else
		say(c, RULE_OUTSIDE, CONFIDENCE_HIGH, at,
		    xasprintf("changed outside the API (line %u before): \"%s\" became \"%s\"",
			      line, old, new));
	free(old);
	free(new);
}

/* ---- names that give way to those of the API ---- */

struct renaming {
	char *from, *to;
	size_t count;
	size_t at;		/* token of AFTER, the first of them */
};

struct renamings {
	struct renaming *at;
	size_t count, room;
};

static char *word_of(const struct view *view, size_t piece)
{
	size_t token = view->pieces[piece].token;

	return code_text(&view->flow.stream, token, token);
}

/* Is it a name of the tree's own that a call of the target style has, too? */
static bool gives_way(struct comparison *c, size_t old, size_t new,
		      const struct direction *direction)
{
	const struct token *t;
	struct site *site;

	site = site_of(&c->old.flow, c->old.pieces[old].token);
	t = &c->after->tokens.data[c->new.pieces[new].token];
	return site && site->api &&
	       (site->kind == SITE_UNRELATED || site->defines_macro) &&
	       (direction->to == STYLE_UNKNOWN ||
		site->api->brought_by & 1u << direction->to) &&
	       t->kind == TOKEN_IDENTIFIER;
}

static void note_renaming(struct comparison *c, struct renamings *all,
			  size_t old, size_t new)
{
	char *from = word_of(&c->old, old), *to = word_of(&c->new, new);
	size_t i;

	for (i = 0; i < all->count; i++)
		if (!strcmp(all->at[i].from, from) && !strcmp(all->at[i].to, to))
			break;
	if (i == all->count) {
		grow(all->at, all->count, all->room);
		all->at[all->count++] = (struct renaming){
			from, to, 0, c->new.pieces[new].token,
		};
	} else {
		free(from);
		free(to);
	}
	all->at[i].count++;
}

/* Every name in the hunk was one that gives way: then it is explained. */
static bool is_renaming(struct comparison *c, const struct hunk *h,
			struct renamings *all,
			const struct direction *direction)
{
	size_t n = h->old_to - h->old_from, i;

	if (n != h->new_to - h->new_from)
		return false;
	for (i = 0; i < n; i++)
		if (c->old.pieces[h->old_from + i].symbol !=
		    c->new.pieces[h->new_from + i].symbol &&
		    !gives_way(c, h->old_from + i, h->new_from + i, direction))
			return false;
	for (i = 0; i < n; i++)
		if (c->old.pieces[h->old_from + i].symbol !=
		    c->new.pieces[h->new_from + i].symbol)
			note_renaming(c, all, h->old_from + i, h->new_from + i);
	return true;
}

static size_t count_word(const struct source *src, const char *word,
			 bool unrelated_only)
{
	size_t count = 0, i;

	for (i = 0; i < src->tokens.count; i++) {
		const struct token *t = &src->tokens.data[i];

		count += t->kind == TOKEN_IDENTIFIER && !t->inactive &&
			 token_is(t, src->text.data, word);
	}
	if (!unrelated_only)
		return count;
	for (i = count = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];

		count += site->api && site->kind == SITE_UNRELATED &&
			 !strcmp(site->api->name, word);
	}
	return count;
}

static void judge_renamings(struct comparison *c, struct renamings *all)
{
	size_t i, left;

	for (i = 0; i < all->count; i++) {
		const struct renaming *r = &all->at[i];

		if (count_word(c->before, r->to, false))
			say(c, RULE_COLLISION, CONFIDENCE_HIGH, r->at,
			    xasprintf("%s became %s, a name that the file had already",
				      r->from, r->to));
		left = count_word(c->before, r->from, true) - r->count;
		if (left)
			say(c, RULE_COLLISION, CONFIDENCE_HIGH, r->at,
			    xasprintf("%s became %s in %zu places, in %zu others it did not",
				      r->from, r->to, r->count, left));
		free(r->from);
		free(r->to);
	}
	free(all->at);
}

/* ---- all hunks ---- */

/* The next one from there on; false when there is none. */
static bool next_hunk(const struct comparison *c, size_t *old, size_t *new,
		      struct hunk *h)
{
	size_t i = *old, k = *new, same;

	while (i < c->old.count && c->to_new[i] == k) {
		i++;
		k++;
	}
	if (i >= c->old.count && k >= c->new.count)
		return false;
	h->old_from = i;
	h->new_from = k;
	do {
		while (i < c->old.count && c->to_new[i] == ALIGN_NONE)
			i++;
		while (k < c->new.count && c->to_old[k] == ALIGN_NONE)
			k++;
		h->old_to = i;
		h->new_to = k;
		for (same = 0; i < c->old.count && c->to_new[i] == k &&
			       same <= NEAR; same++) {
			i++;
			k++;
		}
	} while (same <= NEAR && (i < c->old.count || k < c->new.count));
	*old = h->old_to;
	*new = h->new_to;
	return true;
}

void differences(struct comparison *c, const struct direction *direction)
{
	struct renamings renamings = { 0 };
	size_t old = 0, new = 0;
	struct hunk h;

	while (next_hunk(c, &old, &new, &h))
		if (!is_renaming(c, &h, &renamings, direction))
			say_hunk(c, &h);
	judge_renamings(c, &renamings);
}
