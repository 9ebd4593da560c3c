// SPDX-License-Identifier: GPL-2.0-only
#include "series/each.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/workspace.h"

/* What a user's configuration must not do to commits that nobody keeps. */
#define GIT "git", "-c", "core.hooksPath=/dev/null", "-c", \
	    "commit.gpgSign=false", "-c", "core.autocrlf=false", "-c", \
	    "advice.detachedHead=false"

struct checkout {
	const struct each *each;
	char *tree, *log;
};

static bool run_in(const struct checkout *c, const char *dir,
		   const char *const *argv)
{
	struct child child = {
		.argv = argv, .dir = dir, .tmp = workspace(), .log = c->log,
	};
	bool good = child_run(&child);

	if (!good && !interrupted()) {
		char *why = child_why(&child);
		struct buf log = { 0 };

		buf_read_file(&log, c->log);
		warn("--each: %s: %s", why, log.len ? log.data : "");
		buf_free(&log);
		free(why);
	}
	return good;
}

#define GIT_IN(c, dir, ...) \
	run_in(c, dir, (const char *const[]){ GIT, __VA_ARGS__, NULL })

/* The files as the series has found them, where that is not what is committed. */
static bool commit_dirty(const struct checkout *c)
{
	const struct patches *all = c->each->patches;
	size_t i;
	int err;

	for (i = 0; i < all->file_count; i++) {
		const struct file *file = &all->files[i];
		char *path = xasprintf("%s/%s", c->tree, file->name), *slash;

		for (slash = path + strlen(c->tree) + 1;
		     (slash = strchr(slash, '/')); *slash++ = '/') {
			*slash = '\0';
			mkdir(path, 0777);
		}
		err = write_file(path, file->base.data, file->base.len,
				 file->executable ? 0755 : 0644, false);
		if (err)
			warn("%s: cannot be written: %s", path, strerror(-err));
		free(path);
		if (err)
			return false;
	}
	return GIT_IN(c, c->tree, "add", "--all", "--force", ".") &&
	       GIT_IN(c, c->tree, "commit", "--quiet", "--allow-empty",
		      "--message=the working tree");
}

static bool check_out(const struct checkout *c)
{
	const struct repo *repo = c->each->repo;

	setenv("GIT_AUTHOR_NAME", repo->name, 1);
	setenv("GIT_AUTHOR_EMAIL", repo->email, 1);
	setenv("GIT_COMMITTER_NAME", repo->name, 1);
	setenv("GIT_COMMITTER_EMAIL", repo->email, 1);
	return GIT_IN(c, workspace(), "clone", "--quiet", "--shared",
		      "--no-checkout", "--template=", "--", repo->top,
		      c->tree) &&
	       GIT_IN(c, c->tree, "checkout", "--quiet", "--detach",
		      repo->head) &&
	       (!c->each->dirty || commit_dirty(c));
}

static void set_environment(const struct patch *patch, size_t number)
{
	struct buf files = { 0 };
	char digits[24];
	size_t i;

	for (i = 0; i < patch->count; i++)
		buf_printf(&files, "%s%s", i ? " " : "", patch->files[i]->name);
	snprintf(digits, sizeof(digits), "%zu", number);
	setenv("IOMMU_MIGRATE_PATCH", digits, 1);
	setenv("IOMMU_MIGRATE_FILES", files.data, 1);
	buf_free(&files);
}

/* What it printed outlives the clone. */
static char *keep_log(const struct checkout *c, const char *name)
{
	char *kept = xasprintf("%s/%.*s.log", c->each->folder,
			       (int)(strlen(name) - strlen(".patch")), name);
	struct buf text = { 0 };
	int err;

	err = buf_read_file(&text, c->log);
	if (!err)
		err = write_file(kept, text.data, text.len, 0644, false);
	if (err) {
		free(kept);
		kept = xasprintf("(its output cannot be kept: %s)",
				 strerror(-err));
	}
	buf_free(&text);
	return kept;
}

static bool try_patch(const struct checkout *c, size_t i)
{
	const struct each *each = c->each;
	const char *const argv[] = { "sh", "-c", each->command, NULL };
	char *patch = xasprintf("%s/%s", each->folder, each->names[i]);
	struct child child = {
		.argv = argv, .dir = c->tree, .tmp = workspace(),
		.log = c->log,
	};
	char *why, *log;
	bool good;

	good = GIT_IN(c, c->tree, "am", "--quiet", patch);
	if (!good && !interrupted())
		warn("%s: does not apply, patches behind it were not tried",
		     patch);
	if (good) {
		set_environment(&each->patches->at[i], i + 1);
		good = child_run(&child);
		if (!good && !child.interrupted) {
			why = child_why(&child);
			log = keep_log(c, each->names[i]);
			warn("%s: --each '%s': %s; its output: %s", patch,
			     each->command, why, log);
			free(why);
			free(log);
		}
	}
	free(patch);
	return good;
}

bool each_run(const struct each *each)
{
	struct checkout c = {
		.each = each,
		.tree = xasprintf("%s/each", workspace()),
		.log = xasprintf("%s/each.log", workspace()),
	};
	bool good;
	size_t i;

	good = check_out(&c);
	progress_begin("each", each->patches->count);
	for (i = 0; good && i < each->patches->count; i++) {
		good = try_patch(&c, i);
		progress_step();
	}
	progress_end();
	remove_tree(c.tree);
	free(c.tree);
	free(c.log);
	return good;
}
