// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: iommu-migrate check as the CHECK= program of a module's build,
 * against the headers of a real kernel.
 */
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

/* The page is given back before, or after, the device has lost it. */
static const char driver[] =
	"// SPDX-License-Identifier: GPL-2.0-only\n"
	"#include <linux/iommu.h>\n"
	"#include <linux/module.h>\n"
	"\n"
	"void drop(struct iommu_domain *domain, unsigned long iova,\n"
	"	  struct page *page);\n"
	"void drop(struct iommu_domain *domain, unsigned long iova,\n"
	"	  struct page *page)\n"
	"{\n"
	"	struct iommu_iotlb_gather gather;\n"
	"\n"
	"	iommu_iotlb_gather_init(&gather);\n"
	"	iommu_unmap_fast(domain, iova, PAGE_SIZE, &gather);\n"
	"	%s\n"
	"	%s\n"
	"}\n"
	"\n"
	"MODULE_LICENSE(\"GPL\");\n";

#define FREE "__free_page(page);"
#define SYNC "iommu_iotlb_sync(domain, &gather);"

static char *module(const char *first, const char *second)
{
	char *dir = scratch();

	put(text("%s/Makefile", dir), "obj-m := m.o\nm-y := parts/drop.o\n");
	put(text("%s/parts/drop.c", dir), text(driver, first, second));
	return dir;
}

static struct run build(const char *dir, const char *check)
{
	return RUN(".", "sh", "-c", text(
		"env -u MAKEFLAGS -u MAKELEVEL make -C '" KERNEL "/headers' "
		"$(cat '" KERNEL "/make') M='%s' C=2 CHECK='%s check%s'",
		dir, tool(), check));
}

TEST right_module_builds_and_nothing_is_said(void)
{
	char *dir = module(SYNC, FREE);
	struct run r = build(dir, "");

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT(contains(r.out, "CHECK"));
	ASSERT(!contains(r.out, "drop.c:"));
	ASSERT(!contains(r.err, "check:"));
	ASSERT(exists(text("%s/m.ko", dir)));
	PASS();
}

/* By a name that an editor finds wherever make was started. */
TEST finding_stops_make(void)
{
	char *dir = module(FREE, SYNC);
	struct run r = build(dir, "");

	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT(contains(r.out, text("\n%s/parts/drop.c:14:2: error: __free_page()", dir)));
	ASSERT(contains(r.err, ": 1 errors, 0 warnings"));
	ASSERT(!exists(text("%s/parts/drop.o", dir)));
	ASSERT(!exists(text("%s/m.ko", dir)));
	PASS();
}

/* The command's own options stand beside the compiler's flags. */
TEST options_hold_too(void)
{
	struct run r = build(module(FREE, SYNC), " --format csv --style gather");

	ASSERT(contains(r.out, ",14,2,drop,release-before-flush,error,"));
	PASS();
}

static struct run check(const char *words)
{
	char *dir = module(FREE, SYNC);

	return RUN(dir, "sh", "-c",
		   text("'%s' check %s", tool(), words));
}

/* clang's and sparse's, whose value stands apart or not. */
TEST flags_of_other_compilers(void)
{
	struct run r = check("-Wp,-MMD,x.d -D __KERNEL__ -DA='\"b c\"' -mllvm "
			     "-asan-stack=0 --param asan-stack=0 --target=arm "
			     "-meabi gnu -no-integrated-as --arch=x86 -isystem "
			     "/nowhere -include /nowhere/a.h -iquote../b "
			     "-G 0 -EL -x c parts/drop.c");

	ASSERT_EQ_FMTm(r.err.data, 1, r.status, "%d");
	ASSERT(contains(r.out, "parts/drop.c:14:2: error:"));
	PASS();
}

TEST what_is_no_flag_is_refused(void)
{
	struct run r = check("-fno-common -syle gather parts/drop.c");

	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT(contains(r.err, "invalid option -- 's'"));
	PASS();
}

/* A file may be called like a flag. */
TEST flags_end_at_two_dashes(void)
{
	char *dir = module(FREE, SYNC);
	struct run r;

	copy(text("%s/parts/drop.c", dir), text("%s/-D.c", dir));
	r = RUN(dir, tool(), "check", "-DX", "--", "-D.c");
	ASSERT_EQ_FMTm(r.err.data, 1, r.status, "%d");
	ASSERT(contains(r.out, "-D.c:14:2: error:"));
	PASS();
}

TEST only_check_takes_flags(void)
{
	struct run r = RUN(module(FREE, SYNC), tool(), "scan", "-DX", ".");

	ASSERT_EQ_FMT(2, r.status, "%d");
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_TEST(right_module_builds_and_nothing_is_said);
	RUN_TEST(finding_stops_make);
	RUN_TEST(options_hold_too);
	RUN_TEST(flags_of_other_compilers);
	RUN_TEST(what_is_no_flag_is_refused);
	RUN_TEST(flags_end_at_two_dashes);
	RUN_TEST(only_check_takes_flags);
	GREATEST_MAIN_END();
}
