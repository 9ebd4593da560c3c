/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Changing a tree in place: wholly or not at all.
 *
 * All new contents are first written to ROOT/.iommu-migrate/, with the old ones
 * beside them.  Then a journal is written and synced; from that moment on the
 * run counts as done, and only renames are left.  Killed before, the tree is as
 * it was; killed after, edit_begin() of the next run does the rest.  At no time
 * does a file hold anything but its old or its new text.
 *
 * A second run on the same tree, on a part of it, or on a tree around it is
 * refused while the first one lasts.
 */
#ifndef EDIT_H
#define EDIT_H

#include "scan/source.h"
#include "find/tree.h"

/* What to do about the journal of an interrupted run. */
enum recovery { RECOVER_FINISH, RECOVER_UNDO };

/*
 * Lock the tree, and finish or undo an interrupted run in its root.  Ends the
 * program when somebody else holds it or it cannot be written.  True when there
 * was an interrupted run.
 */
bool edit_begin(const struct tree *tree, enum recovery recovery);

/* The same for leftovers of runs that had their root deeper in the tree. */
void edit_recover(const struct found *found, enum recovery recovery);

/*
 * Write all results.  A file that somebody changed since it was read is left
 * alone and its sites become open.  Returns the number of files changed; ends
 * the program, nothing changed, when they cannot be written.  An interrupt is
 * obeyed until the journal stands, and not after.
 */
size_t edit_commit(struct source *sources, size_t count);

/*
 * Unlock, and remove what lies about.  Safe to call at any time; the end of the
 * program calls it.
 */
void edit_end(void);

#endif
