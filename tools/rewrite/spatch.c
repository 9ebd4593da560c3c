// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite/spatch.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/util.h"

/* Children run in folders of their own: a path must not depend on ours. */
const char *spatch_program(void)
{
	static char full[PATH_MAX];
	const char *program = getenv("SPATCH");

	if (!program || !*program)
		return "spatch";
	if (strchr(program, '/') && realpath(program, full))
		return full;
	return program;
}

static bool older(const char *version, const char *than)
{
	unsigned int v[3] = { 0 }, t[3] = { 0 };
	size_t i;

	sscanf(version, "%u.%u.%u", &v[0], &v[1], &v[2]);
	sscanf(than, "%u.%u.%u", &t[0], &t[1], &t[2]);
	for (i = 0; i < ARRAY_SIZE(v); i++)
		if (v[i] != t[i])
			return v[i] < t[i];
	return false;
}

char *spatch_version(const char *dir, char version[32])
{
	const char *const argv[] = { spatch_program(), "--version", NULL };
	char *log = xasprintf("%s/version.log", dir), *why = NULL;
	struct child child = {
		.argv = argv, .dir = dir, .log = log, .timeout = 60,
	};
	struct buf text = { 0 };

	strcpy(version, "0");
	if (!child_run(&child)) {
		char *what = child_why(&child);

		why = xasprintf("%s: install coccinelle %s or newer (apt-get install coccinelle), or set SPATCH",
				what, SPATCH_OLDEST);
		free(what);
	} else if (buf_read_file(&text, log) ||
		   sscanf(text.data, "spatch version %31[0-9.]", version) != 1) {
		why = xasprintf("%s --version does not say \"spatch version\": is it Coccinelle's?",
				argv[0]);
	} else if (older(version, SPATCH_OLDEST)) {
		why = xasprintf("%s is version %s, %s or newer is needed",
				argv[0], version, SPATCH_OLDEST);
	}
	buf_free(&text);
	free(log);
	return why;
}

/* The line of the log that says most: OCaml's exception, or else the last. */
static char *complaint(const char *log)
{
	struct buf text = { 0 };
	char *line, *end, *best = NULL;

	if (!buf_read_file(&text, log)) {
		for (line = strtok_r(text.data, "\n", &end); line;
		     line = strtok_r(NULL, "\n", &end)) {
			if (!best || !strstr(best, "rror"))
				best = line;
		}
	}
	best = xstrndup(best ? best : "", best ? strnlen(best, 160) : 0);
	buf_free(&text);
	return best;
}

char *spatch_apply(const struct spatch_run *run)
{
	/*
	 * No includes: what is rewritten is decided already, and a header that
	 * cannot be parsed must not matter.  --no-show-diff halves the time.
	 */
	const char *argv[20] = {
		spatch_program(), "--very-quiet", "--no-show-diff",
		"--no-includes", "--include-headers", "--sp-file", run->script,
		run->from, "-o", run->to, "-D", "patch",
	};
	char *log = xasprintf("%s/apply.log", run->dir), *why = NULL;
	struct child child = {
		.argv = argv, .dir = run->dir, .log = log,
		.timeout = run->timeout,
	};
	size_t n = 12, i;

	for (i = 0; i < ARRAY_SIZE(run->defines) && run->defines[i]; i++) {
		argv[n++] = "-D";
		argv[n++] = run->defines[i];
	}
	if (!child_run(&child)) {
		char *what = child_why(&child), *said = complaint(log);

		/* Status 255 where there was nothing to do is no failure. */
		if (!strstr(said, "no modified files"))
			why = xasprintf("%s%s%s", what, *said ? ": " : "", said);
		free(what);
		free(said);
	}
	free(log);
	return why;
}

size_t spatch_parse_errors(const char *file, const char *dir,
			   unsigned int timeout, unsigned int *lines,
			   size_t room)
{
	static const char mark[] = "\", line ";
	const char *const argv[] = { spatch_program(), "--parse-c", file, NULL };
	char *log = xasprintf("%s/parse.log", dir);
	struct child child = {
		.argv = argv, .dir = dir, .log = log, .timeout = timeout,
	};
	struct buf text = { 0 };
	size_t count = 0;
	const char *p;

	child_run(&child);
	if (!buf_read_file(&text, log)) {
		p = text.data;
		while (count < room && (p = strstr(p, " = File \""))) {
			p = strstr(p, mark);
			if (!p)
				break;
			lines[count++] = strtoul(p + sizeof(mark) - 1, NULL, 10);
		}
	}
	buf_free(&text);
	free(log);
	return count;
}

static char *patch_below(const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s.cocci", dir, name);

	char *full = realpath(path, NULL);

	free(path);
	return full;
}

/*
 * Beside the command, in its source tree or below the prefix that it was
 * installed with or moved to; else where `make install` put them.
 */
char *semantic_patch(const char *name)
{
	char exe[PATH_MAX], *slash, *dir, *path = NULL;
	const char *set = getenv("IOMMU_MIGRATE_PATCHES");
	static const char *const places[] = {
		"semantic-patches", "share/iommu-migrate/semantic-patches",
	};
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	size_t i;

	if (set)
		return patch_below(set, name);
	if (len > 0) {
		exe[len] = '\0';
		/* build/iommu-migrate, build/san/iommu-migrate, bin/... */
		while (!path && (slash = strrchr(exe, '/'))) {
			*slash = '\0';
			for (i = 0; !path && i < ARRAY_SIZE(places); i++) {
				dir = xasprintf("%s/%s", exe, places[i]);
				path = patch_below(dir, name);
				free(dir);
			}
		}
	}
	return path ? path : patch_below(DATADIR "/semantic-patches", name);
}
