/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the page's tables have in common.
 *
 * A table is a section: tiles that count and filter by state, a tool bar, and a
 * <tbody> for each row, which carries what the filters go by and holds a second
 * <tr> with the code.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>

#include "base/util.h"

struct tile {
	const char *state;	/* class and data-state */
	const char *text;	/* what it means */
	size_t count;
};

struct table {
	const char *id, *title;
	const char *none;	/* what is said when there is no row */
	const struct tile *tiles;
	size_t tile_count;
	const char *const *columns;	/* titles, ended by NULL */
	const char *const *filters;	/* beside "folder"; ended by NULL */
	size_t rows;
	bool unfolded;		/* the code is shown from the start */
};

void table_begin(struct buf *to, const struct table *table);
void table_end(struct buf *to, const struct table *table);

/*
 * Open a row's <tbody> with data-state, data-folder and @filter="@value".  The
 * first cell, with the state, and the second, with the place, are in it.
 */
struct row {
	const struct table *table;
	size_t number;
	const char *state;
	const char *file;
	unsigned int line;
	const char *filter, *value;
};

void row_begin(struct buf *to, const struct row *row);
/* From its cells to the code, and its end. */
void row_detail(struct buf *to, const struct row *row);
void row_end(struct buf *to);

/* <td class=...>; @text may be NULL.  A name may break behind a _. */
void cell(struct buf *to, const char *class, const char *text);
void cell_name(struct buf *to, const char *class, const char *name);

#endif
