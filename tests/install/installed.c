// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: what `make install` puts below DESTDIR is all that is needed.
 *
 * It is used from a folder outside the source tree, so that nothing is found
 * there by accident.
 */
#include <string.h>
#include <unistd.h>

#include "greatest.h"
#include "outside.h"

#define PREFIX "/usr/local"

static char *dest(void)
{
	return text("%s/dest", outside());
}

static char *installed(const char *path)
{
	return text("%s" PREFIX "/%s", dest(), path);
}

TEST installs(void)
{
	struct run r = make(text("install DESTDIR='%s'", dest()));
	char **file, *expected[] = {
		"bin/iommu-migrate", "lib/libiommu-hosted.a",
		"lib/libiommu-shim.a", "lib/pkgconfig/iommu-hosted.pc",
		"lib/pkgconfig/iommu-shim.pc",
		"share/bash-completion/completions/iommu-migrate",
		"share/man/man1/iommu-migrate.1", "share/man/man7/iommu-shim.7",
		"share/man/man3/iommu_map.3", "share/man/man3/iommu_map_sg.3",
		"src/iommu-shim-0.1/dkms.conf",
		"src/iommu-shim-0.1/shim/kernel/Makefile", NULL
	};

	ASSERT_RUN(r);
	for (file = expected; *file; file++)
		ASSERTm(*file, exists(installed(*file)));
	ASSERT_STR_EQ(files("semantic-patches"),
		      files(installed("share/iommu-migrate/semantic-patches")));
	ASSERT_STR_EQ(files("include"), files(installed("include/iommu-shim")));
	PASS();
}

/* Whoever unpacks a package has neither DESTDIR nor the source tree. */
TEST mentions_no_folder_of_the_build(void)
{
	struct run r = shell(dest(),
		text("grep -rIlF -e '%s' -e '%s' .", dest(), in_source(".")));

	ASSERT_STR_EQ("", r.out.data);
	PASS();
}

TEST everybody_may_read_it(void)
{
	struct run r = shell(dest(),
		"find . -type d ! -perm 755 -o -type f "
		"\\( -path './*/bin/*' -o -name '*.sh' \\) ! -perm 755 -o "
		"-type f ! -path './*/bin/*' ! -name '*.sh' ! -perm 644");

	ASSERT_STR_EQ("", r.out.data);
	PASS();
}

/* Run the command that is at @command on a driver outside the source tree. */
static enum greatest_test_res converts(const char *command)
{
	struct run there, here;

	convert_both(command, &there, &here);
	ASSERT_RUN(there);
	ASSERT(strstr(there.out.data, "+++ b/gk20a.c"));
	ASSERT_STR_EQ(here.out.data, there.out.data);
	PASS();
}

TEST command_works(void)
{
	ASSERT_STR_EQ(text("%s\n", installed("share/iommu-migrate/semantic-patches")),
		      patches_of(installed("bin/iommu-migrate")));
	CHECK_CALL(converts(installed("bin/iommu-migrate")));
	PASS();
}

TEST prefix_can_be_moved(void)
{
	char *to = text("%s/moved", outside());

	ASSERT_RUN(shell(outside(), text("cp -r '%s' '%s'", installed(""), to)));
	ASSERT_STR_EQ(text("%s/share/iommu-migrate/semantic-patches\n", to),
		      patches_of(text("%s/bin/iommu-migrate", to)));
	CHECK_CALL(converts(text("%s/bin/iommu-migrate", to)));
	PASS();
}

/*
 * Folders that do not stand below one prefix are compiled in: in a build of its
 * own, which has the objects of this one but for that.
 */
TEST folders_can_be_given(void)
{
	char *o = scratch(), *bin = text("%s/programs", outside());
	char *data = text("%s/data", outside());
	struct run r;

	ASSERT_RUN(shell(O, text("cp -a flags version datadir tools shim "
			       "iommu-migrate *.a '%s'", o)));
	r = make(text("install O='%s' prefix='%s/nowhere' bindir='%s' datadir='%s'",
		      o, outside(), bin, data));
	ASSERT_RUN(r);
	ASSERT_STR_EQ(text("%s/iommu-migrate/semantic-patches\n", data),
		      patches_of(text("%s/iommu-migrate", bin)));
	CHECK_CALL(converts(text("%s/iommu-migrate", bin)));
	PASS();
}

/* IOMMU_MIGRATE_PATCHES comes first, and nothing else after it. */
TEST patches_can_be_others(void)
{
	struct run r;

	r = shell(outside(), text("IOMMU_MIGRATE_PATCHES=/nowhere '%s' convert "
				"--to gather driver",
				installed("bin/iommu-migrate")));
	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT(contains(r.err, "IOMMU_MIGRATE_PATCHES"));
	PASS();
}

static struct run hosted(const char *flags)
{
	return run_hosted(dest(), installed("lib/pkgconfig"), flags);
}

/* As it is, and converted: the shim is in the same package. */
TEST program_runs_on_the_hosted_kernel(void)
{
	const char *command = installed("bin/iommu-migrate");
	struct run r;

	r = hosted("");
	ASSERT_RUN(r);
	ASSERT(contains(r.out, "sample=gk20a dma=ok"));
	ASSERT_RUN(RUN(outside(), command, "convert", "--to", "explicit",
		       "--in-place", "gk20a.c"));
	r = hosted("-DIOMMU_SHIM_STYLE=explicit -include iommu-shim/iommu.h");
	ASSERT_RUN(r);
	ASSERT(contains(r.out, "sample=gk20a dma=ok"));
	PASS();
}

/* The DMA API is there for who asks for it, without being called by name. */
TEST dma_api_is_there_on_demand(void)
{
	static const struct {
		const char *package;
		int status;
	} packages[] = { { "iommu-dma", 0 }, { "iommu-hosted", 1 } };
	char *source = in_source("tests/install/data/dma.c");
	struct run r;
	size_t i;

	for (i = 0; i < 2; i++) {
		r = run_with(dest(), installed("lib/pkgconfig"),
			     packages[i].package, source);
		ASSERT_EQ_FMTm(text("%s%s", r.out.data, r.err.data),
			       packages[i].status, r.status, "%d");
		ASSERT_EQ(contains(r.out, "translated"), !packages[i].status);
	}
	PASS();
}

/* A module gets the shim's headers and none of user space's. */
TEST module_gets_the_shim_only(void)
{
	struct run r = shell(outside(), text(
		"PKG_CONFIG_SYSROOT_DIR='%s' PKG_CONFIG_LIBDIR='%s' "
		"pkg-config --cflags iommu-shim", dest(),
		installed("lib/pkgconfig")));

	ASSERT_RUN(r);
	ASSERT_STR_EQ(text("-I%s\n", installed("include/iommu-shim")),
		      text("%s\n", strtok(r.out.data, " \n")));
	ASSERT_STR_EQ("hosted\niommu-shim\n",
		      RUN(installed("include/iommu-shim"), "ls").out.data);
	PASS();
}

TEST uninstall_leaves_nothing_but_what_is_not_ours(void)
{
	char *other = installed("share/iommu-migrate/mine"), *left;

	put(other, "");
	ASSERT_RUN(make(text("uninstall DESTDIR='%s'", dest())));
	left = shell(dest(), "find . ! -type d").out.data;
	ASSERT_STR_EQ("." PREFIX "/share/iommu-migrate/mine\n", left);
	ASSERT(!exists(installed("include/iommu-shim")));
	unlink(other);
	ASSERT_RUN(make(text("uninstall DESTDIR='%s'", dest())));
	ASSERT(!exists(installed("share/iommu-migrate")));
	ASSERT(exists(installed("bin")));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_TEST(installs);
	RUN_TEST(mentions_no_folder_of_the_build);
	RUN_TEST(everybody_may_read_it);
	RUN_TEST(command_works);
	RUN_TEST(prefix_can_be_moved);
	RUN_TEST(folders_can_be_given);
	RUN_TEST(patches_can_be_others);
	RUN_TEST(program_runs_on_the_hosted_kernel);
	RUN_TEST(dma_api_is_there_on_demand);
	RUN_TEST(module_gets_the_shim_only);
	RUN_TEST(uninstall_leaves_nothing_but_what_is_not_ours);
	GREATEST_MAIN_END();
}
