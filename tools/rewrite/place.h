/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A group of lines in the work of layout.c: what was chosen for the blanks before
 * its tokens, and where the tokens stand then.
 */
#ifndef PLACE_H
#define PLACE_H

#include "base/util.h"
#include "rewrite/lines.h"

/* Where the blanks before a token come from. */
enum blank_from {
	FROM_RESULT,	/* the rewritten text: stays */
	FROM_BEFORE,	/* the text before: moves with what it belongs to */
	NEW_BLANK,	/* beside a new token, or where one was */
	NEW_LINE,	/* a break put in here */
	JOINED,		/* a break taken back here */
};

struct choice {
	enum blank_from from;
	struct span blank;
	struct span word;
};

struct layout {
	const struct lines *was;
	struct lines *now;
	const size_t *match;	/* now -> was */
	const size_t *back;	/* was -> now */
	const char *eol;
	/* The group in work: tokens first to end - 1, and what follows them. */
	size_t first, end;
	struct choice *choice;	/* of token first + i */
	/* Text that is in neither of the two. */
	char **texts;
	size_t text_count, text_room;
};

static inline struct choice *choice_of(const struct layout *l, size_t i)
{
	return &l->choice[i - l->first];
}

/* Keep the buffer's text until the end; the buffer is empty then. */
struct span keep(struct layout *l, struct buf *b);

void add_span(struct buf *b, struct span s);
/* Tabs and blanks from one column to another. */
void add_columns(struct buf *b, unsigned int at, unsigned int to);
bool same_span(struct span a, struct span b);
bool has_newline(struct span s);

/* Is it in parentheses or square brackets, next to no brace? */
bool in_list(const struct lines *lines, size_t i);

/* Carry out what is chosen for the group. */
void place(struct layout *l);

#endif
