// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

bool same_spelling(const struct lines *was, size_t i, const struct lines *now,
	       size_t k)
{
	if (was->tokens[i].kind == TOKEN_COMMENT)
		return same_comment(was->word[i], now->word[k]);
	return was->word[i].len == now->word[k].len &&
	       !memcmp(was->word[i].at, now->word[k].at, was->word[i].len);
}

/*
 * Myers' greedy algorithm.  reach[d] holds, for each diagonal from -d to d in
 * steps of two, how far into @was a path of d edits gets.
 */
struct search {
	const struct lines *was, *now;
	size_t **reach;
};

static size_t on_diagonal(const size_t *reach, int edits, int diagonal)
{
	return reach[(diagonal + edits) / 2];
}

/* Is the last of @edits edits towards @diagonal the insertion of a token? */
static bool inserts(const size_t *before, int edits, int diagonal)
{
	return diagonal == -edits ||
	       (diagonal != edits &&
		on_diagonal(before, edits - 1, diagonal - 1) <
		on_diagonal(before, edits - 1, diagonal + 1));
}

static size_t start_of(const struct search *s, int edits, int diagonal)
{
	const size_t *before;

	if (!edits)
		return 0;
	before = s->reach[edits - 1];
	if (inserts(before, edits, diagonal))
		return on_diagonal(before, edits - 1, diagonal + 1);
	return on_diagonal(before, edits - 1, diagonal - 1) + 1;
}

/* The number of edits, or -1. */
static int find_path(struct search *s)
{
	const size_t n = s->was->count, m = s->now->count;
	int edits, k;

	for (edits = 0; edits <= MATCH_MAX; edits++) {
		s->reach[edits] = xcalloc(edits + 1, sizeof(**s->reach));
		for (k = -edits; k <= edits; k += 2) {
			size_t x = start_of(s, edits, k), y = x - k;

			while (x < n && y < m && same_spelling(s->was, x, s->now, y)) {
				x++;
				y++;
			}
			s->reach[edits][(k + edits) / 2] = x;
			if (x >= n && k == (int)((long)n - (long)m))
				return edits;
		}
	}
	return -1;
}

static void walk_back(const struct search *s, int edits, size_t *match)
{
	size_t x = s->was->count, y = s->now->count, start;
	int k;

	for (; edits >= 0; edits--) {
		k = (int)((long)x - (long)y);
		start = start_of(s, edits, k);
		while (x > start) {
			x--;
			y--;
			match[y] = x;
		}
		if (!edits)
			break;
		if (inserts(s->reach[edits - 1], edits, k))
			y--;
		else
			x--;
	}
}

/*
 * The same insertion can often be read in several ways.  Take the one that
 * begins a line: a statement, not the end of one and the head of the next.
 */
static void slide(const struct lines *now, size_t *match)
{
	size_t begin, end, up;

	for (end = now->count; end; end = begin ? begin - 1 : 0) {
		begin = end;
		while (begin && match[begin - 1] == NO_TOKEN)
			begin--;
		if (begin == end || starts_line(now, begin))
			continue;
		for (up = 1; up <= begin && match[begin - up] != NO_TOKEN &&
			     same_spelling(now, begin - up, now, end - up); up++)
			if (starts_line(now, begin - up))
				break;
		if (up > begin || match[begin - up] == NO_TOKEN ||
		    !same_spelling(now, begin - up, now, end - up))
			continue;
		for (; up; up--) {
			match[--end] = match[--begin];
			match[begin] = NO_TOKEN;
		}
	}
}

/* What took one identifier's place is its counterpart under another name. */
static void pair_renamed(const struct lines *was, const struct lines *now,
			 size_t *match)
{
	size_t i, from;

	for (i = 0; i < now->count; i++) {
		if (match[i] != NO_TOKEN || (i && match[i - 1] == NO_TOKEN))
			continue;
		from = i ? match[i - 1] + 1 : 0;
		if (from < was->count &&
		    was->tokens[from].kind == TOKEN_IDENTIFIER &&
		    now->tokens[i].kind == TOKEN_IDENTIFIER &&
		    (i + 1 == now->count || match[i + 1] != from))
			match[i] = from;
	}
}

size_t *match_tokens(const struct lines *was, const struct lines *now)
{
	struct search s = { .was = was, .now = now };
	size_t *match = NULL, i;
	int edits;

	s.reach = xcalloc(MATCH_MAX + 1, sizeof(*s.reach));
	edits = find_path(&s);
	if (edits >= 0) {
		match = xcalloc(now->count, sizeof(*match));
		for (i = 0; i < now->count; i++)
			match[i] = NO_TOKEN;
		walk_back(&s, edits, match);
		slide(now, match);
		pair_renamed(was, now, match);
	}
	for (i = 0; i <= MATCH_MAX; i++)
		free(s.reach[i]);
	free(s.reach);
	return match;
}
