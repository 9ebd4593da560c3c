// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file of --report: all of it or none, the same each time, and no work is
 * done for one that cannot be written.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"

static char *tree(void)
{
	char *dir = scratch();

	put(text("%s/src/a.c", dir),
	    "void f(struct iommu_domain *d)\n{\n\tiommu_unmap(d, 0, 1);\n}\n");
	put(text("%s/src/b.c", dir), "/* iommu_map \xfc */\n");
	return dir;
}

static struct run report(const char *dir, const char *file)
{
	return RUN(dir, tool(), "convert", "--to", "sync", "--in-place",
		   "--report", file, "src");
}

static size_t count(struct bytes bytes, const char *word)
{
	const char *at = bytes.data;
	size_t n = 0;

	while ((at = strstr(at, word))) {
		at += strlen(word);
		n++;
	}
	return n;
}

TEST it_holds_what_was_done_in_place(void)
{
	char *dir = tree();
	struct bytes page;
	struct stat st;

	ASSERT_EQ_FMT(0, report(dir, "page.html").status, "%d");
	page = get(text("%s/page.html", dir));
	ASSERT_EQ_FMT((size_t)2, count(page, "<tbody"), "%zu");
	ASSERT(contains(page, "\t<mark>iommu_unmap</mark>(d, 0, 1);\n</del>"));
	ASSERT(contains(page, "\t<mark>iommu_unmap_sync</mark>(d, 0, 1);\n</ins>"));
	ASSERT_EQ(0, stat(text("%s/page.html", dir), &st));
	ASSERT_EQ_FMT(0644, st.st_mode & 07777, "%o");
	ASSERT_STR_EQ("page.html\nsrc\n", RUN(dir, "ls", "-A").out.data);
	PASS();
}

TEST it_is_utf8_whatever_the_source_is(void)
{
	char *dir = tree();
	struct bytes page;
	json_t *valid;

	report(dir, "page.html");
	page = get(text("%s/page.html", dir));
	ASSERT(contains(page, "</mark> \xc3\xbc */"));
	valid = json_stringn(page.data, page.size);
	ASSERT(valid);
	json_decref(valid);
	PASS();
}

TEST a_scan_shows_what_would_be_done(void)
{
	char *dir = tree();

	ASSERT_EQ(0, RUN(dir, tool(), "scan", "--to", "sync", "--report",
			 "page.html", "src").status);
	ASSERT(contains(get(text("%s/page.html", dir)),
			"\t<mark>iommu_unmap_sync</mark>(d, 0, 1);\n</ins>"));
	PASS();
}

TEST the_same_run_makes_the_same_page(void)
{
	char *dir = tree(), *page = text("%s/page.html", dir);
	struct bytes first;

	RUN(dir, tool(), "scan", "--report", "page.html", "src");
	first = get(page);
	RUN(dir, "touch", "src/a.c");
	RUN(dir, tool(), "scan", "--report", "page.html", "src");
	ASSERT(same(first, get(page)));
	ASSERT_FALSE(contains(first, "<dt>Date</dt>"));
	RUN(dir, "env", "SOURCE_DATE_EPOCH=86400", tool(), "scan", "--report",
	    "page.html", "src");
	ASSERT(contains(get(page), "<dt>Date</dt><dd>1970-01-02 00:00:00 UTC</dd>"));
	PASS();
}

/* Nothing of the tree may change for a page that nobody will get. */
TEST what_cannot_be_written_stops_the_run(const char *file, const char *says)
{
	char *dir = tree(), *before;
	struct run got;

	make_folders(text("%s/folder", dir));
	make_folders(text("%s/closed", dir));
	if (chmod(text("%s/closed", dir), 0555))
		broken("chmod");
	before = snapshot(dir);
	got = RUN_WEAK(dir, tool(), "convert", "--to", "sync", "--in-place",
		       "--report", file, "src");
	ASSERT_EQ_FMT(2, got.status, "%d");
	ASSERT_STR_EQ(text("iommu-migrate: --report %s: %s\n", file, says),
		      got.err.data);
	ASSERT_STR_EQ(before, snapshot(dir));
	PASS();
}

TEST a_full_disk_is_no_success(void)
{
	struct run got = report(tree(), "/dev/full");

	ASSERT_EQ_FMT(2, got.status, "%d");
	ASSERT_STR_EQ("iommu-migrate: --report /dev/full: cannot be written: No space left on device",
		      last_line(got.err));
	PASS();
}

TEST a_link_and_a_pipe_stay_what_they_are(void)
{
	char *dir = tree();
	struct stat st;

	put(text("%s/old.html", dir), "old");
	if (symlink("old.html", text("%s/link.html", dir)))
		broken("symlink");
	report(dir, "link.html");
	ASSERT_EQ(0, lstat(text("%s/link.html", dir), &st));
	ASSERT(S_ISLNK(st.st_mode));
	ASSERT(contains(get(text("%s/old.html", dir)), "<!DOCTYPE html>"));
	ASSERT(contains(RUN(dir, "sh", "-c", text(
		"'%s' scan --format csv --report /dev/stderr src 2>&1 >/dev/null | cat",
		tool())).out, "</html>"));
	ASSERT(exists("/dev/stderr"));
	PASS();
}

TEST a_verification_quotes_its_findings(void)
{
	char *dir = tree();
	struct bytes page;

	put(text("%s/new/a.c", dir),
	    "void f(struct iommu_domain *d)\n{\n\tiommu_unmap_sync(d, 1, 1);\n}\n");
	put(text("%s/new/b.c", dir), "/* iommu_map \xfc */\n");
	ASSERT_EQ(1, RUN(dir, tool(), "verify", "--report", "page.html", "src",
			 "new").status);
	page = get(text("%s/page.html", dir));
	ASSERT_EQ_FMT((size_t)1, count(page, "<tbody"), "%zu");
	ASSERT(contains(page, ">\tiommu_unmap_sync(d, 1, 1);\n<"));
	PASS();
}

TEST the_command_line_can_be_typed_again(void)
{
	char *dir = tree();

	RUN(dir, tool(), "scan", "--report", "it's a page.html", "src");
	ASSERT(contains(get(text("%s/it's a page.html", dir)),
			"iommu-migrate scan --report &#39;it&#39;\\&#39;&#39;s a page.html&#39; src<"));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	umask(022);
	unsetenv("SOURCE_DATE_EPOCH");
	RUN_TEST(it_holds_what_was_done_in_place);
	RUN_TEST(it_is_utf8_whatever_the_source_is);
	RUN_TEST(a_scan_shows_what_would_be_done);
	RUN_TEST(the_same_run_makes_the_same_page);
	RUN_TESTp(what_cannot_be_written_stops_the_run, "folder",
		  "is a folder; name a file in it");
	RUN_TESTp(what_cannot_be_written_stops_the_run, "none/page.html",
		  "cannot be written, nothing was done: No such file or directory");
	if (can_run_weak())
		RUN_TESTp(what_cannot_be_written_stops_the_run,
			  "closed/page.html",
			  "cannot be written, nothing was done: Permission denied");
	RUN_TEST(a_full_disk_is_no_success);
	RUN_TEST(a_link_and_a_pipe_stay_what_they_are);
	RUN_TEST(a_verification_quotes_its_findings);
	RUN_TEST(the_command_line_can_be_typed_again);
	GREATEST_MAIN_END();
}
