/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A command run after each patch of a series, where all patches up to that one
 * are applied.
 */
#ifndef EACH_H
#define EACH_H

#include "series/patches.h"

struct each {
	const char *command;	/* for sh -c */
	const struct repo *repo;
	const struct patches *patches;
	char *const *names;	/* of the patches, in order */
	const char *folder;	/* where they are, and where logs go */
	bool dirty;		/* the files may differ from what is committed */
};

/*
 * Make a clone of the repository in a temporary folder, apply patch after patch
 * there with git am, and run the command in its top folder, with
 *
 *	IOMMU_MIGRATE_PATCH	the number of the patch, from 1
 *	IOMMU_MIGRATE_FILES	the files that it changes, blanks between them
 *
 * Stops at the first that fails; what it printed is kept beside the patch.  The
 * user's repository is only read.  False: one has failed, a message was printed.
 */
bool each_run(const struct each *each);

#endif
