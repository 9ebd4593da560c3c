/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a series needs of git: a tree that is fit for it, a name to sign with,
 * and the history of a file.  Nothing here changes the repository.
 */
#ifndef REPO_H
#define REPO_H

#include "base/util.h"

struct repo {
	struct git_repository *git;	/* NULL: the tree is not in git */
	char *top;		/* its working folder, without a slash behind */
	char *head;		/* the commit, or NULL when there is none yet */
	bool detached;
	char *name, *email;	/* who signs */
};

/*
 * Find the repository that @root belongs to; a folder that a repository ignores
 * is not part of it.  Ends the program, with what to do, when it is bare or in
 * the middle of a rebase or the like, or when nobody's name is configured.
 */
void repo_open(struct repo *repo, const char *root);
void repo_close(struct repo *repo);

/* Does the absolute @path differ from what is committed?  False without git. */
bool repo_uncommitted(const struct repo *repo, const char *path);

/* Subject lines of commits that changed a file, newest first. */
struct history {
	char **subjects;
	size_t count, room;
};

/*
 * Fill in the history of @count files, named from the top: of each the last
 * HISTORY_DEPTH commits that are no merges, in one walk of at most HISTORY_WALK.
 * What a shallow clone does not have is not missed.
 */
#define HISTORY_DEPTH 40
#define HISTORY_WALK 50000
void repo_history(const struct repo *repo, const char *const *files,
		  struct history *histories, size_t count);
void history_free(struct history *history);

#endif
