// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: Debian's packages are built without a network, lintian has
 * nothing to say, and what is in them works without the source tree.
 */
#include <string.h>

#include "greatest.h"
#include "outside.h"

static char *root(void)
{
	return text("%s/root", outside());
}

/* Where namespaces are forbidden there is a network, and the rest holds. */
TEST builds_without_network(void)
{
	struct run r = shell(".", "unshare -rn true 2>/dev/null && no='unshare -rn'; "
				  "$no " MAKE " deb");

	ASSERT_RUN(r);
	ASSERT_STR_EQ("iommu-migrate-dbgsym\niommu-migrate\niommu-shim-dkms\n"
		      "libiommu-shim-dev\n",
		      shell(O "/deb", "ls *.deb | sed 's/_.*//'").out.data);
	PASS();
}

TEST unpacks(void)
{
	struct run r = shell(".", text(
		"for p in " O "/deb/*.deb; do dpkg-deb -x $p '%s' || exit; done",
		root()));

	ASSERT_RUN(r);
	PASS();
}

TEST command_works(void)
{
	char *command = text("%s/usr/bin/iommu-migrate", root());
	struct run there, here;

	ASSERT_STR_EQ(text("%s/usr/share/iommu-migrate/semantic-patches\n",
			   root()), patches_of(command));
	convert_both(command, &there, &here);
	ASSERT_RUN(there);
	ASSERT_STR_EQ(here.out.data, there.out.data);
	ASSERT_STR_EQ("iommu-migrate 0.1\n",
		      RUN(".", command, "--version").out.data);
	PASS();
}

TEST program_runs_on_the_hosted_kernel(void)
{
	char *lib = shell(root(), "dirname usr/lib/*/pkgconfig").out.data;
	struct run r;

	*strchr(lib, '\n') = '\0';
	r = run_hosted(root(), text("%s/%s/pkgconfig", root(), lib), "");
	ASSERT_RUN(r);
	ASSERT(contains(r.out, "sample=gk20a dma=ok"));
	PASS();
}

/* Every page of the source, and nothing that man could not find. */
TEST manual_is_there(void)
{
	ASSERT_STR_EQ(shell("docs/man", "ls *.[1-9]").out.data,
		      shell(root(), "find usr/share/man -name '*.gz' -type f "
				    "-printf '%f\\n' | sed 's/.gz$//' | "
				    "LC_ALL=C sort").out.data);
	ASSERT_STR_EQ("", shell(root(), "find usr/share/man -xtype l").out.data);
	PASS();
}

/*
 * What DKMS does with the package, as its dkms.conf says: the module, and the
 * versions of its symbols for a driver that is built on them.
 */
TEST dkms_builds_the_module(void)
{
	char *tree = text("%s/dkms", outside()), *driver = scratch();
	struct run r = shell(root(), text(
		"export dkms_tree='%s' kernelver=any arch=any "
		"kernel_source_dir='%s/headers'; cd usr/src/iommu-shim-* && "
		"build=\"$dkms_tree/iommu-shim/${PWD##*-}/build\" && "
		"mkdir -p \"$build\" && cp -r . \"$build\" && cd \"$build\" && "
		"cat > run <<'END' && bash run\n"
		". ./dkms.conf && eval \"${MAKE[0]}\" $(cat '%s/make') && "
		"test -f \"${BUILT_MODULE_LOCATION[0]}/$BUILT_MODULE_NAME.ko\" && "
		"$POST_BUILD\n"
		"END\n", tree, in_source(KERNEL), in_source(KERNEL)));

	ASSERT_RUN(r);
	put(text("%s/Makefile", driver), "obj-m := d.o\n");
	put(text("%s/d.c", driver),
	    "#include <linux/module.h>\n"
	    "#define IOMMU_SHIM_STYLE explicit\n"
	    "#include <iommu-shim/iommu.h>\n"
	    "void drop(struct iommu_domain *domain);\n"
	    "void drop(struct iommu_domain *domain)\n"
	    "{\n"
	    "	iommu_unmap_sync(domain, 0, PAGE_SIZE);\n"
	    "}\n"
	    "MODULE_LICENSE(\"GPL\");\n");
	r = shell(driver, text(
		"PKG_CONFIG_SYSROOT_DIR='%s' make -C '%s/headers' M=$PWD "
		"$(cat '%s/make') KBUILD_EXTRA_SYMBOLS=$(find '%s' -name "
		"Module.symvers -path '*/any/any/*') KCFLAGS=\"$("
		"PKG_CONFIG_SYSROOT_DIR='%s' pkg-config --cflags "
		"--with-path=\"$(dirname '%s'/usr/lib/*/pkgconfig)/pkgconfig\" "
		"iommu-shim)\"", root(), in_source(KERNEL), in_source(KERNEL),
		tree, root(), root()));
	ASSERT_RUN(r);
	ASSERT(exists(text("%s/d.ko", driver)));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_TEST(builds_without_network);
	RUN_TEST(unpacks);
	RUN_TEST(command_works);
	RUN_TEST(program_runs_on_the_hosted_kernel);
	RUN_TEST(manual_is_there);
	RUN_TEST(dkms_builds_the_module);
	GREATEST_MAIN_END();
}
