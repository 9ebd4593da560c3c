// SPDX-License-Identifier: GPL-2.0-only
/*
 * What cannot be done is refused: one line on stderr that names the place, the
 * documented status, nothing on stdout, and not a byte changed.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"

#define SOURCE "static void f(struct iommu_domain *domain)\n" \
	       "{\n\tiommu_unmap(domain, 0, SZ_4K);\n}\n"

/* A folder with two files that there is something to do in. */
static char *tree(void)
{
	char *dir = scratch();

	put(text("%s/a.c", dir), SOURCE);
	put(text("%s/sub/b.c", dir), SOURCE);
	return dir;
}

static bool one_line_about(struct run r, const char *place)
{
	return count_lines(r.err) == 1 &&
	       !strncmp(r.err.data, "iommu-migrate: ", 15) &&
	       contains(r.err, place);
}

#define ASSERT_REFUSED(status_, place, r)				\
	do {								\
		ASSERT_EQ_FMTm((r).err.data, (status_), (r).status, "%d"); \
		ASSERTm((r).err.data, one_line_about((r), (place)));	\
		ASSERT_STR_EQ("", (r).out.data);			\
	} while (0)

static const char *const *const commands[] = {
	(const char *const[]){ "scan", "--progress", "never" },
	(const char *const[]){ "convert", "--to", "sync" },
	(const char *const[]){ "convert", "--to=sync", "--in-place" },
};

/* Each command on @path, in @dir: refused with status 2. */
static enum greatest_test_res all_refuse(const char *dir, const char *path,
					 const char *place)
{
	char *before = snapshot(dir);
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct run r = RUN_WEAK(dir, tool(), commands[i][0],
					commands[i][1], commands[i][2], path);

		ASSERT_REFUSED(2, place, r);
	}
	ASSERT_STR_EQ(before, snapshot(dir));
	PASS();
}

TEST a_path_that_does_not_exist(void)
{
	return all_refuse(tree(), "sub/missing", "sub/missing");
}

/* One bad path among good ones stops all of it. */
TEST a_bad_path_among_good_ones(void)
{
	char *dir = tree(), *before = snapshot(dir);
	struct run r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place",
			   "a.c", "missing.c", "sub");

	ASSERT_REFUSED(2, "missing.c", r);
	ASSERT_STR_EQ(before, snapshot(dir));
	PASS();
}

TEST a_folder_without_c_files(void)
{
	char *dir = tree();

	put(text("%s/empty/README", dir), "iommu_map\n");
	return all_refuse(dir, "empty", "empty");
}

TEST an_empty_folder(void)
{
	char *dir = tree();

	make_folders(text("%s/empty", dir));
	return all_refuse(dir, "empty", "empty");
}

TEST a_binary_called_c(void)
{
	static char bytes[] = "\177ELF\2\1\1\0\0iommu_unmap\0iommu_map(\0\xff\xfe";
	char *dir = tree();

	put_bytes(text("%s/binary.c", dir),
		  (struct bytes){ bytes, sizeof(bytes) - 1 });
	return all_refuse(dir, "binary.c", "binary.c");
}

/* One that holds none of the names is no better. */
TEST a_binary_without_names_called_c(void)
{
	static char bytes[] = "\177ELF\2\1\1\0\0\0\0\xff\xfe";
	char *dir = tree();

	put_bytes(text("%s/binary.c", dir),
		  (struct bytes){ bytes, sizeof(bytes) - 1 });
	return all_refuse(dir, "binary.c", "binary.c");
}

TEST a_device(void)
{
	return all_refuse(tree(), "/dev/null", "/dev/null");
}

#define NEEDS_WEAK() \
	do { \
		if (!can_run_weak()) \
			SKIPm("cannot drop CAP_DAC_OVERRIDE: run as a user"); \
	} while (0)

TEST an_unreadable_file(void)
{
	char *dir = tree(), *file = text("%s/a.c", dir);
	size_t i;

	NEEDS_WEAK();
	chmod(file, 0);
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct run r = RUN_WEAK(dir, tool(), commands[i][0],
					commands[i][1], commands[i][2], "a.c");

		ASSERT_REFUSED(2, "a.c", r);
	}
	chmod(file, 0644);
	ASSERT_STR_EQ(SOURCE, get(file).data);
	PASS();
}

/* Inside a tree it is part of what was not done; the rest is. */
TEST an_unreadable_file_in_a_tree(void)
{
	char *dir = tree(), *file = text("%s/a.c", dir);
	struct run r;

	NEEDS_WEAK();
	chmod(file, 0);
	r = RUN_WEAK(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	chmod(file, 0644);
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERTm(r.err.data, !strncmp(r.err.data, "iommu-migrate: a.c: ", 20));
	ASSERT_STR_EQ(SOURCE, get(file).data);
	ASSERT(contains(get(text("%s/sub/b.c", dir)), "iommu_unmap_sync("));
	PASS();
}

TEST an_unreadable_folder_in_a_tree(void)
{
	char *dir = tree(), *sub = text("%s/sub", dir);
	struct run r;

	NEEDS_WEAK();
	chmod(sub, 0);
	r = RUN_WEAK(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	chmod(sub, 0755);
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERTm(r.err.data, !strncmp(r.err.data, "iommu-migrate: sub: ", 20));
	ASSERT(contains(get(text("%s/a.c", dir)), "iommu_unmap_sync("));
	ASSERT_STR_EQ(SOURCE, get(text("%s/b.c", sub)).data);
	PASS();
}

TEST a_read_only_tree(void)
{
	char *dir = tree(), *before;
	struct run r;

	NEEDS_WEAK();
	chmod(text("%s/sub", dir), 0555);
	chmod(dir, 0555);
	before = snapshot(dir);
	r = RUN_WEAK(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	ASSERT_REFUSED(2, dir, r);
	ASSERT_STR_EQ(before, snapshot(dir));
	/* Without --in-place nothing is written there. */
	r = RUN_WEAK(dir, tool(), "convert", "--to", "sync", ".");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	PASS();
}

/* One folder that cannot be written is enough: all or nothing. */
TEST a_read_only_folder_in_a_tree(void)
{
	char *dir = tree(), *before;
	struct run r;

	NEEDS_WEAK();
	chmod(text("%s/sub", dir), 0555);
	before = snapshot(dir);
	r = RUN_WEAK(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	ASSERT_REFUSED(2, "sub", r);
	ASSERT_STR_EQ(before, snapshot(dir));
	PASS();
}

/*
 * A tmpfs of its own, in a mount namespace of its own, filled to the brim.  The
 * script tells on fd 1 what the tree looks like, since nobody else sees it.
 */
static const char full_disk[] =
	"mount -t tmpfs -o size=256k none \"$1\" || exit 77\n"
	"cp -R \"$2\"/. \"$1\" && cd \"$1\" || exit 77\n"
	"cat /dev/zero > filler 2>/dev/null\n"
	"[ -s filler ] || exit 77\n"
	"\"$3\" convert --to sync --in-place .\n"
	"status=$?\n"
	"rm filler && diff -r \"$2\" . || exit 99\n"
	"exit $status\n";

TEST a_full_disk(void)
{
	char *dir = tree();
	struct run r = RUN(NULL, "unshare", "-rm", "sh", "-c", full_disk, "sh",
			   scratch(), dir, tool());

	if (r.status == 77 || contains(r.err, "unshare: "))
		SKIPm("no tmpfs can be mounted in a namespace here");
	ASSERT_REFUSED(2, "No space left on device", r);
	PASS();
}

static const char *const usage[][4] = {
	{ NULL },
	{ "transmogrify" },
	{ "scan", "--no-such-option" },
	{ "scan", "--format", "yaml" },
	{ "convert" },
	{ "convert", "--to", "nostyle" },
	{ "convert", "--to" },
	{ "convert", "--to=sync", "-j", "none" },
	{ "convert", "--to=sync", "--timeout=soon" },
	{ "convert", "--to=sync", "--progress=perhaps" },
};

/* A line that says what is wrong, and perhaps one that says where to look. */
static bool says_how_to_use(struct run r, const char *command)
{
	if (!command)
		return contains(r.err, "usage: iommu-migrate");
	return contains(r.err, "iommu-migrate: ") &&
	       (count_lines(r.err) == 1 ||
		(count_lines(r.err) == 2 && contains(r.err, "\nTry '")));
}

TEST is_bad_usage(const char *const *arguments)
{
	char *dir = tree(), *before = snapshot(dir);
	struct run r = RUN(dir, tool(), arguments[0], arguments[1],
			   arguments[2], arguments[3]);

	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERT_STR_EQ("", r.out.data);
	ASSERTm(r.err.data, says_how_to_use(r, arguments[0]));
	ASSERT_STR_EQ(before, snapshot(dir));
	PASS();
}

/* What is not bad at all. */
TEST a_tree_with_nothing_to_do(void)
{
	char *dir = scratch();
	struct run r;

	put(text("%s/a.c", dir), "int nothing;\n");
	r = RUN(dir, tool(), "convert", "--to", "sync", ".");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT_STR_EQ("", r.out.data);
	ASSERT_STR_EQ("ledger: 0 sites in 0 files: 0 converted, 0 kept, "
		      "0 unrelated, 0 open", last_line(r.err));
	PASS();
}

TEST a_second_conversion_changes_nothing(void)
{
	char *dir = tree(), *before;
	struct run r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place",
			   ".");

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	before = snapshot(dir);
	r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT_STR_EQ(before, snapshot(dir));
	PASS();
}

TEST the_diff_applies(void)
{
	char *dir = tree(), *sub = text("%s/sub", dir), *file;
	struct run r = RUN(sub, tool(), "convert", "--to", "sync", "b.c", "../a.c");

	/* Not all below this folder: names are relative to what holds all. */
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	file = text("%s/diff", scratch());
	put_bytes(file, r.out);
	ASSERT_EQ_FMTm(r.out.data, 0,
		       RUN(dir, "patch", "--dry-run", "-p1", "-i", file).status,
		       "%d");
	r = RUN(dir, tool(), "convert", "--to", "sync", "sub");
	ASSERT(contains(r.out, "--- a/sub/b.c\n+++ b/sub/b.c\n"));
	r = RUN(sub, tool(), "convert", "--to", "sync");
	ASSERT(contains(r.out, "--- a/b.c\n+++ b/b.c\n"));
	ASSERT_FALSE(contains(r.out, "a.c"));
	PASS();
}

TEST modes_and_links_stay(void)
{
	char *dir = tree(), *a = text("%s/a.c", dir);
	char *link = text("%s/link.c", dir);
	struct stat st;
	struct run r;

	chmod(a, 0640);
	if (symlink("sub/b.c", link) < 0)
		broken("symlink");
	r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT(stat(a, &st) == 0 && (st.st_mode & 07777) == 0640);
	ASSERT(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
	ASSERT(contains(get(link), "iommu_unmap_sync("));
	ASSERT_FALSE(contains(get(link), "iommu_unmap_sync_sync("));
	PASS();
}

/* Uncommitted work is not mixed with ours, unless told so. */
TEST a_dirty_git_tree(void)
{
	char *dir = tree();
	struct run r = RUN(dir, "sh", "-ec",
			   "git init -q && git add . && git -c user.name=t "
			   "-c user.email=t@t commit -qm all; echo >> a.c");

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
	ASSERT_REFUSED(2, "a.c", r);
	ASSERT_STR_EQ(SOURCE "\n", get(text("%s/a.c", dir)).data);
	ASSERT_STR_EQ(SOURCE, get(text("%s/sub/b.c", dir)).data);
	r = RUN(dir, tool(), "convert", "--to", "sync", "--in-place", "--force",
		".");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT(contains(get(text("%s/a.c", dir)), "iommu_unmap_sync("));
	PASS();
}

SUITE(bad_input)
{
	size_t i;

	RUN_TEST(a_path_that_does_not_exist);
	RUN_TEST(a_bad_path_among_good_ones);
	RUN_TEST(a_folder_without_c_files);
	RUN_TEST(an_empty_folder);
	RUN_TEST(a_binary_called_c);
	RUN_TEST(a_binary_without_names_called_c);
	RUN_TEST(a_device);
	RUN_TEST(an_unreadable_file);
	RUN_TEST(an_unreadable_file_in_a_tree);
	RUN_TEST(an_unreadable_folder_in_a_tree);
	RUN_TEST(a_read_only_tree);
	RUN_TEST(a_read_only_folder_in_a_tree);
	RUN_TEST(a_full_disk);
	for (i = 0; i < sizeof(usage) / sizeof(usage[0]); i++)
		RUN_NAMED(text("usage_%zu", i), is_bad_usage, usage[i]);
}

SUITE(good_input)
{
	RUN_TEST(a_tree_with_nothing_to_do);
	RUN_TEST(a_second_conversion_changes_nothing);
	RUN_TEST(the_diff_applies);
	RUN_TEST(modes_and_links_stay);
	RUN_TEST(a_dirty_git_tree);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(bad_input);
	RUN_SUITE(good_input);
	GREATEST_MAIN_END();
}
