// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

unsigned int columns(unsigned int at, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		switch (text[i]) {
		case '\n':
			at = 0;
			break;
		case '\r':
			break;
		case '\t':
			at = (at / 8 + 1) * 8;
			break;
		default:
			at++;
			break;
		}
	}
	return at;
}

unsigned int end_column(const struct lines *lines, size_t i)
{
	return columns(lines->column[i], lines->word[i].at, lines->word[i].len);
}

void lines_place(struct lines *lines, size_t i)
{
	lines->column[i] = columns(i ? end_column(lines, i - 1) : 0,
				   lines->blank[i].at, lines->blank[i].len);
}

bool starts_line(const struct lines *lines, size_t i)
{
	struct span blank = lines->blank[i];

	return !i || memchr(blank.at, '\n', blank.len);
}

size_t line_first(const struct lines *lines, size_t i)
{
	while (!starts_line(lines, i))
		i--;
	return i;
}

size_t line_end(const struct lines *lines, size_t i)
{
	do
		i++;
	while (i < lines->count && !starts_line(lines, i));
	return i;
}

struct span indent_of(struct span blank)
{
	const char *newline = memrchr(blank.at, '\n', blank.len);
	size_t skip = newline ? newline + 1 - blank.at : 0;

	return (struct span){ blank.at + skip, blank.len - skip };
}

struct span before_backslash(struct span blank)
{
	const char *slash = memchr(blank.at, '\\', blank.len);

	return (struct span){ blank.at, slash ? (size_t)(slash - blank.at) :
						blank.len };
}

unsigned int line_width(const struct lines *lines, size_t i)
{
	size_t k = line_first(lines, i), end = line_end(lines, i);
	unsigned int width = 0, column = 0;
	struct span rest;

	/* A comment of several lines makes several widths of one. */
	for (; k < end; k++) {
		const char *newline = memchr(lines->word[k].at, '\n',
					     lines->word[k].len);

		column = end_column(lines, k);
		if (column > width)
			width = column;
		if (newline)
			column = columns(lines->column[k], lines->word[k].at,
					 newline - lines->word[k].at);
		if (column > width)
			width = column;
	}
	rest = before_backslash(lines->blank[end]);
	if (rest.len < lines->blank[end].len) {
		column = columns(end_column(lines, end - 1), rest.at, rest.len);
		if (column + 1 > width)
			width = column + 1;
	}
	return width;
}

bool word_is(const struct lines *lines, size_t i, const char *word)
{
	return i != NO_TOKEN && lines->word[i].len == strlen(word) &&
	       !memcmp(lines->word[i].at, word, lines->word[i].len);
}

bool same_comment(struct span a, struct span b)
{
	while (a.len && b.len && *a.at == *b.at) {
		bool newline = *a.at == '\n';

		do {
			a.at++;
			a.len--;
		} while (newline && a.len && (*a.at == ' ' || *a.at == '\t'));
		do {
			b.at++;
			b.len--;
		} while (newline && b.len && (*b.at == ' ' || *b.at == '\t'));
	}
	return !a.len && !b.len;
}

/* Brackets that are open, innermost last. */
struct brackets {
	size_t *open;
	size_t depth, room;
	size_t base;		/* those of a preprocessor line begin here */
	bool directive;		/* in one */
	size_t parens;		/* how many are not braces */
};

/* As in a walk(): every arm of an #if begins with what was open before it. */
struct arms {
	struct brackets begin, end;
	bool have_end;
};

static bool is_brace(const struct lines *lines, size_t i)
{
	return lines->word[i].at[0] == '{';
}

static void push(struct brackets *b, const struct lines *lines, size_t i)
{
	grow(b->open, b->depth, b->room);
	b->open[b->depth++] = i;
	b->parens += !is_brace(lines, i);
}

static void pop(struct brackets *b, const struct lines *lines)
{
	b->parens -= !is_brace(lines, b->open[--b->depth]);
}

static void cut(struct brackets *b, const struct lines *lines, size_t depth)
{
	while (b->depth > depth)
		pop(b, lines);
}

static void brackets_set(struct brackets *to, const struct brackets *from)
{
	free(to->open);
	*to = *from;
	to->room = from->depth;
	to->open = xcalloc(from->depth, sizeof(*to->open));
	if (from->depth)
		memcpy(to->open, from->open, from->depth * sizeof(*to->open));
}

static void close_bracket(struct brackets *b, const struct lines *lines,
			  size_t i)
{
	size_t depth = b->depth;

	switch (lines->word[i].at[0]) {
	case ')':
	case ']':
		if (depth > b->base && !is_brace(lines, b->open[depth - 1]))
			pop(b, lines);
		break;
	case '}':
		/* What a macro hid ends here; in the first column, all. */
		while (depth > b->base && !is_brace(lines, b->open[depth - 1]))
			depth--;
		if (depth > b->base)
			cut(b, lines, depth - 1);
		if (!lines->column[i] && !lines->tokens[i].directive)
			cut(b, lines, 0);
		break;
	}
}

static void end_arm(struct arms *arm, const struct brackets *now, bool live)
{
	if (!live || arm->have_end)
		return;
	brackets_set(&arm->end, now);
	arm->have_end = true;
}

struct bracket_scan {
	struct lines *lines;
	struct brackets now;
	struct arms *arms;
	size_t depth, room;
};

static void arms_drop(struct bracket_scan *scan)
{
	struct arms *arm = &scan->arms[--scan->depth];

	free(arm->begin.open);
	free(arm->end.open);
}

static void scan_condition(struct bracket_scan *scan, size_t hash)
{
	const struct lines *lines = scan->lines;
	size_t word = hash + 1;
	bool live = !hash || !lines->tokens[hash - 1].inactive;
	struct arms *top = scan->depth ? &scan->arms[scan->depth - 1] : NULL;

	while (word < lines->count && lines->tokens[word].kind == TOKEN_COMMENT)
		word++;
	if (word >= lines->count)
		return;
	if (word_is(lines, word, "if") || word_is(lines, word, "ifdef") ||
	    word_is(lines, word, "ifndef")) {
		grow(scan->arms, scan->depth, scan->room);
		top = &scan->arms[scan->depth++];
		*top = (struct arms){ 0 };
		brackets_set(&top->begin, &scan->now);
	} else if (!top) {
		return;
	} else if (word_is(lines, word, "else") || word_is(lines, word, "elif") ||
		   word_is(lines, word, "elifdef") ||
		   word_is(lines, word, "elifndef")) {
		end_arm(top, &scan->now, live);
		brackets_set(&scan->now, &top->begin);
	} else if (word_is(lines, word, "endif")) {
		end_arm(top, &scan->now, live);
		if (top->have_end)
			brackets_set(&scan->now, &top->end);
		arms_drop(scan);
	}
}

static void scan_bracket(struct bracket_scan *scan, size_t i)
{
	struct lines *lines = scan->lines;
	const struct token *t = &lines->tokens[i];
	struct brackets *now = &scan->now;
	char c = lines->word[i].at[0];

	/* A preprocessor line has brackets of its own. */
	if (now->directive && (t->first || !t->directive)) {
		cut(now, lines, now->base);
		now->base = 0;
		now->directive = false;
	}
	if (t->first && t->directive) {
		scan_condition(scan, i);
		now->base = now->depth;
		now->directive = true;
	}
	lines->inside[i] = now->parens > 0;
	lines->bracket[i] = now->depth > now->base ?
			    now->open[now->depth - 1] : NO_TOKEN;
	if (t->kind != TOKEN_PUNCTUATION || lines->word[i].len != 1)
		return;
	if (c == '(' || c == '[' || c == '{')
		push(now, lines, i);
	else
		close_bracket(now, lines, i);
}

static void find_brackets(struct lines *lines)
{
	struct bracket_scan scan = { .lines = lines };
	size_t i;

	for (i = 0; i < lines->count; i++)
		scan_bracket(&scan, i);
	while (scan.depth)
		arms_drop(&scan);
	free(scan.arms);
	free(scan.now.open);
}

void lines_open(struct lines *lines, const char *text, size_t len,
		const struct tokens *tokens)
{
	size_t i, end = 0;

	*lines = (struct lines){
		.count = tokens->count, .tokens = tokens->data,
		.word = xcalloc(tokens->count, sizeof(*lines->word)),
		.blank = xcalloc(tokens->count + 1, sizeof(*lines->blank)),
		.column = xcalloc(tokens->count, sizeof(*lines->column)),
		.bracket = xcalloc(tokens->count, sizeof(*lines->bracket)),
		.inside = xcalloc(tokens->count, sizeof(*lines->inside)),
	};
	for (i = 0; i < lines->count; i++) {
		const struct token *t = &tokens->data[i];

		lines->word[i] = (struct span){ text + t->offset, t->len };
		lines->blank[i] = (struct span){ text + end, t->offset - end };
		lines_place(lines, i);
		end = t->offset + t->len;
	}
	lines->blank[i] = (struct span){ text + end, len - end };
	find_brackets(lines);
}

static void *copy_of(const void *from, size_t size)
{
	return memcpy(xmalloc(size), from, size);
}

void lines_copy(struct lines *copy, const struct lines *lines)
{
	size_t n = lines->count;

	*copy = *lines;
	copy->word = copy_of(lines->word, n * sizeof(*copy->word));
	copy->blank = copy_of(lines->blank, (n + 1) * sizeof(*copy->blank));
	copy->column = copy_of(lines->column, n * sizeof(*copy->column));
	copy->bracket = copy_of(lines->bracket, n * sizeof(*copy->bracket));
	copy->inside = copy_of(lines->inside, n * sizeof(*copy->inside));
}

void lines_close(struct lines *lines)
{
	free(lines->word);
	free(lines->blank);
	free(lines->column);
	free(lines->bracket);
	free(lines->inside);
}
