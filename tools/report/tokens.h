/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which tokens of two pieces of text are not in the other one.
 */
#ifndef TOKENS_H
#define TOKENS_H

#include <stdbool.h>
#include <stddef.h>

struct piece {
	const char *text;
	size_t len;
};

/*
 * A flag for each byte of @old that is gone and of @new that has come, to be
 * freed; blanks do not count.  Both NULL when that would take too long, or when
 * next to nothing is the same.
 */
void tokens_compare(const struct piece *old, const struct piece *new,
		    bool **gone, bool **come);

#endif
