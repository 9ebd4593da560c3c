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
 * open.
 *
 * Returns NULL, or a description of the first other difference, to be freed;
 * then nothing of the result may be used.
 */
char *verify(struct source *src);

#endif
