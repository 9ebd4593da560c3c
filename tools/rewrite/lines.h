/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file as words and the blanks between them: what a layout may not change,
 * and what it may.
 *
 * Columns count from 0, a tab reaches to the next multiple of 8, any other byte
 * is one column wide (as scripts/checkpatch.pl counts).
 */
#ifndef LINES_H
#define LINES_H

#include "scan/lex.h"
#include "scan/syntax.h"

/* A stretch of bytes that belongs to somebody else. */
struct span {
	const char *at;
	size_t len;
};

struct lines {
	size_t count;
	const struct token *tokens;
	struct span *word;	/* a token's bytes */
	struct span *blank;	/* what stands before it; [count]: the end */
	unsigned int *column;	/* of the word's first byte */
	size_t *bracket;	/* innermost open (, [ or {, or NO_TOKEN */
	bool *inside;		/* is some ( or [ open here? */
};

/* @text and @tokens must outlive @lines. */
void lines_open(struct lines *lines, const char *text, size_t len,
		const struct tokens *tokens);
/* A copy whose words, blanks and columns may be changed apart. */
void lines_copy(struct lines *copy, const struct lines *lines);
void lines_close(struct lines *lines);

/* Compute column[i] from what stands before token @i. */
void lines_place(struct lines *lines, size_t i);

/* Is token @i the first of its line in the file? */
bool starts_line(const struct lines *lines, size_t i);
/* The first token of token @i's line; the first of the next line. */
size_t line_first(const struct lines *lines, size_t i);
size_t line_end(const struct lines *lines, size_t i);
/* Columns that token @i's line takes, a backslash at its end included. */
unsigned int line_width(const struct lines *lines, size_t i);

/* The column behind token @i. */
unsigned int end_column(const struct lines *lines, size_t i);
/* The column behind @len bytes that begin in column @at. */
unsigned int columns(unsigned int at, const char *text, size_t len);

/* Is token @i exactly this word?  NO_TOKEN is no word. */
bool word_is(const struct lines *lines, size_t i, const char *word);

/* Are two comments the same but for the indentation of their lines? */
bool same_comment(struct span a, struct span b);

/* The part of a blank behind its last newline: a line's indentation. */
struct span indent_of(struct span blank);
/* The part before a backslash at a line's end; @len as in @blank: has none. */
struct span before_backslash(struct span blank);

#endif
