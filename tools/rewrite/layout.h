/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * White space as the kernel's checkpatch.pl --strict wants it, where a
 * conversion changed something, and nowhere else.
 *
 * A *group* is the lines that one outermost pair of parentheses or square
 * brackets spans.  Only groups in which the conversion changed, added or took
 * away a token are laid out:
 *
 * - A continuation line that was aligned with the bracket it stands in, stays
 *   so.  One that was not, keeps its distance from the line on which that
 *   bracket opened.
 * - A line that the conversion made longer than LAYOUT_LIMIT is broken behind
 *   the last argument that fits, else behind an operator.  If that does not help,
 *   it stays long.  A new name alone breaks no line before that: up to
 *   LAYOUT_LIMIT checkpatch.pl is content, and whoever reviews a renaming wants
 *   to see one.
 * - A new argument that makes a line longer than LAYOUT_GOAL goes to a line of
 *   its own.  What follows it stays as it was.
 * - The conversion in the other direction takes such breaks back.  It takes one
 *   for such that stands behind more than LAYOUT_GOAL columns, in a line that
 *   would have to be broken in just this way; hence lines are broken there if
 *   possible.  Where there was no boundary to be had so far to the right, the
 *   break stays.
 * - Else goes behind a brace that the conversion put before it.
 * - A macro's backslash stays in its column while there is room.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "scan/source.h"

#define LAYOUT_GOAL 80u
#define LAYOUT_LIMIT 100u

/*
 * Lay out src->result, which verify() has accepted and split into
 * src->result_tokens (these are freed).  Blanks outside of changed
 * groups stay byte for byte, and nothing but blanks changes inside of them,
 * apart from the indentation of comments that fill several lines.  Should that
 * not hold, src->result stays as it was and a message says so.
 */
void layout(struct source *src);

#endif
