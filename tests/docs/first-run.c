// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: whoever starts the command for the first time, and in whatever
 * wrong way, is told in a sentence what to do.
 */
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define USER "static void f(struct iommu_domain *domain)\n" \
	     "{\n\tiommu_unmap(domain, 0, SZ_4K);\n}\n"
#define NO_USER "static void f(struct device *dev, dma_addr_t dma)\n" \
		"{\n\tdma_unmap_single(dev, dma, SZ_4K, DMA_TO_DEVICE);\n}\n"

/* A folder with one file. */
static char *driver(const char *source)
{
	char *dir = scratch();

	put(text("%s/driver.c", dir), source);
	return dir;
}

TEST without_arguments(void)
{
	struct run r = RUN(scratch(), tool());

	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT_STR_EQ("", r.out.data);
	ASSERT(contains(r.err, "  iommu-migrate scan FOLDER\n"));
	PASS();
}

TEST with_a_command_that_there_is_not(void)
{
	struct run r = RUN(scratch(), tool(), "migrate", ".");

	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT_STR_EQ("iommu-migrate: migrate: no such command; there are "
		      "styles, scan, convert, check, verify and doctor\n"
		      "Try 'iommu-migrate --help'.\n", r.err.data);
	PASS();
}

TEST in_a_folder_without_sources(void)
{
	struct run r = RUN(scratch(), tool(), "scan");

	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT(contains(r.err, "no C files (.c, .h) here: give the folder of a driver, or of a kernel tree\n"));
	PASS();
}

static const char *const *const readers[] = {
	(const char *const[]){ "scan", NULL, NULL },
	(const char *const[]){ "check", NULL, NULL },
	(const char *const[]){ "convert", "--to", "sync" },
	(const char *const[]){ "scan", "--to", "gather" },
};

TEST on_a_driver_without_the_api(void)
{
	char *dir = driver(NO_USER);
	size_t i;

	for (i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		struct run r = RUN(dir, tool(), readers[i][0], readers[i][1],
				   readers[i][2]);

		ASSERT_EQ_FMT(0, r.status, "%d");
		ASSERTm(r.err.data, contains(r.err, "none of 1 C files calls iommu_map(), iommu_unmap() or their like: there is nothing to convert; a driver that maps by dma_map_*() only needs no conversion\n"));
	}
	PASS();
}

/* But not where there is something. */
TEST on_a_driver_with_the_api(void)
{
	char *dir = driver(USER);
	size_t i;

	for (i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		struct run r = RUN(dir, tool(), readers[i][0], readers[i][1],
				   readers[i][2]);

		ASSERT_FALSE(contains(r.err, "nothing"));
	}
	PASS();
}

TEST on_a_driver_that_needs_no_change(void)
{
	char *dir = driver(USER);
	struct run r = RUN(dir, tool(), "convert", "--to", "gather");

	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT_STR_EQ("iommu-migrate: nothing was converted, for nothing has to be: iommu-migrate scan --to gather gives the reason for each site\n"
		      "ledger: 1 sites in 1 files: 0 converted, 1 kept, 0 unrelated, 0 open\n",
		      r.err.data);
	PASS();
}

TEST without_spatch(void)
{
	struct run r = RUN(driver(USER), "env", "PATH=/nowhere", tool(),
			   "convert", "--to", "sync");

	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT(contains(r.err, "install coccinelle 1.1.1 or newer (apt-get install coccinelle), or set SPATCH\n"));
	r = RUN(NULL, "env", "PATH=/nowhere", tool(), "doctor");
	ASSERT_EQ_FMT(2, r.status, "%d");
	ASSERT_STR_EQ("A conversion cannot run: install what is MISSING above.",
		      last_line(r.out));
	PASS();
}

/* What does not need it does not ask for it. */
TEST without_spatch_a_scan_works(void)
{
	struct run r = RUN(driver(USER), "env", "PATH=/nowhere", tool(), "scan",
			   "--to", "sync");

	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT_STR_EQ("", r.err.data);
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_TEST(without_arguments);
	RUN_TEST(with_a_command_that_there_is_not);
	RUN_TEST(in_a_folder_without_sources);
	RUN_TEST(on_a_driver_without_the_api);
	RUN_TEST(on_a_driver_with_the_api);
	RUN_TEST(on_a_driver_that_needs_no_change);
	RUN_TEST(without_spatch);
	RUN_TEST(without_spatch_a_scan_works);
	GREATEST_MAIN_END();
}
