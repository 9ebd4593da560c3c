/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folder that a series is written to: wholly or not at all.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include "base/util.h"

struct folder {
	char *path;		/* absolute, where it will be */
	char *draft;		/* beside it, until then */
};

/*
 * Make sure that @name can be made or is empty, before anything is done.  Ends the
 * program with a message when it is not; nothing is written yet.
 */
void folder_check(struct folder *folder, const char *name);

/* Put a file into it. */
void folder_put(struct folder *folder, const char *name,
		const struct buf *text);

/* All files at once; ends the program when somebody has put something there. */
void folder_publish(struct folder *folder);

/* Take away what was not published. */
void folder_close(struct folder *folder);

#endif
