/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What git knows about the tree.
 */
#ifndef GIT_H
#define GIT_H

#include "find/tree.h"

/*
 * The first file with a result that differs from what git has committed, or
 * NULL.  A tree without git, and files git does not track, are not asked about.
 */
const struct source *git_uncommitted(const struct tree *tree,
				     const struct source *sources, size_t count);

#endif
