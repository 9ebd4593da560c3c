/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A table in RFC 4180's form, read whole: a header row, then rows of as many
 * fields.  Anything else ends the program, see harness.h.
 */
#ifndef CSV_H
#define CSV_H

#include "harness.h"

struct csv {
	size_t columns;
	size_t rows;		/* without the header row */
	const char **fields;	/* row after row, the header row first */
};

/* @what names the table in messages. */
struct csv csv_parse(struct bytes bytes, const char *what);

/* Field of row @row (0 is the first behind the header) in the column @name. */
const char *csv_get(const struct csv *table, size_t row, const char *name);

#endif
