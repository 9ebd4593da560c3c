/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Proof, from the source itself, that a rewrite did what was planned and
 * nothing else.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "source.h"

/*
 * Compare src->result with src->text, token by token, comments and the blanks
 * between included.  Outside of planned sites everything must be the same.  A
 * planned site must read as planned; where it still reads as before it becomes
 * open.  src->result_tokens are filled in.
 *
 * Returns NULL, or a description of the first other difference, to be freed;
 * then nothing of the result may be used.
 */
char *verify(struct source *src);

/*
 * Compare src->result, which has passed verify(), with @text, its layout.  The
 * tokens must be the same, but for the indentation of comments of several lines;
 * the blanks, too, save before those tokens for which @may_change holds (one more
 * than there are tokens: the blanks at the end).
 *
 * Returns NULL, or what is wrong, to be freed; then @text must not be used.
 */
char *verify_layout(const struct source *src, const struct buf *text,
		    const bool *may_change);

#endif
