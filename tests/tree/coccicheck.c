// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: the semantic patches under the kernel's own `make coccicheck`,
 * in its four modes, on files of Linux 6.1 and of tests/patches.
 *
 * All modes are of the same sites, and these are the ones that the command
 * finds, but for the differences that a row names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "greatest.h"
#include "harness.h"

/* coccicheck's own patch mode, for a semantic patch that has none. */
#define NO_PATCH "No rules apply."

struct row {
	const char *patch;
	const char *folder;	/* below which the files are; see set_out() */
	const char *command;	/* that finds the same */
	const char *where;	/* of its rows: "COLUMN=VALUE", a comma between */
	const char *only_tool, *only_patch;
	bool advises;		/* there is no mode patch */
	bool adds;		/* mode patch changes other lines */
};

#define CONVERTED "kind=call,outcome=converted"

static const struct row rows[] = {
	{ .patch = "rename/implicit-to-sync", .folder = "plain",
	  .command = "scan --to sync", .where = CONVERTED },
	{ .patch = "rename/sync-to-implicit", .folder = "sync",
	  .command = "scan --to implicit", .where = CONVERTED },
	{ .patch = "signature/add-gfp", .folder = "plain",
	  .command = "scan --to implicit --level 6.3", .where = CONVERTED,
	  .adds = true },
	{ .patch = "signature/drop-gfp", .folder = "gfp",
	  .command = "scan --to implicit --level 5.4", .where = CONVERTED,
	  .adds = true },
	/* The cautious form splits no loop and defers no map. */
	{ .patch = "batch/gather", .folder = "plain",
	  .command = "scan --to gather", .where = CONVERTED,
	  .only_tool = "gk20a.c:336" },
	{ .patch = "batch/fast", .folder = "plain",
	  .command = "scan --to fast", .where = CONVERTED,
	  .only_tool = "gk20a.c:336" },
	{ .patch = "batch/async", .folder = "plain",
	  .command = "scan --to async", .where = CONVERTED,
	  .only_tool = "gk20a.c:336 gk20a.c:477" },
	{ .patch = "batch/explicit", .folder = "sync",
	  .command = "scan --to explicit", .where = CONVERTED,
	  .only_tool = "gk20a.c:336 gk20a.c:477" },
	{ .patch = "check/flush-in-loop", .folder = "flush-in-loop",
	  .command = "check", .where = "rule=flush-in-loop", .advises = true },
	/* Each use of such a gather, and not only the first. */
	{ .patch = "check/gather-not-initialised",
	  .folder = "gather-not-initialised",
	  .command = "check", .where = "rule=gather-not-initialised",
	  .only_tool = "wrong.c:30 wrong.c:8", .adds = true },
	{ .patch = "check/missing-flush", .folder = "missing-flush",
	  .command = "check", .where = "rule=missing-flush", .adds = true },
	{ .patch = "check/release-before-flush",
	  .folder = "release-before-flush",
	  .command = "check", .where = "rule=release-before-flush",
	  .advises = true },
	/* The patch names the unmap, the command what goes by the size. */
	{ .patch = "check/size-ignored", .folder = "size-ignored",
	  .command = "check", .where = "rule=size-ignored",
	  .only_tool = "wrong.c:16 wrong.c:24 wrong.c:5",
	  .only_patch = "wrong.c:15 wrong.c:4", .advises = true },
	{ .patch = "check/wrong-domain", .folder = "wrong-domain",
	  .command = "check", .where = "rule=wrong-domain", .adds = true },
};

static char *base;

/* ---- sets of places, each "FILE:LINE" ---- */

struct set {
	char **at;
	size_t count;
};

static bool has(const struct set *set, const char *place)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (!strcmp(set->at[i], place))
			return true;
	return false;
}

static void add(struct set *set, const char *path, unsigned long line)
{
	const char *slash = strrchr(path, '/');
	char *place = text("%s:%lu", slash ? slash + 1 : path, line);

	if (has(set, place))
		return;
	set->at = realloc(set->at, (set->count + 1) * sizeof(*set->at));
	if (!set->at)
		broken("out of memory");
	set->at[set->count++] = place;
}

static void empty(struct set *set)
{
	free(set->at);
	*set = (struct set){ 0 };
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Those of @a that are not in @b, sorted, a blank between two. */
static char *without(const struct set *a, const struct set *b)
{
	char *all = "";
	size_t i;

	if (a->count)
		qsort(a->at, a->count, sizeof(*a->at), by_text);
	for (i = 0; i < a->count; i++)
		if (!has(b, a->at[i]))
			all = text("%s%s%s", all, *all ? " " : "", a->at[i]);
	return all;
}

/* ---- what coccicheck says ---- */

enum { REPORT, ORG, CONTEXT, PATCH, MODES };

static const char *const modes[MODES] = { "report", "org", "context", "patch" };

/* The tree is left alone: what make writes goes to a folder of its own. */
static struct started coccicheck(const struct row *row, int mode)
{
	char *out = text("%s/%s", base, modes[mode]);

	make_folders(text("%s/x", out));
	return start(&(struct command){
		.argv = { "make", "-s", "-C", in_source(LINUX),
			  text("O=%s", out), "coccicheck",
			  text("COCCI=%s", in_source(text("semantic-patches/%s.cocci",
							  row->patch))),
			  text("MODE=%s", modes[mode]),
			  text("M=%s/%s", base, row->folder), "J=1",
			  /* A folder of a git tree, and nothing in it is tracked. */
			  "SPFLAGS=--use-coccigrep" },
	});
}

/* PATH:LINE:COLUMN-COLUMN: WARNING: ... */
static void read_report(const char *line, struct set *set)
{
	const char *colon = strchr(line, ':');

	if (*line == '/' && colon && (strstr(colon, ": WARNING: ") ||
				      strstr(colon, ": ERROR: ")))
		add(set, text("%.*s", (int)(colon - line), line),
		    strtoul(colon + 1, NULL, 10));
}

/* * TODO [[view:PATH::face=...::linb=LINE::colb=...][...]] */
static void read_org(const char *line, struct set *set)
{
	static const char head[] = "* TODO [[view:";
	const char *path = line + sizeof(head) - 1;
	const char *at = strstr(line, "::linb=");

	if (!strncmp(line, head, sizeof(head) - 1) && at)
		add(set, text("%.*s", (int)strcspn(path, ":"), path),
		    strtoul(at + strlen("::linb="), NULL, 10));
}

/* The lines of a diff that are taken away. */
static void read_diff(const char *line, struct set *set)
{
	static char *path;
	static unsigned long now;

	if (!strncmp(line, "--- ", 4))
		path = text("%s", line + 4);
	else if (!strncmp(line, "@@ -", 4))
		now = strtoul(line + 4, NULL, 10);
	else if (*line == '-')
		add(set, path, now++);
	else if (*line == ' ')
		now++;
}

static struct set read_all(struct run r, int mode)
{
	static void (*const read[MODES])(const char *line, struct set *set) = {
		read_report, read_org, read_diff, read_diff,
	};
	struct set set = { 0 };
	char *all = text("%s", r.out.data), *line;

	for (line = strtok(all, "\n"); line; line = strtok(NULL, "\n"))
		read[mode](line, &set);
	return set;
}

/* ---- what the command says ---- */

static bool is_wanted(const struct csv *table, size_t row, const char *where)
{
	char *all = text("%s", where), *rest, *one;

	for (one = strtok_r(all, ",", &rest); one;
	     one = strtok_r(NULL, ",", &rest)) {
		char *value = strchr(one, '=');

		*value++ = '\0';
		if (strcmp(csv_get(table, row, one), value))
			return false;
	}
	return true;
}

static struct csv ask(const struct row *row)
{
	struct run r = RUN(NULL, "sh", "-c",
			   text("'%s' %s --format csv --progress never '%s/%s'",
				tool(), row->command, base, row->folder));

	if (r.status == 2)
		broken("%s: %s", row->command, r.err.data);
	return csv_parse(r.out, row->command);
}

static struct set places(const struct csv *table, const char *where)
{
	struct set set = { 0 };
	size_t i;

	for (i = 0; i < table->rows; i++)
		if (!where || is_wanted(table, i, where))
			add(&set, csv_get(table, i, "file"),
			    strtoul(csv_get(table, i, "line"), NULL, 10));
	return set;
}

/* ---- the scene ---- */

static void set_out(void)
{
	static const char *const files[] = {
		"drivers/gpu/drm/nouveau/nvkm/subdev/instmem/gk20a.c",
		"drivers/remoteproc/remoteproc_core.c",
		"drivers/vhost/vdpa.c",
	};
	static const char *const made[][2] = {
		{ "sync", "--to sync" }, { "gfp", "--to implicit --level 6.3" },
	};
	char **rule;
	size_t i, k;

	base = scratch();
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const char *name = strrchr(files[i], '/') + 1;

		copy(text(LINUX "/%s", files[i]), text("%s/plain/%s", base, name));
		for (k = 0; k < 2; k++)
			copy(text(LINUX "/%s", files[i]),
			     text("%s/%s/%s", base, made[k][0], name));
	}
	for (k = 0; k < 2; k++) {
		struct run r = RUN(base, "sh", "-c",
				   text("'%s' convert --in-place %s %s", tool(),
					made[k][1], made[k][0]));

		if (r.status)
			broken("convert: %s", r.err.data);
	}
	for (rule = list("tests/patches/check"); *rule; rule++)
		for (i = 0; i < 2; i++) {
			const char *name = i ? "wrong.c" : "right.c";

			copy(text("tests/patches/check/%s/%s", *rule, name),
			     text("%s/%s/%s", base, *rule, name));
		}
}

/* ---- tests ---- */

TEST finds_the_same_in_all_modes(const struct row *row)
{
	struct started started[MODES];
	struct set found[MODES], tool, any;
	struct run r[MODES];
	struct csv table;
	int mode;

	for (mode = 0; mode < MODES; mode++)
		started[mode] = coccicheck(row, mode);
	for (mode = 0; mode < MODES; mode++) {
		r[mode] = finish(&started[mode]);
		found[mode] = read_all(r[mode], mode);
	}
	for (mode = 0; mode < MODES; mode++)
		if (mode != PATCH || !row->advises)
			ASSERT_EQ_FMTm(r[mode].err.data, 0, r[mode].status,
				       "%d");
	ASSERTm(r[REPORT].out.data, found[REPORT].count);
	ASSERT_STR_EQ("", without(&found[ORG], &found[REPORT]));
	ASSERT_STR_EQ("", without(&found[REPORT], &found[ORG]));
	ASSERT_STR_EQ("", without(&found[REPORT], &found[CONTEXT]));
	if (row->advises)
		ASSERTm(r[PATCH].out.data, contains(r[PATCH].out, NO_PATCH));
	else if (row->adds)
		ASSERT(contains(r[PATCH].out, "\n+"));
	else
		ASSERT_STR_EQ("", without(&found[REPORT], &found[PATCH]));

	table = ask(row);
	tool = places(&table, row->where);
	any = places(&table, NULL);
	ASSERT_STR_EQ(row->only_tool ? row->only_tool : "",
		      without(&tool, &found[REPORT]));
	ASSERT_STR_EQ(row->only_patch ? row->only_patch : "",
		      without(&found[REPORT], strcmp(row->command, "check") ?
			      &tool : &any));
	for (mode = 0; mode < MODES; mode++)
		empty(&found[mode]);
	empty(&tool);
	empty(&any);
	PASS();
}

/* Those that coccicheck can run: with a line of options, in four modes. */
TEST all_have_a_row(void)
{
	char **folder, **name;

	for (folder = list("semantic-patches"); *folder; folder++)
		for (name = list(text("semantic-patches/%s", *folder)); *name;
		     name++) {
			char *path = text("%s/%.*s", *folder,
					  (int)strcspn(*name, "."), *name);
			bool runs = contains(get(text("semantic-patches/%s.cocci",
						      path)),
					     "virtual report");
			size_t i;

			for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
				if (!strcmp(rows[i].patch, path))
					break;
			ASSERT_EQm(path, runs,
				   i < sizeof(rows) / sizeof(rows[0]));
		}
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	size_t i;

	GREATEST_MAIN_BEGIN();
	set_out();
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		RUN_NAMED(text("%s", rows[i].patch),
			  finds_the_same_in_all_modes, &rows[i]);
	RUN_TEST(all_have_a_row);
	GREATEST_MAIN_END();
}
