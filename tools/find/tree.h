/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the PATH operands mean, and the files below them that matter.
 */
#ifndef TREE_H
#define TREE_H

#include "scan/source.h"

struct tree {
	char **paths;		/* operands, absolute and without symlinks */
	bool *is_dir;
	size_t count;
	char *root;		/* the deepest folder that holds all of them */
	char *base;		/* what shown names are relative to */
	bool elsewhere;		/* base is not the current folder */
	bool absolute;		/* show whole paths instead */
};

/*
 * Resolve the operands (none: the current folder).  Ends the program with a
 * message when one does not exist or cannot be read.
 */
void tree_open(struct tree *tree, char **operands, size_t count);
void tree_close(struct tree *tree);

/* Is the absolute @path one of the operands, or below one? */
bool tree_holds(const struct tree *tree, const char *path);

/* Tail of the absolute @path that is shown to people. */
const char *tree_shown(const struct tree *tree, const char *path);

struct found {
	struct source *sources;	/* files that hold a name, ordered by path */
	size_t count, room;
	size_t searched;	/* C files looked into */
	size_t unreadable;	/* each has been warned of */
	char **leftovers;	/* journals of interrupted runs below the paths */
	size_t leftover_count, leftover_room;
};

/* Do the bytes hold a name of the API, as a word or before a ##? */
bool holds_name(const char *text, size_t len);

/* A byte search over the tree, on @jobs threads, for the API's names. */
void find(const struct tree *tree, unsigned int jobs, struct found *found);
void found_free(struct found *found);

/* Ends the program when there was nothing to search. */
void found_files_or_die(const struct tree *tree, const struct found *found);

/* Where no file had a name of the API: say so, and what follows from it. */
void found_no_site(const struct tree *tree, const struct found *found);

/* Where an in-place run keeps its journal, below the root of the run. */
#define JOURNAL_DIR ".iommu-migrate"

#endif
