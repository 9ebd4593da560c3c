// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files of Linux 6.1 that use the API, converted to each style: the tree's
 * own checkpatch finds nothing on a changed line that it did not find on the
 * line it was made from, and verify nothing at all; a second conversion changes
 * nothing; and without batches the way back restores every byte.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"
#include "users.h"

/* What --to NAME takes, and what brings it back. */
struct target {
	const char *name;
	const char *style, *level;
	const char *level_back;
	/* Findings that are known and true; each FILE: TYPE: MESSAGE, a line. */
	const char *known;
	const char *extra;	/* an option */
	int status;		/* 3: sites stay open */
};

static const struct target targets[] = {
	{ "sync", "sync", NULL, NULL, "", NULL, 0 },
	{ "gather", "gather", NULL, NULL, "", NULL, 0 },
	{ "explicit", "explicit", NULL, NULL, "", NULL, 0 },
	{ "async", "async", NULL, NULL, "", NULL, 0 },
	{ "fast", "fast", NULL, NULL, "", NULL, 3 },
	{ "level_6_3", "implicit", "6.3", "5.4", "", NULL, 0 },
	/* Whoever asked for the shim has no way back to a file without it. */
	{ "shim", "explicit", "6.3", NULL, "", "--shim", 0 },
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * What checkpatch says of the added lines, sorted, without line numbers, the
 * last one NULL.  Whole hunks of 25 lines around let it see the statements.
 */
static char **findings(const char *dir, const char *from, const char *to)
{
	struct run diff = RUN(dir, "git", "diff", "--no-index", "--no-color",
			      "-U25", from, to);
	char *file = text("%s/%s.diff", dir, to), **all, *line, *rest;
	struct run r;
	size_t n = 0;

	/* 1 is "they differ". */
	if (diff.status != 1)
		broken("git diff: %s", diff.err.data);
	put_bytes(file, diff.out);
	r = RUN(dir, "perl", in_source(LINUX "/scripts/checkpatch.pl"),
		text("--root=%s", in_source(LINUX)), "--strict", "--terse",
		"--no-summary", "--show-types", "--showfile", "--no-signoff",
		file);
	if (r.err.size)
		broken("checkpatch: %s", r.err.data);
	all = zeroed(count_lines(r.out) + 1, sizeof(*all));
	for (line = strtok_r(r.out.data, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		/* TREE/FILE:LINE: TYPE: MESSAGE */
		char *name = strchr(line, '/'), *colon;

		colon = name ? strchr(name, ':') : NULL;
		if (!colon || !strchr(colon + 1, ':'))
			broken("checkpatch: %s", line);
		all[n++] = text("%.*s%s\n", (int)(colon - name - 1), name + 1,
				strchr(colon + 1, ':'));
	}
	qsort(all, n, sizeof(*all), by_text);
	return all;
}

/* What checkpatch says of the lines in @after, and not of those in @before. */
static char *new_findings(const char *dir, const char *before,
			  const char *after)
{
	char **now = findings(dir, before, after), **then, *all = "";

	if (!*now)
		return all;
	then = findings(dir, after, before);
	while (*now) {
		int order = *then ? strcmp(*then, *now) : 1;

		if (order > 0)
			all = text("%s%s", all, *now);
		then += order <= 0;
		now += order >= 0;
	}
	return all;
}

TEST checkpatch_finds_nothing_new(const struct target *target)
{
	char *dir = scratch(), *once;
	struct run r;

	copied_users(dir, "before");
	copied_users(dir, "after");
	r = convert_users(text("%s/after", dir), target->style, target->level,
			  target->extra);
	ASSERT_EQ_FMTm(r.err.data, target->status, r.status, "%d");
	ASSERT_STR_EQ(target->known, new_findings(dir, "before", "after"));
	r = RUN(dir, tool(), "verify", "--to", target->style, "before", "after");
	/* What is open is for somebody to look at, verify says so, too. */
	ASSERT_EQ_FMTm(r.out.data, target->status != 0, r.status, "%d");

	once = snapshot(text("%s/after", dir));
	r = convert_users(text("%s/after", dir), target->style, target->level,
			  target->extra);
	ASSERT_EQ_FMTm(r.err.data, target->status, r.status, "%d");
	ASSERT_STR_EQ(once, snapshot(text("%s/after", dir)));
	PASS();
}

TEST the_way_back_restores_every_byte(const struct target *target)
{
	char *dir = scratch();
	struct run r;

	copied_users(dir, "before");
	copied_users(dir, "tree");
	r = convert_users(text("%s/tree", dir), target->style, target->level,
			  "--no-batch");
	ASSERT_EQ_FMTm(r.err.data, target->status, r.status, "%d");
	/* Styles that only differ in their batches have nothing to do. */
	r = convert_users(text("%s/tree", dir), "implicit", target->level_back,
			  "--no-batch");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	r = RUN(dir, "diff", "-ru", "before", "tree");
	ASSERT_STR_EQ("", r.out.data);
	ASSERT_EQ(0, r.status);
	PASS();
}

/* That it can find something: the names grown and nothing else touched. */
TEST checkpatch_finds_lines_that_are_not_laid_out(void)
{
	char *dir = scratch(), *found;
	struct run r;

	copied_users(dir, "before");
	copied_users(dir, "after");
	r = RUN(dir, "spatch", "--sp-file",
		in_source("semantic-patches/rename/implicit-to-sync.cocci"),
		"-D", "patch", "--use-coccigrep", "--very-quiet", "--in-place",
		"--dir", "after");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	found = new_findings(dir, "before", "after");
	ASSERTm(found, strstr(found, "drivers/vfio/vfio_iommu_type1.c: "
			      "CHECK:PARENTHESIS_ALIGNMENT: "));
	ASSERTm(found, strstr(found, ": CHECK:LONG_LINE: ") ||
		       strstr(found, ": WARNING:LONG_LINE: "));
	PASS();
}

SUITE(checkpatch)
{
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		const struct target *t = &targets[i];

		RUN_NAMED(text("%s_has_nothing_new", t->name),
			  checkpatch_finds_nothing_new, t);
		if (!t->extra)
			RUN_NAMED(text("%s_and_back", t->name),
				  the_way_back_restores_every_byte, t);
	}
	RUN_TEST(checkpatch_finds_lines_that_are_not_laid_out);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(checkpatch);
	GREATEST_MAIN_END();
}
