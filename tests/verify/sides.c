// SPDX-License-Identifier: GPL-2.0-only
/*
 * What verify takes for its two sides: files, folders and git revisions, and a
 * clear line for what it cannot take.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"

#define PLAIN "int f(struct iommu_domain *d)\n{\n\treturn iommu_unmap(d, 0, 1);\n}\n"
#define SYNC "int f(struct iommu_domain *d)\n{\n\treturn iommu_unmap_sync(d, 0, 1);\n}\n"

#define VERIFY(dir, ...) RUN(dir, tool(), "verify", __VA_ARGS__)

static void git(const char *dir, const char *arguments)
{
	struct run r = RUN(dir, "sh", "-c",
			   text("git -c user.name=a -c user.email=a@b -c init.defaultBranch=main %s",
				arguments));

	if (r.status)
		broken("git %s: %s", arguments, r.err.data);
}

/* A repository with two commits: style implicit, and style sync. */
static char *repository(void)
{
	char *dir = scratch();

	git(dir, "init -q .");
	put(text("%s/drivers/a.c", dir), PLAIN);
	put(text("%s/other/b.c", dir), "int b;\n");
	put(text("%s/.gitignore", dir), "*.o\n");
	git(dir, "add -A");
	git(dir, "commit -qm one");
	put(text("%s/drivers/a.c", dir), SYNC);
	git(dir, "commit -qam two");
	return dir;
}

static char *lines_with(struct run r, const char *word)
{
	return strstr(r.err.data, word) ? r.err.data : NULL;
}

#define ASSERT_REFUSED(r, words) do { \
	struct run refused = (r); \
	ASSERT_EQ_FMT(2, refused.status, "%d"); \
	ASSERTm(refused.err.data, lines_with(refused, words)); \
	ASSERT_EQ(1, count_lines(refused.err)); \
	ASSERT_EQ(0, refused.out.size); \
} while (0)

TEST two_revisions(void)
{
	char *dir = repository();
	struct run r = VERIFY(dir, "HEAD~1", "HEAD");

	ASSERT_EQ(0, r.status);
	ASSERT(contains(r.err, "to sync: 1 sites in 1 files: 0 kept, 1 converted"));
	PASS();
}

TEST two_revisions_and_a_path(void)
{
	char *dir = repository();

	put(text("%s/other/b.c", dir), "int c;\n");
	git(dir, "commit -qam three");
	ASSERT_EQ(1, VERIFY(dir, "HEAD~2", "HEAD").status);
	ASSERT_EQ(0, VERIFY(dir, "HEAD~2", "HEAD", "--", "drivers").status);
	ASSERT_REFUSED(VERIFY(dir, "HEAD~2", "HEAD", "--", "nowhere"),
		       "nowhere: on neither side");
	PASS();
}

TEST revision_and_working_tree(void)
{
	char *dir = repository();

	put(text("%s/x.o", dir), "ignored");
	ASSERT_EQ(0, VERIFY(dir, "HEAD", ".").status);
	ASSERT_EQ(0, VERIFY(dir, "HEAD~1", ".").status);
	ASSERT_EQ(0, VERIFY(dir, "HEAD~1", "drivers").status);
	ASSERT_EQ(0, VERIFY(dir, "HEAD~1", "drivers/a.c").status);
	put(text("%s/drivers/a.c", dir), "int a;\n");
	ASSERT_EQ(1, VERIFY(dir, "HEAD", ".").status);
	PASS();
}

/* git add -f: what is ignored, and kept all the same, is on both sides. */
TEST tracked_file_is_compared_though_ignored(void)
{
	char *dir = repository();
	struct run r;

	put(text("%s/.gitignore", dir), "*.o\nkept.c\nold/\n");
	put(text("%s/kept.c", dir), PLAIN);
	put(text("%s/old/b.c", dir), PLAIN);
	put(text("%s/old/c.c", dir), "int untracked;\n");
	git(dir, "add -f kept.c old/b.c .gitignore");
	git(dir, "commit -qm kept");
	r = VERIFY(dir, "HEAD", ".");
	ASSERT_EQ_FMTm(r.out.data, 0, r.status, "%d");
	put(text("%s/old/b.c", dir), "int b;\n");
	r = VERIFY(dir, "HEAD", ".");
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "old/b.c:1:"));
	PASS();
}

TEST untracked_file_is_extra(void)
{
	char *dir = repository();
	struct run r;

	put(text("%s/new.c", dir), "int a;\n");
	r = VERIFY(dir, "HEAD", ".");
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "new.c:1:1: warning: the file is not in BEFORE"));
	PASS();
}

TEST renamed_file_is_two(void)
{
	char *dir = repository();
	struct run r;

	git(dir, "mv drivers/a.c drivers/c.c");
	git(dir, "commit -qm three");
	r = VERIFY(dir, "HEAD~1", "HEAD");
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "drivers/a.c:1:1: warning: the file is not in AFTER"));
	ASSERT(contains(r.out, "drivers/c.c:1:1: warning: the file is not in BEFORE"));
	PASS();
}

TEST bare_repository(void)
{
	char *dir = repository(), *bare = scratch();

	git(bare, text("clone -q --bare %s bare.git", dir));
	bare = text("%s/bare.git", bare);
	ASSERT_EQ(0, VERIFY(bare, "HEAD~1", "HEAD").status);
	ASSERT_REFUSED(VERIFY(bare, "HEAD~1", "refs"), "is bare");
	PASS();
}

TEST submodule_at_another_commit(void)
{
	char *dir = repository();
	struct run r;

	git(dir, "update-index --add --cacheinfo 160000,1111111111111111111111111111111111111111,sub");
	git(dir, "commit -qm three");
	git(dir, "update-index --cacheinfo 160000,2222222222222222222222222222222222222222,sub");
	git(dir, "commit -qm four");
	r = VERIFY(dir, "HEAD~1", "HEAD");
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "sub:1:1: warning: the submodule is at another commit"));
	PASS();
}

TEST what_cannot_be_compared(void)
{
	char *dir = repository(), *none = scratch();

	put(text("%s/a.c", none), PLAIN);
	put(text("%s/f/b.c", none), PLAIN);
	ASSERT_REFUSED(VERIFY(dir, "HEAD"), "BEFORE and AFTER are wanted");
	ASSERT_REFUSED(VERIFY(dir, "HEAD", "nonsense"), "no such file or folder, and no such revision");
	ASSERT_REFUSED(VERIFY("/", "v1", "v2"), "no git repository here");
	ASSERT_REFUSED(VERIFY(none, "a.c", "a.c"), "are the same");
	ASSERT_REFUSED(VERIFY(none, "a.c", "f"), "two of a kind");
	ASSERT_REFUSED(VERIFY(none, "a.c", "/dev/null"), "neither a file nor a folder");
	ASSERT_REFUSED(VERIFY(dir, "HEAD", none), "is not in the working tree");
	ASSERT_REFUSED(VERIFY(dir, "HEAD:drivers/a.c", "HEAD"), "is not a commit");
	make_folders(text("%s/e/x", none));
	make_folders(text("%s/g/x", none));
	ASSERT_REFUSED(VERIFY(none, "e", "g"), "no files to compare");
	PASS();
}

TEST unreadable_file_is_open(void)
{
	char *dir = scratch();
	struct run r;

	if (!can_run_weak())
		SKIPm("file modes do not count here");
	put(text("%s/a/x.c", dir), PLAIN);
	put(text("%s/b/x.c", dir), PLAIN);
	chmod(text("%s/b/x.c", dir), 0);
	r = RUN_WEAK(dir, tool(), "verify", "a", "b");
	chmod(text("%s/b/x.c", dir), 0644);
	ASSERT_EQ(3, r.status);
	ASSERT(contains(r.out, "x.c:1:1: warning: cannot read AFTER: Permission denied [undecided]"));
	PASS();
}

TEST binary_file_is_named(void)
{
	char *dir = scratch();
	struct bytes nul = { "a\0b\n", 4 };
	struct run r;

	put(text("%s/a/x.c", dir), PLAIN);
	put_bytes(text("%s/b/x.c", dir), nul);
	put(text("%s/a/y.bin", dir), "a");
	put_bytes(text("%s/b/y.bin", dir), nul);
	r = VERIFY(dir, "a", "b");
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "x.c:1:1: warning: no C source"));
	ASSERT(contains(r.out, "y.bin:1:1: warning: a binary file changed"));
	PASS();
}

TEST links_are_compared_as_links(void)
{
	char *dir = scratch();
	struct run r;

	put(text("%s/a/x.c", dir), PLAIN);
	put(text("%s/b/x.c", dir), PLAIN);
	if (symlink("x.c", text("%s/a/l.c", dir)) ||
	    symlink("/nowhere", text("%s/b/l.c", dir)) ||
	    symlink("loop", text("%s/a/loop", dir)) ||
	    symlink("loop", text("%s/b/loop", dir)))
		broken("symlink");
	r = VERIFY(dir, "a", "b");
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "l.c:1:1: warning: the link points elsewhere"));
	ASSERT(!contains(r.out, "loop"));
	PASS();
}

TEST makefile_is_named(void)
{
	char *dir = scratch();
	struct run r;

	put(text("%s/a/Makefile", dir), "a:\n\tb\n");
	put(text("%s/b/Makefile", dir), "a:\n\tc\n");
	r = VERIFY(dir, "a", "b");
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "Makefile:2:1: warning: no C source, and changed"));
	PASS();
}

/* 60,000 lines that have little in common, and 60,000 that differ in one. */
TEST big_files(void)
{
	char *dir = scratch(), *a, *b, *at;
	size_t i, size = 3000000;
	struct run r;

	a = zeroed(1, size);
	b = zeroed(1, size);
	for (at = a, i = 0; i < 60000; i++)
		at += sprintf(at, "int a%zu = %zu + %zu;\n", i, i * 7, i % 10);
	for (at = b, i = 0; i < 60000; i++)
		at += sprintf(at, "long b%zu = %zu - %zu;\n", i, i * 5, i % 9);
	put(text("%s/a.c", dir), a);
	put(text("%s/b.c", dir), b);
	r = VERIFY(dir, "a.c", "b.c");
	ASSERT_EQ(1, r.status);
	*strstr(a, "299999 + 7") = '3';
	put(text("%s/b.c", dir), a);
	r = VERIFY(dir, "a.c", "b.c");
	ASSERT_EQ(1, r.status);
	ASSERT_EQ(1, count_lines(r.out));
	ASSERT(contains(r.out, "b.c:42858:"));
	PASS();
}

TEST formats(void)
{
	char *dir = scratch();

	put(text("%s/a.c", dir), "int a;\n");
	put(text("%s/b.c", dir), "int b;\n");
	ASSERT(contains(VERIFY(dir, "--format", "json", "a.c", "b.c").out,
			"\"rule\": \"changed-outside\""));
	ASSERT(contains(VERIFY(dir, "--format", "csv", "a.c", "b.c").out,
			"changed-outside"));
	ASSERT(contains(VERIFY(dir, "--format", "sarif", "a.c", "b.c").out,
			"\"ruleId\": \"changed-outside\""));
	ASSERT_EQ(1, VERIFY(dir, "--format", "json", "a.c", "b.c").status);
	PASS();
}

SUITE(sides)
{
	RUN_TEST(two_revisions);
	RUN_TEST(two_revisions_and_a_path);
	RUN_TEST(revision_and_working_tree);
	RUN_TEST(tracked_file_is_compared_though_ignored);
	RUN_TEST(untracked_file_is_extra);
	RUN_TEST(renamed_file_is_two);
	RUN_TEST(bare_repository);
	RUN_TEST(submodule_at_another_commit);
	RUN_TEST(what_cannot_be_compared);
	RUN_TEST(unreadable_file_is_open);
	RUN_TEST(binary_file_is_named);
	RUN_TEST(links_are_compared_as_links);
	RUN_TEST(makefile_is_named);
	RUN_TEST(big_files);
	RUN_TEST(formats);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(sides);
	GREATEST_MAIN_END();
}
