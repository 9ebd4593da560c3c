/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a conversion changed, as a unified diff that patch -p1 and git apply
 * take.
 */
#ifndef DIFF_H
#define DIFF_H

#include <stdio.h>

#include "scan/source.h"

/* Print the diff of one file; nothing when it is unchanged. */
void diff_print(const struct source *src, FILE *to);

/* Append the diff between two texts of the file @name. */
void diff_add(const char *name, const struct buf *before,
	      const struct buf *after, bool executable, struct buf *out);

/* Append what git shows as the statistics of a diff, at most @width columns. */
void diff_statistics(const struct buf *diff, size_t width, struct buf *out);

#endif
