// SPDX-License-Identifier: GPL-2.0-only
/*
 * The patches of small trees: what is in which, in what order, called what and
 * sent to whom; mails that git takes back byte for byte; and --each.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "greatest.h"
#include "trees.h"

#define ASSERT_MADE(r) ASSERT_EQ_FMTm((r).err.data, 0, (r).status, "%d")

static char *subject_of(const char *patch)
{
	return header_of(get(patch).data, "Subject");
}

/* All subjects, a line each. */
static char *subjects(const char *tree)
{
	char **patch, *all = "";

	for (patch = patches_of(tree); *patch; patch++)
		all = text("%s%s\n", all, subject_of(*patch));
	return all;
}

/* Apply them all, and convert another copy: the same but for the header. */
static bool comes_to_the_conversion(const char *tree, const char *style)
{
	char *other = text("%s/other", scratch()), **patch;
	struct run r;

	GIT(tree, "clone", "--quiet", ".", other);
	for (patch = patches_of(tree); *patch; patch++)
		GIT(tree, "am", "--quiet", *patch);
	r = RUN(other, tool(), "convert", "--to", style, "--in-place",
		"--rename-collisions");
	if (r.status)
		broken("convert: %s", r.err.data);
	r = RUN(other, "diff", "-r", "-x", ".git", "-x", "iommu.h", other,
		tree);
	return r.status == 0;
}

#define COLLISION "#include <linux/iommu.h>\n\n" \
	"static void bar_stop(struct bar *bar)\n{\n}\n\n" \
	"static void bar_start(struct bar *bar)\n{\n}\n\n" \
	"static void iommu_tlb_sync(struct bar *bar)\n" \
	"{\n\tbar_stop(bar);\n}\n\n" \
	"static void iommu_flush_tlb_all(struct bar *bar, int a_number,\n" \
	"\t\t\t\tint another_number)\n" \
	"{\n\tiommu_tlb_sync(bar);\n}\n\n" \
	"void bar_unmap(struct bar *bar)\n" \
	"{\n\tiommu_unmap(bar->domain, 0, SZ_4K);\n" \
	"\tiommu_flush_tlb_all(bar, 1, 2);\n}\n"

/* Each name that gives way has a patch, before the name is taken. */
TEST renames_then_the_interface_then_users(void)
{
	char *tree = git_tree(), **patch, *mail;
	struct run r;

	put(text("%s/drivers/bar/bar.c", tree), COLLISION);
	commit(tree, "bar");
	r = SERIES(tree, "explicit");
	ASSERT_MADE(r);
	ASSERT_STR_EQ("[PATCH 1/5] bar: Rename iommu_tlb_sync()\n"
		      "[PATCH 2/5] bar: Rename iommu_flush_tlb_all()\n"
		      "[PATCH 3/5] iommu: Introduce synchronous calls and explicit flushes\n"
		      "[PATCH 4/5] bar: Use the synchronous IOMMU API calls\n"
		      "[PATCH 5/5] foo: Use the synchronous IOMMU API calls\n",
		      subjects(tree));
	patch = patches_of(tree);
	mail = get(patch[0]).data;
	ASSERT(strstr(mail, "\n+static void bar_iommu_tlb_sync("));
	ASSERT_FALSE(strstr(mail, "bar_iommu_flush_tlb_all"));
	/* The line below the name is laid out anew. */
	mail = get(patch[1]).data;
	ASSERTm(mail, strstr(mail, "\n+static void bar_iommu_flush_tlb_all(struct bar *bar, int a_number,\n"
			     "+\t\t\t\t    int another_number)\n"));
	ASSERT_FALSE(strstr(mail, "iommu_unmap_sync"));
	ASSERT(comes_to_the_conversion(tree, "explicit"));
	PASS();
}

TEST a_tree_without_git(void)
{
	char *tree = small_tree(), *before = snapshot(tree);
	struct run r = SERIES(tree, "sync");

	ASSERT_MADE(r);
	ASSERT_STR_EQ(before, snapshot(tree));
	ASSERT_STR_EQ("[PATCH 1/2] iommu: Introduce synchronous map and unmap calls\n"
		      "[PATCH 2/2] foo: Use the synchronous IOMMU API calls\n",
		      subjects(tree));
	GIT(tree, "init", "--quiet");
	commit(tree, "late");
	ASSERT(comes_to_the_conversion(tree, "sync"));
	PASS();
}

/* Only a part is asked for: names are from the top all the same. */
TEST a_part_of_a_tree(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/drivers/bar/bar.c", tree), DRIVER);
	commit(tree, "bar");
	r = RUN(text("%s/drivers/foo", tree), tool(), "convert", "--to",
		"sync", "--series", "../../../series");
	ASSERT_MADE(r);
	ASSERT_STR_EQ("[PATCH 1/2] iommu: Introduce synchronous map and unmap calls\n"
		      "[PATCH 2/2] foo: Use the synchronous IOMMU API calls\n",
		      subjects(tree));
	GIT(tree, "am", "--quiet", patches_of(tree)[0], patches_of(tree)[1]);
	PASS();
}

/* A driver out of tree has no header to change. */
TEST no_header(void)
{
	char *tree = text("%s/tree", scratch());
	struct run r;

	put(text("%s/nic/nic.c", tree), DRIVER);
	GIT(tree, "init", "--quiet");
	commit(tree, "nic");
	r = SERIES(tree, "sync");
	ASSERT_MADE(r);
	ASSERT_STR_EQ("[PATCH 1/1] nic: Use the synchronous IOMMU API calls\n",
		      subjects(tree));
	ASSERT(contains(get(text("%s/../series/0000-cover-letter.patch", tree)),
			"no include/linux/iommu.h here"));
	ASSERT(comes_to_the_conversion(tree, "sync"));
	PASS();
}

/* Most of a file's commits begin so; merges and other files do not count. */
TEST the_prefix_is_learnt_from_history(void)
{
	static const char *const log[] = {
		"foo/bar: one", "gpu: foo: two of it: too", "gpu: foo: three",
		"No prefix at all", "foo/bar: four", "gpu: foo: five",
	};
	char *tree = git_tree();
	struct run r;
	size_t i;

	for (i = 0; i < sizeof(log) / sizeof(*log); i++) {
		put(text("%s/drivers/foo/foo.c", tree),
		    text("int version_%zu;\n" DRIVER, i));
		commit(tree, log[i]);
	}
	for (i = 0; i < 9; i++) {
		put(text("%s/drivers/other.c", tree), text("int n = %zu;\n", i));
		commit(tree, "other: change");
	}
	r = SERIES(tree, "sync");
	ASSERT_MADE(r);
	ASSERTm(subjects(tree), strstr(subjects(tree), "] gpu: foo: Use the"));
	PASS();
}

/* Its last commit seems to add everything, and its parent is not there. */
TEST a_shallow_clone(void)
{
	char *tree = git_tree(), *clone = text("%s/../clone", tree);
	struct run r;

	put(text("%s/drivers/foo/foo.c", tree), "int a;\n" DRIVER);
	commit(tree, "wrong: this is the boundary");
	GIT(tree, "clone", "--quiet", "--depth", "1",
	    text("file://%s", tree), clone);
	r = SERIES(clone, "sync");
	ASSERT_MADE(r);
	ASSERTm(subjects(clone), strstr(subjects(clone), "] foo: Use the"));
	PASS();
}

/* Two sections go by the same name: the subjects tell them apart. */
TEST sections_and_their_order(void)
{
	char *tree = git_tree(), **patch;
	struct run r;

	put(text("%s/MAINTAINERS", tree),
	    "ALL OF FOO\nM:\tAll <all-of-foo@example.org>\nF:\tdrivers/foo/\n"
	    "X:\tdrivers/foo/mine/\n\n"
	    "ONE FILE\nM:\tOne <one@example.org>\nR:\tReader <reader@example.org>\n"
	    "F:\tdrivers/foo/one.c\n\n"
	    "BY NAME\nM:\tName <name@example.org>\nN:\tquux[12]\n\n"
	    "BY CONTENTS\nM:\tWord <word@example.org>\nK:\tiommu_(?:un)?map\n\n"
	    "DEEP\nM:\tDeep <deep@example.org>\nF:\tdrivers/foo/d*/\n\n"
	    MAINTAINERS_REST);
	put(text("%s/drivers/foo/one.c", tree), DRIVER);
	put(text("%s/drivers/foo/mine/m.c", tree), DRIVER);
	put(text("%s/drivers/foo/deep/d.c", tree), DRIVER);
	put(text("%s/lib/quux1.c", tree), DRIVER);
	commit(tree, "more");
	r = SERIES(tree, "sync");
	ASSERT_MADE(r);
	patch = patches_of(tree);
	ASSERT_STR_EQ("[PATCH 1/6] iommu: Introduce synchronous map and unmap calls\n"
		      "[PATCH 2/6] foo/d: Use the synchronous IOMMU API calls\n"
		      "[PATCH 3/6] foo: Use the synchronous IOMMU API calls\n"
		      "[PATCH 4/6] foo/m: Use the synchronous IOMMU API calls\n"
		      "[PATCH 5/6] foo/one: Use the synchronous IOMMU API calls\n"
		      "[PATCH 6/6] lib: Use the synchronous IOMMU API calls\n",
		      subjects(tree));
	ASSERT_STR_EQ("Deep <deep@example.org>, All <all-of-foo@example.org>, Word <word@example.org>",
		      header_of(get(patch[1]).data, "To"));
	ASSERT_STR_EQ("All <all-of-foo@example.org>, Word <word@example.org>",
		      header_of(get(patch[2]).data, "To"));
	ASSERT_STR_EQ("Word <word@example.org>",
		      header_of(get(patch[3]).data, "To"));
	ASSERT_STR_EQ("One <one@example.org>, All <all-of-foo@example.org>, Word <word@example.org>",
		      header_of(get(patch[4]).data, "To"));
	ASSERT_STR_EQ("Reader <reader@example.org>, all@example.org",
		      header_of(get(patch[4]).data, "Cc"));
	ASSERT_STR_EQ("Name <name@example.org>, Word <word@example.org>",
		      header_of(get(patch[5]).data, "To"));
	PASS();
}

/* git reads it back: names, letters beyond ASCII, carriage returns, modes. */
TEST odd_bytes_survive(void)
{
	static const char odd[] =
		"/* Latin-1: \xe9\xe8, UTF-8: \xc3\xa9 */\r\n"
		"#include <linux/iommu.h>\r\n"
		"From here on\r\n"
		"void stop(struct iommu_domain *domain)\r\n"
		"{\r\n\tiommu_unmap(domain, 0, SZ_4K);   \r\n\r\n}\r\n"
		"/* = =20 \x01 */";
	char *tree = git_tree(), *mail;
	struct run r;

	put(text("%s/drivers/foo/odd.c", tree), odd);
	if (chmod(text("%s/drivers/foo/odd.c", tree), 0755))
		broken("chmod");
	put(text("%s/MAINTAINERS", tree),
	    "FOO\nM:\t\"Q. \\\"Uoted\\\"\" <q@example.org>\n"
	    "M:\tSören Ålong-name-that-goes-on-and-on-and-on-and-on Näme <s@example.org>\n"
	    "M:\tLatin \xe9 <l@example.org>\nF:\tdrivers/foo/\n\n" MAINTAINERS_REST);
	GIT(tree, "config", "core.autocrlf", "false");
	commit(tree, "odd");
	sign_as("Jörg \xc3\x9f. Test", "test@example.org");
	GIT(tree, "config", "core.autocrlf", "false");
	r = SERIES(tree, "sync");
	sign_as("Test", "test@example.org");
	ASSERT_MADE(r);
	mail = get(patches_of(tree)[1]).data;
	ASSERTm(mail, strstr(mail, "\nFrom: =?UTF-8?q?J=C3=B6rg=20=C3=9F=2E=20Test?= <test@example.org>\n"));
	ASSERTm(mail, strstr(mail, "Latin=20=C3=A9?= <l@example.org>"));
	ASSERT(comes_to_the_conversion(tree, "sync"));
	r = GIT(tree, "log", "-1", "--format=%an <%ae>%n%(trailers:key=Signed-off-by)");
	ASSERT_STR_EQ("Jörg \xc3\x9f. Test <test@example.org>\n"
		      "Signed-off-by: Jörg \xc3\x9f. Test <test@example.org>\n\n",
		      r.out.data);
	r = GIT(tree, "ls-files", "--stage", "drivers/foo/odd.c");
	ASSERT_EQ(0, strncmp(r.out.data, "100755 ", 7));
	PASS();
}

#define LOOP "#include <linux/iommu.h>\n\n" \
	"void stop(struct iommu_domain *domain, int n)\n" \
	"{\n\tint i;\n\n\tfor (i = 0; i < n; i++)\n" \
	"\t\tiommu_unmap(domain, i * SZ_4K, SZ_4K);\n}\n"

/* Batches say in the patch why they may be; all in one thread of mails. */
TEST the_mails_of_a_batch(void)
{
	char *tree = git_tree(), *mail, *cover;
	struct run r;

	put(text("%s/drivers/foo/foo.c", tree), LOOP);
	commit(tree, "loop");
	r = SERIES(tree, "explicit");
	ASSERT_MADE(r);
	mail = get(patches_of(tree)[1]).data;
	ASSERTm(mail, strstr(mail, "foo: Flush the IOTLB once for several unmaps\n"));
	ASSERTm(mail, strstr(mail, "\n- stop(): deferred: one flush of domain behind the loop"));
	ASSERTm(mail, strstr(mail, "planned/explicit.cocci of iommu-migrate"));
	ASSERTm(mail, strstr(mail, "\n drivers/foo/foo.c | "));
	cover = get(text("%s/../series/0000-cover-letter.patch", tree)).data;
	ASSERT_STR_EQ(header_of(cover, "Message-Id"),
		      header_of(mail, "In-Reply-To"));
	ASSERT(comes_to_the_conversion(tree, "explicit"));
	PASS();
}

/* The API as it is since Linux 5.4, as far as a loop of unmaps needs it. */
#define HEADER_WITH_GATHERS "#ifndef __LINUX_IOMMU_H\n#define __LINUX_IOMMU_H\n\n" \
	"struct iommu_iotlb_gather {\n\tunsigned long start, end;\n};\n\n" \
	"#ifdef CONFIG_IOMMU_API\n" \
	"size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova,\n" \
	"\t\t   size_t size);\n" \
	"size_t iommu_unmap_fast(struct iommu_domain *domain,\n" \
	"\t\t\tunsigned long iova, size_t size,\n" \
	"\t\t\tstruct iommu_iotlb_gather *gather);\n" \
	"void iommu_iotlb_gather_init(struct iommu_iotlb_gather *gather);\n" \
	"void iommu_iotlb_sync(struct iommu_domain *domain,\n" \
	"\t\t      struct iommu_iotlb_gather *gather);\n" \
	"void iommu_flush_iotlb_all(struct iommu_domain *domain);\n" \
	"#endif\n\n#endif\n"

/* A kernel that has the style needs no patch to have it. */
TEST no_interface_where_the_kernel_has_it(void)
{
	char *tree = git_tree(), *cover, *header = text("%s/include/linux/iommu.h", tree);
	struct run r;

	put(header, HEADER_WITH_GATHERS);
	put(text("%s/drivers/foo/foo.c", tree), LOOP);
	commit(tree, "gathers");
	r = SERIES(tree, "gather");
	ASSERT_MADE(r);
	ASSERT_STR_EQ("[PATCH 1/1] foo: Flush the IOTLB once for several unmaps\n",
		      subjects(tree));
	cover = get(text("%s/../series/0000-cover-letter.patch", tree)).data;
	ASSERTm(cover, !strstr(cover, "wrappers"));
	ASSERTm(cover, !strstr(cover, "linux/iommu.h>"));
	ASSERTm(cover, strstr(cover, "\n\nEach subsystem has a patch of its own.\n"));
	ASSERT(comes_to_the_conversion(tree, "gather"));
	ASSERT_STR_EQ(HEADER_WITH_GATHERS, get(header).data);
	PASS();
}

/* What cannot be converted is told, and the rest is sent. */
TEST open_sites_are_told(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/drivers/foo/bad.c", tree),
	    "void f(struct iommu_domain *d)\n{\n\tif (d ==) {\n"
	    "\tiommu_unmap(d, 0, 1);\n}\n");
	commit(tree, "bad");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERT(contains(get(text("%s/../series/0000-cover-letter.patch", tree)),
			"\n  drivers/foo/bad.c:4: iommu_unmap: "));
	PASS();
}

TEST each_sees_one_patch_more_each_time(void)
{
	char *tree = git_tree(), *before;
	struct run r;

	put(text("%s/drivers/foo/two.c", tree), DRIVER);
	put(text("%s/drivers/bar/bar.c", tree), DRIVER);
	commit(tree, "more");
	before = snapshot(tree);
	setenv("OUT", text("%s/../out", tree), 1);
	r = SERIES(tree, "sync", "--each",
		   "{ echo $IOMMU_MIGRATE_PATCH: $IOMMU_MIGRATE_FILES;"
		   "  git log --oneline | wc -l;"
		   "  grep -rlw iommu_unmap_sync . --include=*.c | wc -l; } >>$OUT");
	ASSERT_MADE(r);
	ASSERT_STR_EQ("1: include/linux/iommu.h\n3\n0\n"
		      "2: drivers/bar/bar.c\n4\n1\n"
		      "3: drivers/foo/foo.c drivers/foo/two.c\n5\n3\n",
		      get(text("%s/../out", tree)).data);
	ASSERT_STR_EQ(before, snapshot(tree));
	PASS();
}

TEST each_stops_where_it_fails(void)
{
	char *tree = git_tree(), *before;
	struct run r;

	put(text("%s/drivers/bar/bar.c", tree), DRIVER);
	commit(tree, "more");
	before = snapshot(tree);
	setenv("OUT", text("%s/../out", tree), 1);
	r = SERIES(tree, "sync", "--each",
		   "echo $IOMMU_MIGRATE_PATCH >>$OUT; echo it broke;"
		   " test $IOMMU_MIGRATE_PATCH != 2 || exit 7");
	ASSERT_EQ_FMTm(r.err.data, 1, r.status, "%d");
	ASSERT_STR_EQ("1\n2\n", get(text("%s/../out", tree)).data);
	ASSERTm(r.err.data, contains(r.err, "0002-bar-Use-the-synchronous-IOMMU-API-calls.patch: --each"));
	ASSERTm(r.err.data, contains(r.err, "sh ended with status 7"));
	ASSERTm(r.err.data, contains(r.err, "0002-bar-Use-the-synchronous-IOMMU-API-calls.log"));
	ASSERT_STR_EQ("it broke\n", get(text("%s/../series/0002-bar-Use-the-synchronous-IOMMU-API-calls.log",
					     tree)).data);
	/* The series stands, and nothing else has changed. */
	ASSERT_EQ(NULL, patches_of(tree)[3]);
	ASSERT_STR_EQ(before, snapshot(tree));
	PASS();
}

/* Ctrl-C while a patch is tried: the series is there, and nothing else is left. */
TEST each_can_be_interrupted(void)
{
	char *tree = git_tree(), *before = snapshot(tree), *tmp = scratch();
	struct run r;

	setenv("TMPDIR", tmp, 1);
	r = SERIES(tree, "sync", "--each", "kill -INT $PPID; sleep 100");
	unsetenv("TMPDIR");
	ASSERT_EQ_FMTm(r.err.data, 128 + 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "interrupted: the series stands in ../series"));
	ASSERT(exists(patches_of(tree)[1]));
	ASSERT_EQ(NULL, list(tmp)[0]);
	ASSERT_STR_EQ(before, snapshot(tree));
	PASS();
}

/* With --force a series is based on what is there, and so is the trial. */
TEST each_of_a_dirty_tree(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/drivers/foo/foo.c", tree), "int dirt;\n" DRIVER);
	put(text("%s/drivers/new/new.c", tree), DRIVER);
	r = SERIES(tree, "sync", "--force", "--each",
		   "grep -q dirt drivers/foo/foo.c");
	ASSERT_MADE(r);
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	sign_as("Test", "test@example.org");
	RUN_TEST(renames_then_the_interface_then_users);
	RUN_TEST(a_tree_without_git);
	RUN_TEST(a_part_of_a_tree);
	RUN_TEST(no_header);
	RUN_TEST(the_prefix_is_learnt_from_history);
	RUN_TEST(a_shallow_clone);
	RUN_TEST(sections_and_their_order);
	RUN_TEST(odd_bytes_survive);
	RUN_TEST(the_mails_of_a_batch);
	RUN_TEST(no_interface_where_the_kernel_has_it);
	RUN_TEST(open_sites_are_told);
	RUN_TEST(each_sees_one_patch_more_each_time);
	RUN_TEST(each_stops_where_it_fails);
	RUN_TEST(each_can_be_interrupted);
	RUN_TEST(each_of_a_dirty_tree);
	GREATEST_MAIN_END();
}
