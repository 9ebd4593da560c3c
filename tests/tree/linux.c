// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command on Linux 6.1, against the sites that were read by hand:
 * iommu-api-sites-6.1.csv names every one with file, line, kind and class; the
 * classes that begin with "rename" are what style sync has to change.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "csv.h"
#include "greatest.h"
#include "harness.h"
#include "linux-release.h"

#define FACTS "tests/tree/iommu-api-sites-6.1.csv"

/* Lines of text that are compared as a set. */
struct lines {
	char **data;
	size_t count;
};

static struct lines lines_of(size_t room)
{
	return (struct lines){ .data = zeroed(room + 1, sizeof(char *)) };
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is on one side only, the first lines of it; empty when they are the same. */
static char *difference(struct lines expected, struct lines got)
{
	char *all = "";
	size_t e = 0, g = 0, shown = 0;

	qsort(expected.data, expected.count, sizeof(char *), by_text);
	qsort(got.data, got.count, sizeof(char *), by_text);
	while ((e < expected.count || g < got.count) && shown < 20) {
		int order = e == expected.count ? 1 : g == got.count ? -1 :
			    strcmp(expected.data[e], got.data[g]);

		if (order < 0)
			all = text("%s- %s\n", all, expected.data[e]);
		else if (order > 0)
			all = text("%s+ %s\n", all, got.data[g]);
		shown += order != 0;
		e += order <= 0;
		g += order >= 0;
	}
	return all;
}

static unsigned long line_in(const struct csv *table, size_t row)
{
	return strtoul(csv_get(table, row, "line"), NULL, 10);
}

/* How many rows name the same word of the same file further up? */
static size_t rank(const struct csv *table, size_t row)
{
	size_t i, before = 0;

	for (i = 0; i < table->rows; i++)
		before += !strcmp(csv_get(table, i, "file"),
				  csv_get(table, row, "file")) &&
			  !strcmp(csv_get(table, i, "name"),
				  csv_get(table, row, "name")) &&
			  (line_in(table, i) < line_in(table, row) ||
			   (line_in(table, i) == line_in(table, row) && i < row));
	return before;
}

/* Where the place of a row is in the tree that is there. */
static unsigned long line_there(const struct csv *table, size_t row)
{
	return line_of_word(get(text(LINUX "/%s", csv_get(table, row, "file"))),
			    csv_get(table, row, "name"), rank(table, row));
}

static struct csv recorded_facts(void)
{
	return csv_parse(get(FACTS), FACTS);
}

static struct csv facts(void)
{
	struct csv recorded = recorded_facts(), table = recorded_facts();
	size_t column = 0, i;

	if (is_recorded_release(LINUX))
		return table;
	while (strcmp(table.fields[column], "line"))
		column++;
	table.rows = 0;
	for (i = 0; i < recorded.rows; i++) {
		const char **row = &table.fields[(table.rows + 1) * table.columns];

		/* A header that has come since. */
		if (!exists(text(LINUX "/%s", csv_get(&recorded, i, "file"))))
			continue;
		memcpy(row, &recorded.fields[(i + 1) * table.columns],
		       table.columns * sizeof(*row));
		row[column] = text("%lu", line_there(&recorded, i));
		table.rows++;
	}
	return table;
}

/* Comments move from file to file; code is where it was. */
static bool is_compared(const struct csv *table, size_t row)
{
	return is_recorded_release(LINUX) ||
	       strcmp(csv_get(table, row, "kind"), "comment");
}

/* Only so is there a way from one release to another. */
TEST facts_name_every_place_of_a_word(void)
{
	struct csv table = recorded_facts();
	size_t i;

	for (i = 0; is_recorded_release(LINUX) && i < table.rows; i++)
		ASSERT_EQ_FMTm(csv_get(&table, i, "file"), line_in(&table, i),
			       line_there(&table, i), "%lu");
	PASS();
}

static bool is_rename(const struct csv *table, size_t row)
{
	return !strncmp(csv_get(table, row, "class"), "rename", 6);
}

/* The line with @name, which stands there once, grown by "_sync". */
static char *renamed(const char *line, const char *name)
{
	const char *at = find_word(line, name, 0);

	if (!at)
		broken("%s is not in: %s", name, line);
	at += strlen(name);
	return text("%.*s_sync%s", (int)(at - line), line, at);
}

/* Line @number of a file, without its newline. */
static char *line_of(struct bytes file, unsigned long number)
{
	const char *at = file.data;

	while (--number)
		at = strchr(at, '\n') + 1;
	return text("%.*s", (int)strcspn(at, "\n"), at);
}

/* A line of the old text, with the name renamed if the facts want that. */
static char *wanted_line(const struct csv *table, const char *file,
			 unsigned long number, const char *line, size_t *sites)
{
	size_t i;

	for (i = 0; i < table->rows; i++) {
		if (!is_rename(table, i) ||
		    strcmp(csv_get(table, i, "file"), file) ||
		    line_in(table, i) != number)
			continue;
		++*sites;
		return renamed(line, csv_get(table, i, "name"));
	}
	return text("%s", line);
}

/*
 * Go through a unified diff: each hunk's old lines, with the sites renamed,
 * have to be its new lines, blanks apart.  Returns the first hunk of which that
 * is not true, or NULL, and counts the sites.
 */
static char *wrong_hunk(struct bytes diff, size_t *sites)
{
	struct csv table = facts();
	char *want = zeroed(diff.size + 64 * 8, 1), *is = zeroed(diff.size + 1, 1);
	char *want_end = want, *is_end = is, *line, *end, *hunk = NULL;
	const char *file = NULL;
	unsigned long old = 0;

	for (line = strtok_r(diff.data, "\n", &end);;
	     line = strtok_r(NULL, "\n", &end)) {
		bool header = !line || !strncmp(line, "@@ ", 3) ||
			      !strncmp(line, "diff ", 5);

		if (header) {
			if (strcmp(want, is))
				return text("%s: %s", file, hunk);
			want_end = squeeze(want, "");
			is_end = squeeze(is, "");
			hunk = line;
		}
		if (!line)
			return NULL;
		if (!strncmp(line, "--- a/", 6))
			file = line + 6;
		else if (header)
			sscanf(line, "@@ -%lu", &old);
		else if (*line == '-' || *line == ' ')
			want_end = squeeze(want_end,
					   wanted_line(&table, file, old++,
						       line + 1, sites));
		if (!header && (*line == '+' || *line == ' ') &&
		    strncmp(line, "+++ b/", 6))
			is_end = squeeze(is_end, line + 1);
	}
}

TEST diff_changes_the_sites_and_nothing_else(void)
{
	struct run r = RUN(scratch(), tool(), "convert", "--to", "sync", in_source(LINUX));
	const char *sum = last_line(r.err);
	size_t length = strlen(sum), sites = 0;

	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT_STRN_EQ("ledger: 168 sites in ", sum, 21);
	ASSERTm(sum, strstr(sum, ": 64 converted, "));
	ASSERTm(sum, length > 8 && !strcmp(sum + length - 8, ", 0 open"));
	ASSERT_EQ_FMT((size_t)1, count_lines(r.err), "%zu");
	ASSERT_EQ(NULL, wrong_hunk(r.out, &sites));
	ASSERT_EQ_FMT((size_t)64, sites, "%zu");
	PASS();
}

TEST scan_lists_the_sites_and_no_other(void)
{
	struct run r = RUN(scratch(), tool(), "scan", "--format", "csv", in_source(LINUX));
	struct csv table = facts(), got = csv_parse(r.out, "scan --format csv");
	struct lines a = lines_of(table.rows), b = lines_of(got.rows);
	size_t i;

	ASSERT_EQ_FMT(0, r.status, "%d");
	for (i = 0; i < table.rows; i++)
		if (is_compared(&table, i))
			a.data[a.count++] = text("%s:%s: %s %s in '%s'",
						 csv_get(&table, i, "file"),
						 csv_get(&table, i, "line"),
						 csv_get(&table, i, "name"),
						 csv_get(&table, i, "kind"),
						 csv_get(&table, i, "function"));
	for (i = 0; i < got.rows; i++)
		if (is_compared(&got, i))
			b.data[b.count++] = text("%s:%s: %s %s in '%s'",
						 csv_get(&got, i, "file"),
						 csv_get(&got, i, "line"),
						 csv_get(&got, i, "name"),
						 csv_get(&got, i, "kind"),
						 csv_get(&got, i, "function"));
	ASSERT_STR_EQ("", difference(a, b));
	PASS();
}

TEST scan_columns_point_at_the_names(void)
{
	struct run r = RUN(scratch(), tool(), "scan", "--format", "csv", in_source(LINUX));
	struct csv got = csv_parse(r.out, "scan --format csv");
	size_t i;

	ASSERT_STRN_EQ("file,line,column,function,name,kind,outcome,reason",
		       r.out.data, 50);
	ASSERT_EQ_FMT((size_t)168, got.rows, "%zu");
	for (i = 0; i < got.rows; i++) {
		const char *file = csv_get(&got, i, "file");
		unsigned long line = strtoul(csv_get(&got, i, "line"), NULL, 10);
		unsigned long column =
			strtoul(csv_get(&got, i, "column"), NULL, 10);
		const char *name = csv_get(&got, i, "name");
		char *at = line_of(get(text(LINUX "/%s", file)), line);

		ASSERTm(file, column && column <= strlen(at));
		ASSERT_STRN_EQ(name, at + column - 1, strlen(name));
	}
	PASS();
}

TEST ledger_gives_every_site_its_outcome(void)
{
	struct run r = RUN(scratch(), tool(), "convert", "--to", "sync", "--format",
			   "csv", in_source(LINUX));
	struct csv table = facts(), got = csv_parse(r.out, "convert --format csv");
	struct lines a = lines_of(table.rows), b = lines_of(got.rows);
	size_t i;

	ASSERT_EQ_FMT(0, r.status, "%d");
	for (i = 0; i < table.rows; i++)
		if (is_compared(&table, i))
			a.data[a.count++] = text("%s:%s: %s %s",
						 csv_get(&table, i, "file"),
						 csv_get(&table, i, "line"),
						 csv_get(&table, i, "name"),
						 is_rename(&table, i) ?
						 "converted" : "kept");
	for (i = 0; i < got.rows; i++) {
		ASSERTm(csv_get(&got, i, "file"),
			*csv_get(&got, i, "reason"));
		if (is_compared(&got, i))
			b.data[b.count++] = text("%s:%s: %s %s",
						 csv_get(&got, i, "file"),
						 csv_get(&got, i, "line"),
						 csv_get(&got, i, "name"),
						 csv_get(&got, i, "outcome"));
	}
	ASSERT_STR_EQ("", difference(a, b));
	PASS();
}

/* Files without a site, which have to stay as they are. */
static const char *const bystanders[] = {
	"arch/arm/mm/mmu.c", "drivers/iommu/iova.c", "drivers/vfio/vfio.h",
	"Documentation/staging/remoteproc.rst", "lib/rbtree.c",
};

static struct lines files_to_copy(void)
{
	size_t bystander_count = sizeof(bystanders) / sizeof(bystanders[0]), i;
	struct csv table = facts();
	struct lines files = lines_of(table.rows + bystander_count);

	/* The facts have a file's rows one behind the other. */
	for (i = 0; i < table.rows; i++) {
		const char *file = csv_get(&table, i, "file");

		if (!i || strcmp(file, csv_get(&table, i - 1, "file")))
			files.data[files.count++] = text("%s", file);
	}
	for (i = 0; i < bystander_count; i++)
		files.data[files.count++] = text("%s", bystanders[i]);
	return files;
}

/* The file as it should be in style sync. */
static struct bytes converted(const char *file)
{
	struct bytes old = get(text(LINUX "/%s", file));
	struct csv table = facts();
	const char *at = old.data, *end;
	char *result = zeroed(old.size + 5 * table.rows + 1, 1), *to = result;
	unsigned long line;
	size_t i;

	for (line = 1; *at; line++, at = end) {
		const char *name = NULL;
		char *one;

		end = at + strcspn(at, "\n");
		end += *end == '\n';
		one = text("%.*s", (int)(end - at), at);
		for (i = 0; i < table.rows; i++)
			if (is_rename(&table, i) &&
			    !strcmp(csv_get(&table, i, "file"), file) &&
			    line_in(&table, i) == line)
				name = csv_get(&table, i, "name");
		to = stpcpy(to, name ? renamed(one, name) : one);
	}
	return (struct bytes){ result, to - result };
}

static ino_t identity(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		broken("%s: gone", path);
	return st.st_ino;
}

TEST in_place_and_back_is_the_identity(void)
{
	struct lines files = files_to_copy();
	char *tree = text("%s/tree", scratch());
	ino_t *before = zeroed(files.count, sizeof(*before));
	size_t i, changed = 0;
	struct run r;

	for (i = 0; i < files.count; i++) {
		char *copied = text("%s/%s", tree, files.data[i]);

		copy(text(LINUX "/%s", files.data[i]), copied);
		before[i] = identity(copied);
	}

	r = RUN(scratch(), tool(), "convert", "--to", "sync", "--in-place", tree);
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	for (i = 0; i < files.count; i++) {
		char *copied = text("%s/%s", tree, files.data[i]);
		struct bytes want = converted(files.data[i]);
		bool untouched = same(want, get(text(LINUX "/%s",
						     files.data[i])));

		ASSERTm(files.data[i], same(squeezed(want),
					    squeezed(get(copied))));
		if (untouched)
			ASSERTm(files.data[i], identity(copied) == before[i]);
		changed += !untouched;
	}
	ASSERT_EQ_FMT((size_t)19, changed, "%zu");

	r = RUN(scratch(), tool(), "convert", "--to", "implicit", "--in-place", tree);
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	for (i = 0; i < files.count; i++)
		ASSERTm(files.data[i],
			same_file(text("%s/%s", tree, files.data[i]),
				  text(LINUX "/%s", files.data[i])));
	ASSERT_FALSE(exists(text("%s/.iommu-migrate", tree)));
	PASS();
}

SUITE(linux_6_1)
{
	RUN_TEST(facts_name_every_place_of_a_word);
	RUN_TEST(diff_changes_the_sites_and_nothing_else);
	RUN_TEST(scan_lists_the_sites_and_no_other);
	RUN_TEST(scan_columns_point_at_the_names);
	RUN_TEST(ledger_gives_every_site_its_outcome);
	RUN_TEST(in_place_and_back_is_the_identity);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(linux_6_1);
	GREATEST_MAIN_END();
}
