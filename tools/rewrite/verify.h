/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Proof, from the source itself, that a rewrite did what was planned and
 * nothing else.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "scan/source.h"

/*
 * Compare src->result with what the plan makes of src->text, token by token,
 * comments included.  A site that was only to be renamed and still reads as
 * before becomes open; nothing else may differ.
 *
 * Returns NULL, and src->result then has the blanks of the plan: those of the
 * file, wherever nothing was added; src->result_tokens are filled in.  Else returns a description of the first
 * difference, to be freed, and nothing of the result may be used.
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
