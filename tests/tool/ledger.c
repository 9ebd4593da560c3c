// SPDX-License-Identifier: GPL-2.0-only
/*
 * Nothing is called done that is not: spatch that skips, crashes, hangs, lies,
 * or is not there.  fake/spatch plays these parts.
 */
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define DATA "tests/tool/data"

static void set(const char *variable, const char *value)
{
	if (value ? setenv(variable, value, 1) : unsetenv(variable))
		broken("cannot set %s", variable);
}

/* The part that spatch plays from here on; NULL: the true one. */
static void play(const char *part)
{
	set("FAKE", part);
	set("SPATCH", part ? in_source("tests/tool/fake/spatch") : NULL);
}

/* Two files: trouble.c, and plain.c where every part but "old" is good. */
static char *two_files(void)
{
	char *dir = scratch();

	copy(DATA "/trouble/trouble.c", text("%s/trouble.c", dir));
	copy(DATA "/trouble/plain.c", text("%s/plain.c", dir));
	return dir;
}

static struct run convert_in_place(const char *dir)
{
	return RUN(dir, tool(), "convert", "--to", "sync", "--in-place",
		   "--timeout", "1", ".");
}

/* trouble.c is whole and open, plain.c is converted. */
TEST costs_its_own_file_only(const char *part, const char *edit)
{
	char *dir = two_files();
	struct run r;

	play(part);
	set("FAKE_EDIT", edit);
	r = convert_in_place(dir);
	play(NULL);

	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERTm(r.err.data,
		contains(r.err, "iommu-migrate: trouble.c:6: open: iommu_unmap: "));
	ASSERTm(r.err.data,
		contains(r.err, "iommu-migrate: trouble.c:7: open: iommu_map: "));
	ASSERT_STR_EQ("ledger: 4 sites in 2 files: 1 converted, 1 kept, "
		      "0 unrelated, 2 open", last_line(r.err));
	ASSERT_EQ_FMTm(r.err.data, (size_t)3, count_lines(r.err), "%zu");
	ASSERT(same_file(DATA "/trouble/trouble.c", text("%s/trouble.c", dir)));
	ASSERT(contains(get(text("%s/plain.c", dir)), "iommu_unmap_sync("));
	PASS();
}

/* An ended one that nobody waited for does not run. */
static bool is_running(const char *pid)
{
	struct run r = RUN(NULL, "sed", "s,.*) ,,", text("/proc/%s/stat", pid));

	return r.status == 0 && *r.out.data != 'Z';
}

TEST a_hanging_spatch_is_ended(void)
{
	char *pids = text("%s/pids", scratch()), *pid, *rest;

	set("FAKE_PIDS", pids);
	CHECK_CALL(costs_its_own_file_only("hang", NULL));
	rest = get(pids).data;
	ASSERTm("the fake was not run", *rest);
	ASSERTm("nobody ended it", !exists(text("%s.late", pids)));
	while ((pid = strsep(&rest, "\n")) && *pid)
		ASSERTm(pid, !is_running(pid));
	PASS();
}

TEST a_function_that_does_not_parse_is_open(void)
{
	char *dir = scratch(), *file = text("%s/file.c", dir);
	struct run r;

	copy(DATA "/unparsable/before.c", file);
	r = convert_in_place(dir);
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERT(same_file(DATA "/unparsable/after.c", file));
	ASSERTm(r.err.data, !strncmp(r.err.data, "iommu-migrate: file.c:9: open: "
				     "iommu_unmap: ", 43));
	ASSERT_STR_EQ("ledger: 3 sites in 1 files: 2 converted, 0 kept, "
		      "0 unrelated, 1 open", last_line(r.err));
	PASS();
}

/* One line that says what is wrong, status 2, nothing changed. */
TEST is_refused(const char *spatch, const char *part, const char *says)
{
	char *dir = two_files();
	struct run r;

	play(part);
	if (spatch)
		set("SPATCH", spatch);
	r = convert_in_place(dir);
	play(NULL);

	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERT_EQ_FMTm(r.err.data, (size_t)1, count_lines(r.err), "%zu");
	ASSERTm(r.err.data, !strncmp(r.err.data, "iommu-migrate: ", 15));
	ASSERTm(r.err.data, contains(r.err, says));
	ASSERT_STR_EQ("", r.out.data);
	ASSERT(same_file(DATA "/trouble/trouble.c", text("%s/trouble.c", dir)));
	ASSERT(same_file(DATA "/trouble/plain.c", text("%s/plain.c", dir)));
	PASS();
}

TEST the_first_spatch_in_path_is_run(void)
{
	char *dir = two_files(), *path = text("%s", getenv("PATH"));
	struct run r;

	set("FAKE", "old");
	set("PATH", text("%s:%s", in_source("tests/tool/fake"), path));
	r = convert_in_place(dir);
	set("PATH", path);
	play(NULL);
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "1.0.8"));
	PASS();
}

TEST no_spatch_in_path(void)
{
	char *dir = two_files(), *path = text("%s", getenv("PATH"));
	struct run r;

	set("PATH", scratch());
	r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	set("PATH", path);
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERT_EQ_FMTm(r.err.data, (size_t)1, count_lines(r.err), "%zu");
	ASSERTm(r.err.data, contains(r.err, "spatch"));
	ASSERTm(r.err.data, contains(r.err, "apt-get install"));
	ASSERT(same_file(DATA "/trouble/plain.c", text("%s/plain.c", dir)));
	PASS();
}

/* scan has no use for spatch, and does not ask for it. */
TEST scan_works_without_spatch(void)
{
	char *dir = two_files();
	struct run r;

	set("SPATCH", "/nonexistent/spatch");
	r = RUN(dir, tool(), "scan", ".");
	play(NULL);
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	PASS();
}

TEST doctor_misses_spatch(void)
{
	struct run r;

	set("SPATCH", "/nonexistent/spatch");
	r = RUN(NULL, tool(), "doctor");
	play(NULL);
	ASSERTm(r.out.data, r.status == 1 || r.status == 2);
	ASSERTm(r.out.data, contains(r.out, "coccinelle") ||
			    contains(r.err, "coccinelle"));
	r = RUN(NULL, tool(), "doctor");
	ASSERT_EQ_FMTm(r.out.data, 0, r.status, "%d");
	PASS();
}

SUITE(ledger)
{
	static const struct {
		const char *name, *edit;
	} lies[] = {
		{ "changed_token", "s/return 0/return 1/" },
		{ "changed_comment", "s/has to stay/is gone/" },
		{ "dropped_comment", "s,/\\* a comment.*\\*/,," },
		{ "changed_string", "s/\"iommu_unmap/&_sync/" },
		{ "wrong_name", "s/iommu_unmap_sync/iommu_map_sync/" },
		{ "cut", "6,$d" },
		{ "grown", "$a int extra;" },
		{ "doubled_line", "/iommu_map_sync/p" },
		{ "joined_tokens", "s/return 0/return0/" },
	};
	size_t i;

	RUN_TEST(a_function_that_does_not_parse_is_open);
	RUN_NAMED("crash", costs_its_own_file_only, "crash", NULL);
	RUN_NAMED("status_255", costs_its_own_file_only, "fail", NULL);
	RUN_NAMED("no_output", costs_its_own_file_only, "silent", NULL);
	RUN_TEST(a_hanging_spatch_is_ended);
	for (i = 0; i < sizeof(lies) / sizeof(lies[0]); i++)
		RUN_NAMED(lies[i].name, costs_its_own_file_only, "edit",
			  lies[i].edit);
	RUN_NAMED("too_old", is_refused, NULL, "old", "1.0.8");
	RUN_NAMED("missing", is_refused, "/nonexistent/spatch", NULL,
		  "/nonexistent/spatch");
	RUN_NAMED("not_spatch", is_refused, "/bin/true", NULL, "/bin/true");
	RUN_TEST(the_first_spatch_in_path_is_run);
	RUN_TEST(no_spatch_in_path);
	RUN_TEST(scan_works_without_spatch);
	RUN_TEST(doctor_misses_spatch);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	struct run r = RUN(NULL, "sh", "-c", "command -v spatch");

	if (r.status)
		broken("spatch is not installed: apt-get install coccinelle");
	set("REAL_SPATCH", last_line(r.out));
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(ledger);
	GREATEST_MAIN_END();
}
