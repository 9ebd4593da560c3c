// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is installed, what is missing, and the command that installs it.
 */
#include "commands.h"

#include <clang-c/Index.h>
#include <git2.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rewrite/spatch.h"
#include "base/workspace.h"

static const char *const scripts[] = {
	"rename/implicit-to-sync", "rename/sync-to-implicit",
};

static bool in_path(const char *program)
{
	const char *path = getenv("PATH");
	char *copy, *dir, *rest = NULL, *name;
	bool found = false;

	copy = xstrdup(path ? path : "");
	for (dir = strtok_r(copy, ":", &rest); dir && !found;
	     dir = strtok_r(NULL, ":", &rest)) {
		name = xasprintf("%s/%s", dir, program);
		found = access(name, X_OK) == 0;
		free(name);
	}
	free(copy);
	return found;
}

static void row(const char *state, const char *what, const char *detail)
{
	printf("  %-8s %-18s %s\n", state, what, detail);
}

enum exit_status command_doctor(const struct options *options)
{
	/* Programs that only some jobs need, and what brings them. */
	static const struct {
		const char *program;
		const char *package;
		const char *job;
	} optional[] = {
		{ "git", "git", "git am, make test" },
		{ "make", "make", "building" },
		{ "gcc", "gcc", "building" },
		{ "clang", "clang", "building with clang" },
		{ "hyperfine", "hyperfine", "make bench-tree" },
	};
	enum exit_status status = EXIT_DONE;
	char version[32], *why, *line;
	CXString clang;
	size_t i;

	(void)options;
	why = spatch_version(workspace(), version);
	row(why ? "MISSING" : "ok", "spatch", why ? why : version);
	if (why)
		status = EXIT_USAGE;
	free(why);

	clang = clang_getClangVersion();
	row("ok", "libclang", clang_getCString(clang));
	clang_disposeString(clang);
	row("ok", "libgit2", LIBGIT2_VERSION);
	row("ok", "jansson", jansson_version_str());
	for (i = 0; i < ARRAY_SIZE(scripts); i++) {
		line = semantic_patch(scripts[i]);
		row(line ? "ok" : "MISSING", "semantic patch",
		    line ? line : scripts[i]);
		if (!line)
			status = EXIT_USAGE;
		free(line);
	}
	for (i = 0; i < ARRAY_SIZE(optional); i++) {
		bool there = in_path(optional[i].program);

		line = there ? xstrdup(optional[i].job) :
		       xasprintf("for %s: apt-get install %s", optional[i].job,
				 optional[i].package);
		row(there ? "ok" : "absent", optional[i].program, line);
		free(line);
	}
	puts(status == EXIT_DONE ? "All that a conversion needs is there." :
	     "A conversion cannot run: install what is MISSING above.");
	return status;
}
