// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where no series can be made, one line says why and what to do, the status is 2,
 * nothing is written, and neither the tree nor git has changed.  What is only odd
 * is said, and the series is made.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "greatest.h"
#include "trees.h"

/* What is in TREE's parent before and after: the same, and this was said. */
#define ASSERT_REFUSED(tree, before, why, r)				\
	do {								\
		ASSERT_EQ_FMTm((r).err.data, 2, (r).status, "%d");	\
		ASSERTm((r).err.data, contains((r).err, (why)));	\
		ASSERT_EQ_FMTm((r).err.data, (size_t)1,			\
			       count_lines((r).err), "%zu");		\
		ASSERT_STR_EQ("", (r).out.data);			\
		ASSERT_STR_EQ((before), snapshot(text("%s/..", (tree)))); \
	} while (0)

#define BEFORE(tree) snapshot(text("%s/..", (tree)))

TEST a_folder_that_is_not_empty(void)
{
	char *tree = git_tree(), *before;

	put(text("%s/../series/notes", tree), "mine");
	before = BEFORE(tree);
	ASSERT_REFUSED(tree, before, "../series: is not empty (notes)",
		       SERIES(tree, "sync"));
	PASS();
}

TEST a_file_in_place_of_the_folder(void)
{
	char *tree = git_tree(), *before;

	put(text("%s/../series", tree), "mine");
	before = BEFORE(tree);
	ASSERT_REFUSED(tree, before, "../series: is no folder",
		       SERIES(tree, "sync"));
	PASS();
}

TEST a_folder_in_a_folder_that_is_not_there(void)
{
	char *tree = git_tree(), *before = BEFORE(tree);

	ASSERT_REFUSED(tree, before, "a/b: a is not there",
		       RUN(tree, tool(), "convert", "--to", "sync",
			   "--series", "a/b"));
	PASS();
}

TEST a_folder_that_cannot_be_written(void)
{
	char *tree = git_tree(), *before;
	struct run r;

	make_folders(text("%s/../closed/x", tree));
	chmod(text("%s/../closed", tree), 0555);
	before = BEFORE(tree);
	if (!can_run_weak())
		SKIPm("cannot give up the rights of root here");
	r = RUN_WEAK(tree, tool(), "convert", "--to", "sync", "--series",
		     "../closed/series");
	ASSERT_REFUSED(tree, before, "closed: cannot be written", r);
	PASS();
}

TEST the_folder_one_is_in(void)
{
	char *tree = git_tree(), *before;
	struct run r;

	make_folders(text("%s/../empty/x", tree));
	remove_all(text("%s/../empty/x", tree));
	before = BEFORE(tree);
	r = RUN(text("%s/../empty", tree), tool(), "convert", "--to", "sync",
		"--series", ".", "../tree");
	ASSERT_REFUSED(tree, before, ".: is the folder that you are in", r);
	PASS();
}

TEST nobody_s_name(void)
{
	char *tree = git_tree(), *before = BEFORE(tree);
	struct run r;

	sign_as(NULL, "test@example.org");
	r = SERIES(tree, "sync");
	sign_as("Test", "test@example.org");
	ASSERT_REFUSED(tree, before, "git config user.name is not set", r);

	sign_as("Test", NULL);
	r = SERIES(tree, "sync");
	sign_as("Test", "test@example.org");
	ASSERT_REFUSED(tree, before, "git config user.email is not set", r);
	PASS();
}

TEST a_name_that_would_end_its_header(void)
{
	char *tree = git_tree(), *before = BEFORE(tree);
	struct run r;

	sign_as("\"Test\\nTo: everybody@example.org\"", "test@example.org");
	r = SERIES(tree, "sync");
	sign_as("Test", "test@example.org");
	ASSERT_REFUSED(tree, before, "user.name: not fit for a mail header", r);
	PASS();
}

TEST a_dirty_file(void)
{
	char *tree = git_tree(), *before;
	struct run r;

	put(text("%s/drivers/foo/foo.c", tree), "/* mine */\n" DRIVER);
	before = BEFORE(tree);
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "drivers/foo/foo.c: has changes that are not committed"));
	ASSERT_STR_EQ(before, BEFORE(tree));
	r = SERIES(tree, "sync", "--force");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	PASS();
}

/* The header is not converted, but the series changes it. */
TEST a_dirty_header(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/include/linux/iommu.h", tree), "/* mine */\n" HEADER);
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "include/linux/iommu.h: has changes that are not committed"));
	ASSERT(!exists(text("%s/../series", tree)));
	PASS();
}

TEST a_file_that_git_does_not_know(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/drivers/foo/new.c", tree), DRIVER);
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "drivers/foo/new.c: has changes that are not committed"));
	PASS();
}

/* Dirt elsewhere is nobody's business. */
TEST another_file_may_be_dirty(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/drivers/foo/bar.c", tree), "int bar;\n");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	PASS();
}

/* Two branches that do not go together, so that git stops half way. */
static char *stuck_tree(const char *how)
{
	char *tree = git_tree();

	GIT(tree, "checkout", "--quiet", "-b", "other");
	put(text("%s/drivers/foo/bar.c", tree), "int other;\n");
	commit(tree, "other");
	GIT(tree, "checkout", "--quiet", "main");
	put(text("%s/drivers/foo/bar.c", tree), "int ours;\n");
	commit(tree, "ours");
	if (!RUN(tree, "git", "-c", "user.name=A", "-c", "user.email=a@b",
		 how, "other").status)
		broken("git %s does not stop", how);
	return tree;
}

TEST in_the_middle_of(const char *how)
{
	char *tree = stuck_tree(how), *before = BEFORE(tree);

	ASSERT_REFUSED(tree, before, text("in the middle of a git %s", how),
		       SERIES(tree, "sync"));
	PASS();
}

TEST in_the_middle_of_am(void)
{
	char *tree = git_tree(), *before;

	put(text("%s/../bad.patch", tree),
	    "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n"
	    "From: A <a@example.org>\nDate: Mon, 17 Sep 2001 00:00:00 +0000\n"
	    "Subject: [PATCH] x\n\nx\n---\ndiff --git a/no b/no\n--- a/no\n"
	    "+++ b/no\n@@ -1 +1 @@\n-a\n+b\n");
	if (!RUN(tree, "git", "am", "../bad.patch").status)
		broken("git am does not stop");
	before = BEFORE(tree);
	ASSERT_REFUSED(tree, before, "in the middle of a git am",
		       SERIES(tree, "sync"));
	PASS();
}

TEST a_bare_repository(void)
{
	char *tree = git_tree(), *bare = text("%s/../bare.git", tree), *before;

	GIT(tree, "clone", "--quiet", "--bare", ".", bare);
	put(text("%s/hooks/foo.c", bare), DRIVER);
	before = BEFORE(tree);
	ASSERT_REFUSED(tree, before, "is in a bare repository",
		       SERIES(bare, "sync"));
	PASS();
}

TEST a_detached_head_is_said(void)
{
	char *tree = git_tree();
	struct run r;

	GIT(tree, "checkout", "--quiet", "--detach");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "HEAD is detached at "));
	PASS();
}

TEST a_repository_without_a_commit(void)
{
	char *tree = small_tree();
	struct run r;

	GIT(tree, "init", "--quiet");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT_FALSE(contains(get(text("%s/../series/0000-cover-letter.patch",
				       tree)), "base-commit"));
	PASS();
}

TEST each_without_git(void)
{
	char *tree = small_tree(), *before = BEFORE(tree);

	ASSERT_REFUSED(tree, before, "--each: ",
		       SERIES(tree, "sync", "--each", "true"));
	PASS();
}

TEST options_that_do_not_go_together(void)
{
	char *tree = git_tree(), *before = BEFORE(tree);

	ASSERT_REFUSED(tree, before, "--series changes no file",
		       SERIES(tree, "sync", "--in-place"));
	ASSERT_REFUSED(tree, before, "--shim does not go with --series",
		       SERIES(tree, "sync", "--shim"));
	ASSERT_REFUSED(tree, before, "--each goes with --series only",
		       RUN(tree, tool(), "convert", "--to", "sync", "--each",
			   "true"));
	PASS();
}

/* What the interface patch adds is there for every file of the kernel. */
TEST a_name_of_a_file_that_nobody_asked_for(void)
{
	char *tree = git_tree(), *before;
	struct run r;

	put(text("%s/drivers/bar/bar.c", tree),
	    "#include <linux/iommu.h>\n\n"
	    "static int iommu_unmap_sync(int n)\n{\n\treturn n;\n}\n\n"
	    "int bar(void)\n{\n\treturn iommu_unmap_sync(1);\n}\n");
	commit(tree, "bar");
	before = BEFORE(tree);
	r = SERIES(tree, "sync", "drivers/foo");
	ASSERT_EQ_FMTm(r.err.data, 1, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "drivers/bar/bar.c:3: collision: iommu_unmap_sync"));
	ASSERTm(r.err.data, contains(r.err, "no series was made: add these files"));
	ASSERT_STR_EQ("", r.out.data);
	ASSERT_STR_EQ(before, BEFORE(tree));
	/* As it says. */
	r = SERIES(tree, "sync", "drivers/foo", "drivers/bar");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	PASS();
}

TEST no_maintainers(void)
{
	char *tree = git_tree(), **patch;
	struct run r;

	remove_all(text("%s/MAINTAINERS", tree));
	commit(tree, "nobody");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "no MAINTAINERS: the patches are grouped by their folders and addressed to nobody"));
	/* Once, and the ledger. */
	ASSERT_EQ_FMTm(r.err.data, (size_t)2, count_lines(r.err), "%zu");
	for (patch = patches_of(tree); *patch; patch++) {
		ASSERT_EQ(NULL, header_of(get(*patch).data, "To"));
		ASSERT_EQ(NULL, header_of(get(*patch).data, "Cc"));
		GIT(tree, "am", "--quiet", *patch);
	}
	PASS();
}

TEST lines_of_maintainers_that_make_no_sense(void)
{
	static const struct {
		const char *line, *why;
	} bad[] = {
		{ "M:\tNobody", "no mail address" },
		{ "M:\tHalf <half@example.org", "no mail address" },
		{ "L:\t", "says nothing" },
		{ "J:\tx", "there is no field J:" },
		{ "N:\t(", "not a regular expression" },
		{ "\nlost words\n", "neither a field nor the name" },
		{ "K:\t*x", "not a regular expression" },
	};
	char *tree = git_tree(), *all = MAINTAINERS_FOO "BAR\n";
	struct run r;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		all = text("%s%s\n", all, bad[i].line);
	put(text("%s/MAINTAINERS", tree),
	    text("M:\tnobody's\n\n%s\n" MAINTAINERS_REST, all));
	commit(tree, "garbled");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "MAINTAINERS:1: left out: M: stands in no section"));
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ASSERTm(r.err.data, contains(r.err, bad[i].why));
	ASSERTm(r.err.data, contains(r.err, "MAINTAINERS:10: left out: no mail address in \"Nobody\""));
	/* What makes sense beside them still counts. */
	ASSERT_STR_EQ("Foo Maintainer <foo@example.org>",
		      header_of(get(patches_of(tree)[1]).data, "To"));
	PASS();
}

TEST maintainers_that_are_no_text(void)
{
	char *tree = git_tree(), bytes[4000];
	size_t i;
	struct run r;

	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = i * i * 7 % 251;
	put_bytes(text("%s/MAINTAINERS", tree),
		  (struct bytes){ bytes, sizeof(bytes) });
	commit(tree, "noise");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	/* It does not fill the screen. */
	ASSERTm(r.err.data, count_lines(r.err) < 16);
	ASSERTm(r.err.data, contains(r.err, "no MAINTAINERS"));
	PASS();
}

TEST a_level_that_the_header_does_not_have(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/drivers/foo/foo.c", tree),
	    "#include <linux/iommu.h>\n\nint go(struct iommu_domain *d)\n{\n"
	    "\treturn iommu_map(d, 0, 0, SZ_4K, IOMMU_READ);\n}\n");
	commit(tree, "map");
	r = SERIES(tree, "sync", "--level", "6.3");
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "include/linux/iommu.h: iommu_map() takes 5 arguments, at level 6.3 it takes 6"));
	ASSERT(!exists(text("%s/../series", tree)));
	PASS();
}

TEST nothing_to_convert(void)
{
	char *tree = git_tree();
	struct run r = SERIES(tree, "implicit");

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "nothing to convert, no series was made"));
	ASSERT(!exists(text("%s/../series", tree)));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	static const char *const stuck[] = { "rebase", "merge", "cherry-pick" };
	size_t i;

	GREATEST_MAIN_BEGIN();
	sign_as("Test", "test@example.org");
	RUN_TEST(a_folder_that_is_not_empty);
	RUN_TEST(a_file_in_place_of_the_folder);
	RUN_TEST(a_folder_in_a_folder_that_is_not_there);
	RUN_TEST(a_folder_that_cannot_be_written);
	RUN_TEST(the_folder_one_is_in);
	RUN_TEST(nobody_s_name);
	RUN_TEST(a_name_that_would_end_its_header);
	RUN_TEST(a_dirty_file);
	RUN_TEST(a_dirty_header);
	RUN_TEST(a_file_that_git_does_not_know);
	RUN_TEST(another_file_may_be_dirty);
	for (i = 0; i < sizeof(stuck) / sizeof(*stuck); i++)
		RUN_NAMED(text("in_the_middle_of_%s", stuck[i]),
			  in_the_middle_of, stuck[i]);
	RUN_TEST(in_the_middle_of_am);
	RUN_TEST(a_bare_repository);
	RUN_TEST(a_detached_head_is_said);
	RUN_TEST(a_repository_without_a_commit);
	RUN_TEST(each_without_git);
	RUN_TEST(options_that_do_not_go_together);
	RUN_TEST(a_name_of_a_file_that_nobody_asked_for);
	RUN_TEST(no_maintainers);
	RUN_TEST(lines_of_maintainers_that_make_no_sense);
	RUN_TEST(maintainers_that_are_no_text);
	RUN_TEST(a_level_that_the_header_does_not_have);
	RUN_TEST(nothing_to_convert);
	GREATEST_MAIN_END();
}
