// SPDX-License-Identifier: GPL-2.0-only
/*
 * How single constructs are classified, and what becomes of them.
 *
 * A folder below data/scan is a case: source.c, and in sites every site of it:
 * line, name, kind, and the outcome of converting it to style sync.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "greatest.h"
#include "harness.h"

#define DATA "tests/tool/data/scan"

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Lines in an order that does not depend on where they came from. */
static char *sorted(struct bytes lines)
{
	char **line = zeroed(count_lines(lines) + 1, sizeof(*line));
	char *all = "", *rest = text("%s", lines.data);
	size_t count = 0, i;

	while ((line[count] = strsep(&rest, "\n")) && rest)
		count++;
	qsort(line, count, sizeof(*line), by_text);
	for (i = 0; i < count; i++)
		all = text("%s%s\n", all, line[i]);
	return all;
}

static char *sites_of(struct bytes ledger, bool with_outcome)
{
	struct csv table = csv_parse(ledger, "ledger");
	char *all = "";
	size_t i;

	for (i = 0; i < table.rows; i++)
		all = text("%s%s %s %s%s%s\n", all, csv_get(&table, i, "line"),
			   csv_get(&table, i, "name"),
			   csv_get(&table, i, "kind"), with_outcome ? " " : "",
			   with_outcome ? csv_get(&table, i, "outcome") : "");
	return sorted((struct bytes){ all, strlen(all) });
}

/* The sites as the case expects them, without their outcome if need be. */
static char *expected(const char *name, bool with_outcome)
{
	struct bytes sites = get(text(DATA "/%s/sites", name));
	char *rest = text("%s", sites.data), *line, *all = "";

	while ((line = strsep(&rest, "\n")) && rest) {
		if (!with_outcome)
			*strrchr(line, ' ') = '\0';
		all = text("%s%s\n", all, line);
	}
	return sorted((struct bytes){ all, strlen(all) });
}

static bool has_open(const char *sites)
{
	return strstr(sites, " open\n");
}

TEST scan_classifies(const char *name)
{
	struct run r = RUN(in_source(text(DATA "/%s", name)), tool(), "scan",
			   "--format", "csv", "source.c");
	/* What no conversion can decide is open for scan already. */
	int status = strstr(r.out.data, ",open,") ? 3 : 0;

	ASSERT_EQ_FMTm(r.err.data, status, r.status, "%d");
	ASSERT_STR_EQ(expected(name, false), sites_of(r.out, false));
	PASS();
}

TEST ledger_accounts(const char *name)
{
	struct run r = RUN(in_source(text(DATA "/%s", name)), tool(), "convert",
			   "--to", "sync", "--format", "csv", "source.c");
	char *sites = expected(name, true);

	ASSERT_EQ_FMTm(r.err.data, has_open(sites) ? 3 : 0, r.status, "%d");
	ASSERT_STR_EQ(sites, sites_of(r.out, true));
	PASS();
}

/* The text with every converted site grown by "_sync". */
static struct bytes with_sites_renamed(struct bytes source, struct csv sites)
{
	char *result = zeroed(source.size + 5 * sites.rows + 1, 1), *to = result;
	unsigned long line = 1, column = 1;
	const char *at = source.data;
	size_t i;

	for (; at <= source.data + source.size; at++, column++) {
		for (i = 0; i < sites.rows; i++) {
			size_t len = strlen(csv_get(&sites, i, "name"));

			if (!strcmp(csv_get(&sites, i, "outcome"), "converted") &&
			    strtoul(csv_get(&sites, i, "line"), NULL, 10) == line &&
			    strtoul(csv_get(&sites, i, "column"), NULL, 10) + len ==
			    column)
				to = stpcpy(to, "_sync");
		}
		if (at == source.data + source.size)
			break;
		*to++ = *at;
		if (*at == '\n') {
			line++;
			column = 0;
		}
	}
	return (struct bytes){ result, to - result };
}

TEST only_converted_sites_change(const char *name)
{
	char *file = text(DATA "/%s/source.c", name), *dir = scratch();
	char *copied = text("%s/source.c", dir);
	struct run plan = RUN(in_source(text(DATA "/%s", name)), tool(),
			      "convert", "--to", "sync", "--format", "csv",
			      "source.c");
	struct run r;

	copy(file, copied);
	r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place", "source.c");
	ASSERT_EQ_FMTm(r.err.data, plan.status, r.status, "%d");
	ASSERT_STR_EQ(squeezed(with_sites_renamed(get(file), csv_parse(plan.out, "ledger"))).data,
		      squeezed(get(copied)).data);
	ASSERT_EQ_FMT((size_t)1, count_lines(RUN(dir, "ls", "-A").out), "%zu");

	r = RUN(dir, tool(), "convert", "--to", "implicit", "--in-place",
		"source.c");
	ASSERTm(r.err.data, r.status == 0 || r.status == 3);
	ASSERT(same_file(file, copied));
	PASS();
}

SUITE(classes)
{
	char **name = list(DATA);

	if (!*name)
		broken(DATA " is empty");
	for (; *name; name++) {
		RUN_NAMED(text("%s_is_classified", *name), scan_classifies, *name);
		RUN_NAMED(text("%s_is_accounted_for", *name), ledger_accounts,
			  *name);
		RUN_NAMED(text("%s_changes_no_further", *name),
			  only_converted_sites_change, *name);
	}
}

/* What two files tell together. */
TEST a_header_of_another_subsystem_takes_the_name(void)
{
	char *dir = scratch();
	struct run r;

	put(text("%s/include/my.h", dir),
	    "int iommu_map(struct my_iommu *i, int a, int b, int c, int d);\n");
	put(text("%s/driver.c", dir),
	    "#include \"include/my.h\"\n"
	    "int f(struct my_iommu *i)\n"
	    "{\n\treturn iommu_map(i, 1, 2, 3, 4);\n}\n");
	r = RUN(dir, tool(), "convert", "--to", "sync", ".");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT_STR_EQ("", r.out.data);
	ASSERT_STR_EQ("ledger: 2 sites in 2 files: 0 converted, 0 kept, "
		      "2 unrelated, 0 open", last_line(r.err));
	PASS();
}

SUITE(trees)
{
	RUN_TEST(a_header_of_another_subsystem_takes_the_name);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(classes);
	RUN_SUITE(trees);
	GREATEST_MAIN_END();
}
