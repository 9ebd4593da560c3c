// SPDX-License-Identifier: GPL-2.0-only
#include "verify/sides.h"

#include <errno.h>
#include <fts.h>
#include <git2.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "find/tree.h"

static struct member *add_member(struct side *side, const char *name)
{
	grow(side->at, side->count, side->room);
	side->at[side->count] = (struct member){ .name = xstrdup(name) };
	return &side->at[side->count++];
}

static int by_name(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* ---- paths that the comparison is limited to ---- */

struct limits {
	char **paths;
	size_t count;
	bool *used;
};

static bool below(const char *name, const char *path)
{
	size_t len = strlen(path);

	while (len && path[len - 1] == '/')
		len--;
	return (len == 1 && *path == '.') || !len ||
	       (!strncmp(name, path, len) && (!name[len] || name[len] == '/'));
}

static bool wanted(const struct limits *limits, const char *name)
{
	bool found = !limits->count;
	size_t i;

	for (i = 0; i < limits->count; i++) {
		const char *path = limits->paths[i];

		while (path[0] == '.' && path[1] == '/')
			path += 2;
		if (below(name, path))
			found = limits->used[i] = true;
	}
	return found;
}

/* ---- files and folders ---- */

static void add_file(struct side *side, const char *path, const char *name)
{
	struct member *m = add_member(side, name);
	struct stat st;

	m->path = xstrdup(path);
	if (lstat(path, &st) < 0) {
		m->unreadable = xstrdup(strerror(errno));
		return;
	}
	m->link = S_ISLNK(st.st_mode);
	m->executable = S_ISREG(st.st_mode) && st.st_mode & S_IXUSR;
	if (!m->link && !S_ISREG(st.st_mode))
		m->unreadable = xstrdup("neither a file nor a link");
	else if (!m->link && access(path, R_OK) < 0)
		m->unreadable = xstrdup(strerror(errno));
}

/* What git was told to keep is no less so for being ignored. */
static bool is_tracked(git_repository *repo, const char *path, bool is_folder)
{
	char *below = xasprintf("%s/", path);
	git_index *index = NULL;
	bool tracked = false;

	if (!git_repository_index(&index, repo))
		tracked = is_folder ?
			  !git_index_find_prefix(NULL, index, below) :
			  git_index_get_bypath(index, path, 0) != NULL;
	git_index_free(index);
	free(below);
	return tracked;
}

/* Not what belongs to git, to us, or is ignored; NULL @repo ignores nothing. */
static bool is_foreign(const FTSENT *e, git_repository *repo, size_t root)
{
	int ignored = 0;

	if (e->fts_level > 0 && (!strcmp(e->fts_name, ".git") ||
				 !strcmp(e->fts_name, JOURNAL_DIR)))
		return true;
	if (!repo || e->fts_pathlen <= root)
		return false;
	return !git_ignore_path_is_ignored(&ignored, repo, e->fts_path + root) &&
	       ignored &&
	       !is_tracked(repo, e->fts_path + root, e->fts_info == FTS_D);
}

/* @root: how much of a path is not its name in the repository. */
static void walk(struct side *side, const struct limits *limits, char *path,
		 git_repository *repo, size_t root)
{
	char *paths[] = { path, NULL };
	size_t len = strlen(path);
	FTSENT *e;
	FTS *fts;

	fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (!fts)
		die("%s:", path);
	while ((e = fts_read(fts))) {
		const char *name = e->fts_path + len;

		while (*name == '/')
			name++;
		switch (e->fts_info) {
		case FTS_D:
			if (is_foreign(e, repo, root))
				fts_set(fts, e, FTS_SKIP);
			break;
		case FTS_DP:
			break;
		case FTS_DNR:
		case FTS_ERR:
			if (wanted(limits, name))
				add_member(side, *name ? name : ".")->unreadable =
					xstrdup(strerror(e->fts_errno));
			break;
		default:
			if (wanted(limits, name) && !is_foreign(e, repo, root))
				add_file(side, e->fts_path, name);
			break;
		}
	}
	fts_close(fts);
}

/* ---- revisions ---- */

_Noreturn static void die_git(const char *what)
{
	const git_error *error = git_error_last();

	die("%s: %s", what, error ? error->message : "libgit2 gives no reason");
}

struct tree_walk {
	struct side *side;
	const struct limits *limits;
};

static int take_entry(const char *root, const git_tree_entry *entry, void *arg)
{
	struct tree_walk *walk = arg;
	char *name = xasprintf("%s%s", root, git_tree_entry_name(entry));
	unsigned int mode = git_tree_entry_filemode(entry);
	struct member *m;

	if (mode != GIT_FILEMODE_TREE && wanted(walk->limits, name)) {
		m = add_member(walk->side, name);
		memcpy(m->id, git_tree_entry_id(entry)->id, sizeof(m->id));
		m->executable = mode == GIT_FILEMODE_BLOB_EXECUTABLE;
		m->link = mode == GIT_FILEMODE_LINK;
		m->submodule = mode == GIT_FILEMODE_COMMIT;
	}
	free(name);
	return 0;
}

/* Not being in one is no error before a revision is asked for. */
static void look_for_repository(struct sides *sides)
{
	git_libgit2_init();
	if (git_repository_open_ext(&sides->repo, ".", 0, NULL))
		sides->repo = NULL;
}

static void open_repository(struct sides *sides, const char *operand)
{
	if (!sides->repo)
		die("%s: no such file or folder, and no git repository here that it could be a revision of",
		    operand);
}

/* The files of a revision, below @prefix. */
static void take_revision(struct sides *sides, struct side *side,
			  const struct limits *limits, const char *prefix)
{
	struct tree_walk walk = { side, limits };
	git_object *object, *tree;
	git_tree_entry *entry;
	git_tree *inner;

	open_repository(sides, side->operand);
	if (git_revparse_single(&object, sides->repo, side->operand))
		die("%s: no such file or folder, and no such revision",
		    side->operand);
	if (git_object_peel(&tree, object, GIT_OBJECT_TREE))
		die("%s: is not a commit, a tag of one, or a tree",
		    side->operand);
	if (prefix && *prefix) {
		if (git_tree_entry_bypath(&entry, (git_tree *)tree, prefix))
			die("%s: has no %s", side->operand, prefix);
		if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
			if (git_tree_lookup(&inner, sides->repo,
					    git_tree_entry_id(entry)))
				die_git(side->operand);
			git_object_free(tree);
			tree = (git_object *)inner;
		} else {
			take_entry("", entry, &walk);
			side->is_file = true;
		}
		git_tree_entry_free(entry);
	}
	if (!side->is_file &&
	    git_tree_walk((git_tree *)tree, GIT_TREEWALK_PRE, take_entry, &walk))
		die_git(side->operand);
	git_object_free(tree);
	git_object_free(object);
}

/* ---- both sides ---- */

/* True when the operand names something on disk. */
static bool take_path(struct side *side, const struct limits *limits,
		      git_repository *repo)
{
	const char *base;
	char *path;
	struct stat st;
	size_t root = 0;

	if (lstat(side->operand, &st) < 0) {
		if (errno != ENOENT && errno != ENOTDIR)
			die("%s:", side->operand);
		return false;
	}
	path = realpath(side->operand, NULL);
	if (!path || stat(path, &st) < 0)
		die("%s: cannot read:", side->operand);
	if (S_ISDIR(st.st_mode)) {
		if (access(path, R_OK | X_OK) < 0)
			die("%s: cannot read:", side->operand);
		if (repo && git_repository_workdir(repo))
			root = strlen(git_repository_workdir(repo));
		walk(side, limits, path, repo, root);
	} else if (S_ISREG(st.st_mode)) {
		if (access(path, R_OK) < 0)
			die("%s: cannot read:", side->operand);
		side->is_file = true;
		base = strrchr(side->operand, '/');
		add_file(side, path, base ? base + 1 : side->operand);
	} else {
		die("%s: neither a file nor a folder", side->operand);
	}
	free(path);
	return true;
}

/* Where the other operand lies in the repository's working tree. */
static char *prefix_of(struct sides *sides, const char *revision,
		       const char *operand)
{
	const char *workdir;
	char *path;
	size_t len;

	open_repository(sides, revision);
	workdir = git_repository_workdir(sides->repo);
	if (!workdir)
		die("%s: the repository is bare, it has no working tree to compare %s with",
		    operand, revision);
	path = realpath(operand, NULL);
	if (!path)
		die("%s:", operand);
	len = strlen(workdir);
	if (!strncmp(path, workdir, len))
		memmove(path, path + len, strlen(path + len) + 1);
	else if (!strncmp(path, workdir, len - 1) && !path[len - 1])
		*path = '\0';
	else
		die("%s: is not in the working tree of the repository here, %s: name a revision or a folder of it",
		    operand, workdir);
	return path;
}

/*
 * A file or folder of that name?  In a bare repository HEAD is both; there only
 * revisions make sense.
 */
static bool is_path(struct sides *sides, const char *operand)
{
	git_object *object;
	struct stat st;

	if (lstat(operand, &st))
		return false;
	if (!sides->repo || !git_repository_is_bare(sides->repo) ||
	    git_revparse_single(&object, sides->repo, operand))
		return true;
	git_object_free(object);
	return false;
}

static void check_same(const struct sides *sides)
{
	char *a = realpath(sides->before.operand, NULL);
	char *b = realpath(sides->after.operand, NULL);

	if (a && b && !strcmp(a, b))
		die("%s and %s are the same: nothing to compare",
		    sides->before.operand, sides->after.operand);
	free(a);
	free(b);
}

static void sort_side(struct side *side)
{
	if (side->count)
		qsort(side->at, side->count, sizeof(*side->at), by_name);
}

void sides_open(struct sides *sides, char **operands, size_t count)
{
	struct limits limits = {
		.paths = operands + 2, .count = count - 2,
		.used = xcalloc(count, sizeof(bool)),
	};
	struct side *before = &sides->before, *after = &sides->after;
	bool revision[2];
	char *prefix;
	size_t i;

	*sides = (struct sides){
		.before.operand = operands[0], .after.operand = operands[1],
	};
	look_for_repository(sides);
	revision[0] = !is_path(sides, operands[0]);
	revision[1] = !is_path(sides, operands[1]);
	if (!revision[0] && !revision[1])
		check_same(sides);
	if (revision[0] != revision[1]) {
		struct side *git = revision[0] ? before : after;
		struct side *disk = revision[0] ? after : before;

		prefix = prefix_of(sides, git->operand, disk->operand);
		take_revision(sides, git, &limits, prefix);
		take_path(disk, &limits, sides->repo);
		free(prefix);
	} else if (revision[0]) {
		take_revision(sides, before, &limits, NULL);
		take_revision(sides, after, &limits, NULL);
	} else {
		take_path(before, &limits, NULL);
		take_path(after, &limits, NULL);
	}
	if (before->is_file != after->is_file)
		die("%s is a file and %s is not: two of a kind are wanted",
		    before->is_file ? before->operand : after->operand,
		    before->is_file ? after->operand : before->operand);
	for (i = 0; i < limits.count; i++)
		if (!limits.used[i])
			die("%s: on neither side is there such a file or folder",
			    limits.paths[i]);
	free(limits.used);
	sort_side(before);
	sort_side(after);
}

static void free_side(struct side *side)
{
	size_t i;

	for (i = 0; i < side->count; i++) {
		free(side->at[i].name);
		free(side->at[i].path);
		free(side->at[i].unreadable);
	}
	free(side->at);
}

void sides_close(struct sides *sides)
{
	free_side(&sides->before);
	free_side(&sides->after);
	git_repository_free(sides->repo);
	git_libgit2_shutdown();
}

void pair_up(const struct sides *sides, struct pairs *pairs)
{
	const struct side *a = &sides->before, *b = &sides->after;
	size_t i = 0, k = 0;

	*pairs = (struct pairs){ 0 };
	while (i < a->count || k < b->count) {
		struct pair pair = { 0 };
		int order = i == a->count ? 1 : k == b->count ? -1 :
			    a->is_file ? 0 :
			    strcmp(a->at[i].name, b->at[k].name);

		if (order <= 0)
			pair.before = &a->at[i++];
		if (order >= 0)
			pair.after = &b->at[k++];
		pair.name = pair.after ? pair.after->name : pair.before->name;
		grow(pairs->at, pairs->count, pairs->room);
		pairs->at[pairs->count++] = pair;
	}
}

bool same_member(const struct member *a, const struct member *b)
{
	struct stat x, y;

	if (a->unreadable || b->unreadable || a->link != b->link)
		return false;
	if (!a->path && !b->path)
		return !memcmp(a->id, b->id, sizeof(a->id));
	return a->path && b->path && !stat(a->path, &x) && !stat(b->path, &y) &&
	       x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static int read_link(const char *path, struct buf *to)
{
	char target[PATH_MAX];
	ssize_t len = readlink(path, target, sizeof(target));

	if (len < 0)
		return -errno;
	buf_add(to, target, len);
	return 0;
}

int member_read(const struct sides *sides, const struct member *member,
		struct buf *to)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	git_blob *blob;
	git_oid id;
	int err;

	to->len = 0;
	if (member->path)
		return member->link ? read_link(member->path, to) :
				      buf_read_file(to, member->path);
	memcpy(id.id, member->id, sizeof(member->id));
	pthread_mutex_lock(&lock);
	err = git_blob_lookup(&blob, sides->repo, &id);
	if (!err) {
		buf_add(to, git_blob_rawcontent(blob), git_blob_rawsize(blob));
		git_blob_free(blob);
	}
	pthread_mutex_unlock(&lock);
	return err ? -EIO : 0;
}
