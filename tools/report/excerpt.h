/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A few lines of a file as HTML: what changed there, and what is marked.
 */
#ifndef EXCERPT_H
#define EXCERPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/util.h"

/* Where each line of a text begins; [count] is its end. */
struct line_index {
	const char *text;
	uint32_t *at;
	uint32_t count;
};

/* Lines of the old text that give way to lines of the new one; from 0. */
struct hunk {
	uint32_t old_line, old_count;
	uint32_t new_line, new_count;
};

/* A file before and after. */
struct change {
	struct line_index old, new;
	struct hunk *hunks;
	size_t count, room;
};

/* The texts must outlive @change.  @new NULL: nothing has changed. */
void change_open(struct change *change, const struct buf *old,
		 const struct buf *new);
void change_close(struct change *change);

/* A line that has to be seen. */
struct mark {
	uint32_t line;		/* from 1 */
	uint32_t column, len;	/* bytes to mark, from 1; @len 0: none */
	char *id;		/* of the line's element, or NULL */
	char *label;		/* at its side, or NULL */
};

struct excerpt {
	const struct change *change;
	const struct mark *marks;	/* in order of the lines */
	size_t mark_count;
	/* Hunks with @owner[i] == @self are shown, however far away. */
	const size_t *owner;
	size_t self;
};

void excerpt_add(struct buf *to, const struct excerpt *excerpt);

#endif
