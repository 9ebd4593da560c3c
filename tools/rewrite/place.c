// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite/place.h"

#include <string.h>

struct span keep(struct layout *l, struct buf *b)
{
	struct span kept = { b->data ? b->data : "", b->len };

	if (b->data) {
		grow(l->texts, l->text_count, l->text_room);
		l->texts[l->text_count++] = b->data;
	}
	*b = (struct buf){ 0 };
	return kept;
}

void add_span(struct buf *b, struct span s)
{
	buf_add(b, s.at, s.len);
}

void add_columns(struct buf *b, unsigned int at, unsigned int to)
{
	for (; (at / 8 + 1) * 8 <= to; at = (at / 8 + 1) * 8)
		buf_add(b, "\t", 1);
	for (; at < to; at++)
		buf_add(b, " ", 1);
}

bool same_span(struct span a, struct span b)
{
	return a.len == b.len && !memcmp(a.at, b.at, a.len);
}

bool has_newline(struct span s)
{
	return memchr(s.at, '\n', s.len);
}

/*
 * Move an indentation by some columns.  One that is not tabs as far as possible
 * is somebody's own way: it keeps its tabs, so that moving back restores it.
 */
static void add_moved(struct buf *b, struct span indent, int by)
{
	unsigned int width = columns(0, indent.at, indent.len);
	struct buf usual = { 0 };
	size_t spaces = 0;
	bool is_usual;

	if ((int)width + by < 0)
		by = -(int)width;
	add_columns(&usual, 0, width);
	is_usual = usual.len == indent.len &&
		   (!usual.len || !memcmp(usual.data, indent.at, usual.len));
	buf_free(&usual);
	while (spaces < indent.len &&
	       indent.at[indent.len - 1 - spaces] == ' ')
		spaces++;
	if (is_usual || (by < 0 && spaces < (size_t)-by)) {
		add_columns(b, 0, width + by);
		return;
	}
	buf_add(b, indent.at, by < 0 ? indent.len + by : indent.len);
	for (; by > 0; by--)
		buf_add(b, " ", 1);
}

bool in_list(const struct lines *lines, size_t i)
{
	return lines->bracket[i] != NO_TOKEN &&
	       !word_is(lines, lines->bracket[i], "{");
}

/* Did this line, in a list, begin where its bracket's contents begin? */
static bool is_aligned(const struct lines *lines, size_t i)
{
	size_t open = lines->bracket[i];

	return lines->column[i] == lines->column[open] + 1 ||
	       (!starts_line(lines, open + 1) &&
		lines->column[i] == lines->column[open + 1]);
}

/* By how much did the line move whose token @i of the text before was on? */
static int line_moved(const struct layout *l, size_t i)
{
	size_t first = line_first(l->was, i), now = l->back[first];

	if (now == NO_TOKEN || !starts_line(l->now, now))
		return 0;
	return (int)l->now->column[now] - (int)l->was->column[first];
}

/*
 * The column of a new line in a list: with the bracket, unless all that stood
 * in it before was indented otherwise.
 */
static unsigned int list_column(const struct layout *l, size_t i)
{
	const struct lines *was = l->was;
	size_t open = l->now->bracket[i], k, other = NO_TOKEN;

	k = l->match[open];
	if (k != NO_TOKEN) {
		while (++k < was->count && was->inside[k]) {
			if (was->bracket[k] != l->match[open] ||
			    !starts_line(was, k) || was->tokens[k].directive !=
			    was->tokens[l->match[open]].directive)
				continue;
			if (is_aligned(was, k))
				break;
			if (other == NO_TOKEN && !word_is(was, k, ")"))
				other = k;
		}
		if (k < was->count && was->inside[k])
			other = NO_TOKEN;
	}
	if (other == NO_TOKEN)
		return l->now->column[open] + 1;
	return was->column[other] + line_moved(l, l->match[open]);
}

/* By how much does a line of the text before move that begins at token @i? */
static int continuation_moves(const struct layout *l, size_t i)
{
	size_t was = l->match[i], open = l->was->bracket[was];

	if (in_list(l->now, i) && in_list(l->was, was) &&
	    l->match[l->now->bracket[i]] == open && is_aligned(l->was, was))
		return (int)l->now->column[l->now->bracket[i]] -
		       (int)l->was->column[open];
	/* It was aligned in a list that is gone: it is in another one now. */
	if (in_list(l->now, i) && in_list(l->was, was) &&
	    is_aligned(l->was, was))
		return (int)list_column(l, i) - (int)l->was->column[was];
	return open == NO_TOKEN ? 0 : line_moved(l, open);
}

/* The backslash that ends a line of the text before. */
struct backslash {
	bool present;
	unsigned int column;
	struct span blank;	/* before it */
};

static struct backslash backslash_at(const struct lines *lines, size_t i)
{
	struct backslash b = { 0 };

	if (!i || i > lines->count)
		return b;
	b.blank = before_backslash(lines->blank[i]);
	b.present = b.blank.len < lines->blank[i].len;
	b.column = columns(end_column(lines, i - 1), b.blank.at, b.blank.len);
	return b;
}

/*
 * Where the backslash of token @i's line was meant to be: one that stands right
 * behind a long line belongs where its neighbours are.
 */
static struct backslash backslash_of(const struct lines *lines, size_t i)
{
	size_t end = line_end(lines, i);
	struct backslash own = backslash_at(lines, end);
	struct backslash above = backslash_at(lines, line_first(lines, i));
	struct backslash below = { 0 };

	if (own.present && !(own.blank.len == 1 && own.blank.at[0] == ' '))
		return own;
	if (own.present && end < lines->count)
		below = backslash_at(lines, line_end(lines, end));
	if (!above.present)
		above = below;
	if (above.present && (!below.present || below.column == above.column) &&
	    (!own.present || above.column <= own.column))
		return above;
	return own;
}

/* Blanks from column @at to where the backslash was, as they were made. */
static void add_before_backslash(struct buf *b, struct backslash was,
				 unsigned int at)
{
	size_t i;

	if (was.present && !was.blank.len)
		return;
	if (!was.present || at >= was.column ||
	    (was.blank.len == 1 && was.blank.at[0] == ' ')) {
		buf_add(b, " ", 1);
		return;
	}
	if (!memchr(was.blank.at, '\t', was.blank.len)) {
		for (; at < was.column; at++)
			buf_add(b, " ", 1);
		return;
	}
	for (i = 0; was.blank.at[i] == ' ' && at + 1 < was.column; i++, at++)
		buf_add(b, " ", 1);
	add_columns(b, at, was.column);
}

/* The blanks before token @i, up to its line: only a backslash may move. */
static void add_line_end(struct layout *l, struct buf *b, size_t i,
			 struct span head)
{
	const struct lines *was = l->was, *now = l->now;
	struct span before = before_backslash(head);
	size_t k = i - 1, first = line_first(now, k);

	while (l->match[k] == NO_TOKEN && k > first)
		k--;
	if (before.len == head.len || l->match[k] == NO_TOKEN ||
	    (k == i - 1 && starts_line(was, l->match[k] + 1) &&
	     same_span(was->blank[l->match[k] + 1], choice_of(l, i)->blank) &&
	     end_column(now, k) == end_column(was, l->match[k]))) {
		add_span(b, head);
		return;
	}
	add_before_backslash(b, backslash_of(was, l->match[k]),
			     end_column(now, i - 1));
	buf_add(b, head.at + before.len, head.len - before.len);
}

static void add_indent(struct layout *l, struct buf *b, size_t i,
		       struct span indent)
{
	switch (choice_of(l, i)->from) {
	case FROM_BEFORE:
		add_moved(b, indent, continuation_moves(l, i));
		break;
	case NEW_BLANK:
	case NEW_LINE:
		add_columns(b, 0, list_column(l, i));
		break;
	default:
		add_span(b, indent);
		break;
	}
}

/* Do all lines of a comment begin with a star below its first one? */
static bool has_stars(const struct lines *lines, size_t i)
{
	struct span word = lines->word[i];
	const char *p = word.at, *end = word.at + word.len;

	if (lines->tokens[i].kind != TOKEN_COMMENT || word.at[1] != '*')
		return false;
	while ((p = memchr(p, '\n', end - p))) {
		size_t blanks = strspn(++p, " \t");

		if (p[blanks] != '*' ||
		    columns(0, p, blanks) != lines->column[i] + 1)
			return false;
	}
	return true;
}

/* The stars of a comment move with its beginning. */
static void place_comment(struct layout *l, size_t i)
{
	size_t was = l->match[i];
	const char *p, *newline, *end;
	struct buf b = { 0 };
	int by;

	l->now->word[i] = choice_of(l, i)->word;
	if (was == NO_TOKEN || !has_newline(l->now->word[i]))
		return;
	by = (int)l->now->column[i] - (int)l->was->column[was];
	if (!by || !has_stars(l->was, was))
		return;
	p = l->was->word[was].at;
	end = p + l->was->word[was].len;
	while ((newline = memchr(p, '\n', end - p))) {
		size_t blanks = strspn(newline + 1, " \t");

		buf_add(&b, p, newline + 1 - p);
		add_moved(&b, (struct span){ newline + 1, blanks }, by);
		p = newline + 1 + blanks;
	}
	buf_add(&b, p, end - p);
	l->now->word[i] = keep(l, &b);
}

void place(struct layout *l)
{
	struct lines *now = l->now;
	size_t i;

	for (i = l->first; i <= l->end; i++) {
		struct span blank = choice_of(l, i)->blank;
		struct span indent = indent_of(blank);
		struct buf b = { 0 };

		now->blank[i] = blank;
		if (has_newline(blank)) {
			if (i > l->first)
				add_line_end(l, &b, i, (struct span){
					blank.at, blank.len - indent.len });
			else
				buf_add(&b, blank.at, blank.len - indent.len);
			if (i < now->count)
				add_indent(l, &b, i, indent);
			else
				add_span(&b, indent);
			if (!b.data || !same_span(blank, (struct span){ b.data, b.len }))
				now->blank[i] = keep(l, &b);
			buf_free(&b);
		}
		if (i == now->count)
			break;
		lines_place(now, i);
		if (i < l->end)
			place_comment(l, i);
	}
}
