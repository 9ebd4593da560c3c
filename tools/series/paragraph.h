/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PARAGRAPH_H
#define PARAGRAPH_H

#include "base/util.h"

/* What checkpatch leaves a commit message, and indented quotes of it. */
#define PARAGRAPH_WIDTH 72

/*
 * Append the words of @text on lines of at most PARAGRAPH_WIDTH columns: the
 * first begins with @first, the others with as many blanks.
 */
void paragraph_add(struct buf *out, const char *first, const char *text);

#endif
