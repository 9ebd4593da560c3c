/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Find and classify every site of a file, from its tokens alone.
 */
#ifndef SCAN_H
#define SCAN_H

#include "scan/source.h"

/*
 * Read the file and fill in text, tokens and sites.  0, or -errno when the file
 * cannot be read or lexed, -EILSEQ when it holds a NUL byte and so is not C; a
 * message has been printed then.
 */
int scan_source(struct source *src);

/* The same for a source whose text is there already. */
int scan_text(struct source *src);

/* All of them, on @jobs threads, with a bar: how many could not be scanned. */
size_t scan_sources(struct source *sources, size_t count, unsigned int jobs);

/*
 * What only shows with all files at hand: a call of a function that a header of
 * the tree declares for another subsystem becomes unrelated.
 */
void scan_tree(struct source *sources, size_t count);

#endif
