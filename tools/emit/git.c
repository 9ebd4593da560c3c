// SPDX-License-Identifier: GPL-2.0-only
#include "emit/git.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

/* What stands behind the working folder in @path, or NULL. */
static const char *inside(const char *workdir, const char *path)
{
	size_t len = strlen(workdir);

	return strncmp(workdir, path, len) ? NULL : path + len;
}

static bool is_dirty(git_repository *repo, const char *workdir,
		     const struct source *src)
{
	const unsigned int dirty = GIT_STATUS_WT_MODIFIED |
				   GIT_STATUS_INDEX_MODIFIED |
				   GIT_STATUS_CONFLICTED;
	const char *name = inside(workdir, src->path);
	unsigned int status;

	return name && !git_status_file(&status, repo, name) &&
	       (status & dirty);
}

const struct source *git_uncommitted(const struct tree *tree,
				     const struct source *sources, size_t count)
{
	const struct source *found = NULL;
	git_repository *repo = NULL;
	const char *workdir;
	size_t i;

	git_libgit2_init();
	if (!git_repository_open_ext(&repo, tree->root, 0, NULL)) {
		workdir = git_repository_workdir(repo);
		for (i = 0; workdir && i < count && !found; i++)
			if (sources[i].result.len &&
			    is_dirty(repo, workdir, &sources[i]))
				found = &sources[i];
		git_repository_free(repo);
	}
	git_libgit2_shutdown();
	return found;
}
