// SPDX-License-Identifier: GPL-2.0-only
#include "emit/edit.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/parallel.h"

#define JOURNAL "journal"

/* The folder of this run, once it is ours to remove. */
static char *own_dir;
/* flock()ed folders, closed only by the end of the program. */
static int locks[64];
static size_t lock_count;

/* One file of a journal. */
struct entry {
	unsigned long number;	/* of its NUMBER.new and NUMBER.old */
	uint64_t old_sum;
	uint64_t new_sum;
	char *path;
};

/* FNV-1a: tells an edited file from the one that was written. */
static uint64_t checksum(const struct buf *text)
{
	uint64_t sum = 0xcbf29ce484222325;
	size_t i;

	for (i = 0; i < text->len; i++)
		sum = (sum ^ (unsigned char)text->data[i]) * 0x100000001b3;
	return sum;
}

static bool has_sum(const char *path, uint64_t sum)
{
	struct buf text = { 0 };
	bool same = !buf_read_file(&text, path) && checksum(&text) == sum;

	buf_free(&text);
	return same;
}

_Noreturn static void give_up(const char *name, const char *what, int err)
{
	die("%s: %s, nothing was changed: %s", name, what, strerror(-err));
}

static void refuse_second(const char *dir)
{
	char name[PATH_MAX], pid[32] = "";
	FILE *file;

	snprintf(name, sizeof(name), "%s/" JOURNAL_DIR "/pid", dir);
	file = fopen(name, "re");
	if (file) {
		if (!fgets(pid, sizeof(pid), file))
			pid[0] = '\0';
		fclose(file);
	}
	if (pid[0])
		die("%s: process %s is changing this tree: wait for it to end",
		    dir, pid);
	die("%s: another iommu-migrate is changing this tree or a part of it: wait for it to end",
	    dir);
}

static void lock_folder(const char *dir, int how)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	/* A folder above that cannot be opened holds no tree of ours, either. */
	if (fd < 0 || lock_count == ARRAY_SIZE(locks)) {
		if (how == LOCK_EX)
			die("%s: cannot lock:", dir);
		if (fd >= 0)
			close(fd);
		return;
	}
	locks[lock_count++] = fd;
	if (flock(fd, how | LOCK_NB) == 0)
		return;
	if (errno == EWOULDBLOCK)
		refuse_second(dir);
	/* File systems without locks exist; there nobody can be kept out. */
	warn("%s: cannot lock, make sure that nobody else edits it:", dir);
}

/* Folders above are shared: runs in different parts do not disturb. */
static void lock_tree(const char *root)
{
	char *dir = xstrdup(root), *slash;

	lock_folder(root, LOCK_EX);
	while ((slash = strrchr(dir, '/')) && dir[1]) {
		slash[slash == dir] = '\0';
		lock_folder(dir, LOCK_SH);
	}
	free(dir);
}

static char *in_dir(const char *dir, unsigned long number, const char *suffix)
{
	return xasprintf("%s/%lu.%s", dir, number, suffix);
}

/* Across file systems: write beside the file, then rename there. */
static int move_across(const char *from, const char *to)
{
	char *beside = xasprintf("%s.iommu-migrate", to);
	struct buf text = { 0 };
	struct stat st;
	int err;

	err = buf_read_file(&text, from);
	if (!err && stat(to, &st) < 0)
		err = -errno;
	if (!err)
		err = write_file(beside, text.data, text.len,
				 st.st_mode & 07777, true);
	if (!err && rename(beside, to) < 0)
		err = -errno;
	if (err)
		unlink(beside);
	else
		unlink(from);
	buf_free(&text);
	free(beside);
	return err;
}

static int move(const char *from, const char *to)
{
	if (rename(from, to) == 0)
		return 0;
	return errno == EXDEV ? move_across(from, to) : -errno;
}

/* Journal lines: NUMBER OLD NEW PATH, each ended by a NUL byte. */
static bool next_entry(const struct buf *journal, size_t *at, struct entry *e)
{
	const char *line = journal->data + *at;
	int path = 0;

	if (*at >= journal->len)
		return false;
	if (sscanf(line, "%lu %lx %lx %n", &e->number, &e->old_sum,
		   &e->new_sum, &path) != 3 || !path)
		return false;
	e->path = (char *)line + path;
	*at += strlen(line) + 1;
	return true;
}

/* Bring one file to its new or its old text.  1: moved, 0: was there, -1: not. */
static int recover_file(const char *dir, const struct entry *e,
			enum recovery recovery)
{
	bool undo = recovery == RECOVER_UNDO;
	uint64_t want = undo ? e->old_sum : e->new_sum;
	char *from;
	int err;

	if (has_sum(e->path, want))
		return 0;
	if (!has_sum(e->path, undo ? e->new_sum : e->old_sum)) {
		warn("%s: changed since the interrupted run: left as it is",
		     e->path);
		return -1;
	}
	from = in_dir(dir, e->number, undo ? "old" : "new");
	/*
	 * An undo that was killed, too, has used the new text up.  The file is
	 * whole; the run that comes converts it anew.
	 */
	if (!undo && access(from, F_OK) < 0 && errno == ENOENT) {
		free(from);
		return 0;
	}
	err = move(from, e->path);
	free(from);
	if (err)
		warn("%s: cannot %s the interrupted run: %s", e->path,
		     undo ? "undo" : "finish", strerror(-err));
	return err ? -1 : 1;
}

/* True when there was a journal to carry out. */
static bool recover_dir(const char *dir, enum recovery recovery)
{
	char *name = xasprintf("%s/" JOURNAL, dir);
	struct buf journal = { 0 };
	size_t at = 0, moved = 0, stuck = 0;
	struct entry e;
	int err;

	err = buf_read_file(&journal, name);
	if (err && err != -ENOENT)
		die("%s: cannot read: %s", name, strerror(-err));
	while (!err && next_entry(&journal, &at, &e)) {
		int done = recover_file(dir, &e, recovery);

		moved += done > 0;
		stuck += done < 0;
	}
	if (stuck)
		die("%s: %zu files of an interrupted run are not in order: put them right, remove this folder, and run again",
		    dir, stuck);
	/* The journal first: without it the folder means nothing. */
	if ((!err && unlink(name) < 0) || remove_tree(dir) < 0)
		die("%s: cannot remove:", dir);
	if (!err)
		warn("%s: an interrupted run was %s, %zu files", dir,
		     recovery == RECOVER_UNDO ? "undone" : "finished", moved);
	buf_free(&journal);
	free(name);
	return !err;
}

/* A journal above covers our files, too, but is not ours to carry out. */
static void refuse_journal_above(const char *root)
{
	char *dir = xstrdup(root), *slash, *name;

	while ((slash = strrchr(dir, '/')) && dir[1]) {
		slash[slash == dir] = '\0';
		name = xasprintf("%s/" JOURNAL_DIR "/" JOURNAL, dir);
		if (access(name, F_OK) == 0)
			die("%s: an interrupted run is to be finished first: iommu-migrate convert --in-place --to ... %s (or --undo)",
			    name, dir);
		free(name);
	}
	free(dir);
}

bool edit_begin(const struct tree *tree, enum recovery recovery)
{
	char *dir = xasprintf("%s/" JOURNAL_DIR, tree->root), *name, *pid;
	bool recovered = false;
	int err;

	lock_tree(tree->root);
	refuse_journal_above(tree->root);
	if (access(dir, F_OK) == 0)
		recovered = recover_dir(dir, recovery);
	if (mkdir(dir, 0700) < 0)
		give_up(tree->root, "cannot be written", -errno);
	own_dir = dir;
	atexit(edit_end);
	name = xasprintf("%s/pid", dir);
	pid = xasprintf("%d", (int)getpid());
	err = write_file(name, pid, strlen(pid), 0600, false);
	free(name);
	free(pid);
	if (err)
		give_up(tree->root, "cannot be written", err);
	return recovered;
}

void edit_recover(const struct found *found, enum recovery recovery)
{
	size_t i;

	for (i = 0; i < found->leftover_count; i++)
		if (!own_dir || strcmp(found->leftovers[i], own_dir))
			recover_dir(found->leftovers[i], recovery);
}

void edit_end(void)
{
	if (own_dir)
		remove_tree(own_dir);
	free(own_dir);
	own_dir = NULL;
	while (lock_count)
		close(locks[--lock_count]);
}

/* May the folder's entry for this file be replaced? */
static int may_replace(const char *path)
{
	char *dir = xstrdup(path);
	int err = 0;

	*strrchr(dir, '/') = '\0';
	if (access(*dir ? dir : "/", W_OK | X_OK) < 0)
		err = -errno;
	free(dir);
	return err;
}

/* Keep owner and mode; an owner that may not be kept is no reason to stop. */
static int write_like(const char *name, const struct buf *text,
		      const struct stat *st)
{
	int err = write_file(name, text->data, text->len, st->st_mode & 07777,
			     true);

	if (!err && st->st_uid != geteuid() &&
	    chown(name, st->st_uid, st->st_gid) == 0)
		chmod(name, st->st_mode & 07777);
	return err;
}

/* Write the old and the new text to the run's folder, and note it. */
static int stage(const struct source *src, unsigned long number,
		 const struct stat *st, struct buf *journal)
{
	char *old = in_dir(own_dir, number, "old");
	char *new = in_dir(own_dir, number, "new");
	int err;

	err = write_like(new, &src->result, st);
	if (!err)
		err = write_like(old, &src->text, st);
	buf_printf(journal, "%lu %lx %lx %s", number, checksum(&src->text),
		   checksum(&src->result), src->path);
	buf_add(journal, "", 1);
	free(old);
	free(new);
	return err;
}

static int write_journal(const struct buf *journal)
{
	char *draft = xasprintf("%s/draft", own_dir);
	char *name = xasprintf("%s/" JOURNAL, own_dir);
	int err, fd;

	err = write_file(draft, journal->data, journal->len, 0600, true);
	if (!err && rename(draft, name) < 0)
		err = -errno;
	fd = open(own_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(draft);
	free(name);
	return err;
}

/* Did somebody change the file since it was read? */
static bool changed_meanwhile(struct source *src)
{
	size_t i;

	if (has_sum(src->path, checksum(&src->text)))
		return false;
	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].outcome == OUTCOME_CONVERTED)
			site_decide(&src->sites[i], OUTCOME_OPEN,
				    "the file was changed by somebody else meanwhile: run again");
	buf_free(&src->result);
	return true;
}

static void carry_out(const struct buf *journal)
{
	struct entry e;
	size_t at = 0;
	char *dir;

	while (next_entry(journal, &at, &e)) {
		char *from = in_dir(own_dir, e.number, "new");
		int err = move(from, e.path);

		free(from);
		if (!err)
			continue;
		/*
		 * Take back what is done: the tree is to be whole.  If that
		 * fails, too, the folder holds the old texts and must stay.
		 */
		warn("%s: cannot be replaced: %s", e.path, strerror(-err));
		dir = own_dir;
		own_dir = NULL;
		recover_dir(dir, RECOVER_UNDO);
		die("%s: nothing was changed", e.path);
	}
}

size_t edit_commit(struct source *sources, size_t count)
{
	struct buf journal = { 0 };
	size_t i, changed = 0;
	struct stat st;
	int err;

	for (i = 0; i < count && !interrupted(); i++) {
		struct source *src = &sources[i];

		if (!src->result.len || changed_meanwhile(src))
			continue;
		err = may_replace(src->path);
		if (err)
			give_up(src->shown, "its folder cannot be written", err);
		if (stat(src->path, &st) < 0)
			give_up(src->shown, "cannot be read any more", -errno);
		err = stage(src, i, &st, &journal);
		if (err)
			give_up(src->shown, "its new text cannot be written", err);
		changed++;
	}
	if (interrupted()) {
		changed = 0;
	} else if (changed) {
		err = write_journal(&journal);
		if (err)
			give_up(own_dir, "the journal cannot be written", err);
		carry_out(&journal);
	}
	buf_free(&journal);
	return changed;
}
