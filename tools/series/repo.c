// SPDX-License-Identifier: GPL-2.0-only
#include "series/repo.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"

static const char *git_why(void)
{
	const git_error *error = git_error_last();

	return error && error->message ? error->message : "libgit2";
}

/* What goes on in a repository, and how it is ended. */
static const char *work_in_progress(int state)
{
	switch (state) {
	case GIT_REPOSITORY_STATE_NONE:
		return NULL;
	case GIT_REPOSITORY_STATE_MERGE:
		return "merge";
	case GIT_REPOSITORY_STATE_REVERT:
	case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
		return "revert";
	case GIT_REPOSITORY_STATE_CHERRYPICK:
	case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
		return "cherry-pick";
	case GIT_REPOSITORY_STATE_BISECT:
		return "bisect";
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
		return "am";
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
		return "am or rebase";
	default:
		return "rebase";
	}
}

/* A kernel that was unpacked in somebody's build folder is not theirs. */
static bool is_ignored(git_repository *git, const char *workdir,
		       const char *root)
{
	size_t len = strlen(workdir);
	int ignored = 0;
	char *folder;

	if (strncmp(root, workdir, len) || !root[len])
		return false;
	folder = xasprintf("%s/", root + len);
	if (git_ignore_path_is_ignored(&ignored, git, folder))
		ignored = 0;
	free(folder);
	return ignored;
}

static void open_git(struct repo *repo, const char *root)
{
	const char *workdir, *busy;

	switch (git_repository_open_ext(&repo->git, root, 0, NULL)) {
	case 0:
		break;
	case GIT_ENOTFOUND:
		return;
	default:
		die("%s: cannot open its git repository, no series was made: %s",
		    root, git_why());
	}
	workdir = git_repository_workdir(repo->git);
	if (!workdir)
		die("%s: is in a bare repository, no series was made: make a working tree with git worktree add",
		    root);
	if (is_ignored(repo->git, workdir, root)) {
		git_repository_free(repo->git);
		repo->git = NULL;
		return;
	}
	busy = work_in_progress(git_repository_state(repo->git));
	if (busy)
		die("%s: in the middle of a git %s, no series was made: finish or abort it first",
		    root, busy);
	repo->top = xstrndup(workdir, strlen(workdir) - (strlen(workdir) > 1));
}

static void find_head(struct repo *repo)
{
	char name[GIT_OID_HEXSZ + 1];
	git_oid oid;

	if (!repo->git || git_reference_name_to_id(&oid, repo->git, "HEAD"))
		return;
	repo->head = xstrdup(git_oid_tostr(name, sizeof(name), &oid));
	repo->detached = git_repository_head_detached(repo->git) == 1;
}

static char *configured(git_config *config, const char *key)
{
	const char *value;
	const unsigned char *p;

	if (git_config_get_string(&value, config, key) || !*value)
		die("git config %s is not set, no series was made: a patch needs somebody who signs it off; git config --global %s ...",
		    key, key);
	for (p = (const unsigned char *)value; *p; p++)
		if (*p < ' ' || *p == 0x7f || *p == '<' || *p == '>')
			die("git config %s: not fit for a mail header, no series was made: %s",
			    key, *p < ' ' ? "it holds a control character" : value);
	return xstrdup(value);
}

static void find_identity(struct repo *repo)
{
	git_config *config, *snapshot;

	if (repo->git ? git_repository_config(&config, repo->git) :
			git_config_open_default(&config))
		die("git's configuration cannot be read, no series was made: %s",
		    git_why());
	if (git_config_snapshot(&snapshot, config))
		die("git's configuration cannot be read, no series was made: %s",
		    git_why());
	repo->name = configured(snapshot, "user.name");
	repo->email = configured(snapshot, "user.email");
	git_config_free(snapshot);
	git_config_free(config);
}

void repo_open(struct repo *repo, const char *root)
{
	*repo = (struct repo){ 0 };
	git_libgit2_init();
	open_git(repo, root);
	find_head(repo);
	find_identity(repo);
}

void repo_close(struct repo *repo)
{
	git_repository_free(repo->git);
	git_libgit2_shutdown();
	free(repo->top);
	free(repo->head);
	free(repo->name);
	free(repo->email);
	*repo = (struct repo){ 0 };
}

bool repo_uncommitted(const struct repo *repo, const char *path)
{
	size_t len = repo->top ? strlen(repo->top) : 0;
	unsigned int status;

	if (!repo->git || !repo->head || strncmp(path, repo->top, len))
		return false;
	/* What git does not know can be no patch to what it has. */
	return git_status_file(&status, repo->git, path + len + 1) ||
	       status != GIT_STATUS_CURRENT;
}

static void note_subject(struct history *history, const git_commit *commit)
{
	const char *subject = git_commit_summary((git_commit *)commit);

	if (history->count == HISTORY_DEPTH)
		return;
	grow(history->subjects, history->count, history->room);
	history->subjects[history->count++] = xstrdup(subject ? subject : "");
}

/* One look at a commit: which of the files below a folder it changes. */
struct look {
	git_repository *git;
	const git_commit *commit;
	const char *const *files;	/* in the order of their names */
	struct history *histories;
};

static git_tree *subtree(git_repository *git, const git_tree_entry *entry)
{
	git_tree *tree;

	if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_TREE ||
	    git_tree_lookup(&tree, git, git_tree_entry_id(entry)))
		return NULL;
	return tree;
}

static const git_tree_entry *entry_of(const git_tree *tree, const char *name,
				      size_t len)
{
	char *copy = xstrndup(name, len);
	const git_tree_entry *entry =
		tree ? git_tree_entry_byname(tree, copy) : NULL;

	free(copy);
	return entry;
}

/* How many of the files [from, to) agree with the first up to @len? */
static size_t alike(const struct look *look, size_t from, size_t to, size_t len)
{
	size_t end = from + 1;

	while (end < to && !strncmp(look->files[end], look->files[from], len))
		end++;
	return end - from;
}

/* Down only where folders differ; NULL: no folder.  Names agree up to @at. */
static void compare(const struct look *look, const git_tree *now,
		    const git_tree *then, size_t from, size_t to, size_t at)
{
	size_t count;

	for (; from < to; from += count) {
		const char *name = look->files[from] + at;
		size_t len = strcspn(name, "/");
		const git_tree_entry *a = entry_of(now, name, len);
		const git_tree_entry *b = entry_of(then, name, len);
		git_tree *deeper_now, *deeper_then;

		/* With the slash: "drivers" is not "drivers.c". */
		count = alike(look, from, to, at + len + (name[len] == '/'));
		if (a && b ? git_oid_equal(git_tree_entry_id(a),
					   git_tree_entry_id(b)) : !a && !b)
			continue;
		if (!name[len]) {
			count = 1;
			note_subject(&look->histories[from], look->commit);
			continue;
		}
		deeper_now = subtree(look->git, a);
		deeper_then = subtree(look->git, b);
		compare(look, deeper_now, deeper_then, from, from + count,
			at + len + 1);
		git_tree_free(deeper_now);
		git_tree_free(deeper_then);
	}
}

/* How many of the files have their history now? */
static size_t visit(git_commit *commit, const char *const *files,
		    struct history *histories, size_t count)
{
	struct look look = {
		.git = git_commit_owner(commit), .commit = commit,
		.files = files, .histories = histories,
	};
	git_commit *parent = NULL;
	git_tree *now = NULL, *then = NULL;
	size_t full = 0, i;

	/* The last commit of a shallow clone seems to add everything. */
	if (git_commit_parentcount(commit) == 1 &&
	    !git_commit_parent(&parent, commit, 0) &&
	    !git_commit_tree(&now, commit) && !git_commit_tree(&then, parent))
		compare(&look, now, then, 0, count, 0);
	for (i = 0; i < count; i++)
		full += histories[i].count >= HISTORY_DEPTH;
	git_tree_free(then);
	git_tree_free(now);
	git_commit_free(parent);
	return full;
}

void repo_history(const struct repo *repo, const char *const *files,
		  struct history *histories, size_t count)
{
	git_revwalk *walk;
	git_commit *commit;
	size_t walked, full = 0;
	git_oid oid;

	if (!repo->git || !repo->head || git_revwalk_new(&walk, repo->git))
		return;
	git_revwalk_sorting(walk, GIT_SORT_TIME);
	if (git_revwalk_push_head(walk))
		full = count;
	for (walked = 0; walked < HISTORY_WALK && full < count &&
			 !interrupted() && !git_revwalk_next(&oid, walk);
	     walked++) {
		if (git_commit_lookup(&commit, repo->git, &oid))
			break;
		full = visit(commit, files, histories, count);
		git_commit_free(commit);
	}
	git_revwalk_free(walk);
}

void history_free(struct history *history)
{
	size_t i;

	for (i = 0; i < history->count; i++)
		free(history->subjects[i]);
	free(history->subjects);
	*history = (struct history){ 0 };
}
