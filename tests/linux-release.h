/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Debian's linux-source-6.1 moves on: 6.1.176 is in the release, 6.1.192 among
 * the security updates, and others will follow.  What tests expect of it was
 * recorded for one release, and lines have other numbers in another.
 */
#ifndef LINUX_RELEASE_H
#define LINUX_RELEASE_H

#include "harness.h"

/* Is the tree of the release that lines were recorded for? */
bool is_recorded_release(const char *tree);

/*
 * The text without what another release changes: every number is a #, lines of
 * a diff with checksums are left out.  Of the recorded release: the text.
 */
char *without_lines(const char *tree, const char *text);

/* Where the word, whole, stands for the @nth time, from 0; or NULL. */
const char *find_word(const char *text, const char *word, size_t nth);
/* ... and the line, or 0. */
unsigned long line_of_word(struct bytes file, const char *word, size_t nth);

#endif
