/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which piece of one side is which of the other.
 *
 * Stretches that occur once on either side anchor the comparison; what lies
 * between two anchors is compared by the shortest edit script, or, where that
 * would take too long, taken to be replaced as a whole.  Hence a file that was
 * rewritten costs no more than one that was touched, and says less.
 */
#ifndef ALIGN_H
#define ALIGN_H

#include <stdint.h>
#include <stddef.h>

/* Both receive, for each element, its counterpart or ALIGN_NONE. */
#define ALIGN_NONE ((size_t)-1)
void align(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
	   size_t *to_b, size_t *to_a);

#endif
