// SPDX-License-Identifier: GPL-2.0-only
/*
 * What <iommu-shim/iommu.h> lets a unit see in each style, and what it says to
 * one that has none.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "greatest.h"

GREATEST_MAIN_DEFS();

static char output[4096];

/* Compiles "#include the header; void *f = &CALL;" with these options. */
static bool compiles(const char *options, const char *call)
{
	char command[1024];
	size_t n;
	FILE *out;

	snprintf(command, sizeof(command),
		 "echo '#include <iommu-shim/iommu.h>\nvoid *f = %s;' | "
		 COMPILE " %s - 2>&1", call, options);
	out = popen(command, "r");
	if (!out)
		return false;
	n = fread(output, 1, sizeof(output) - 1, out);
	output[n] = '\0';
	return !pclose(out);
}

/* The styles, as bits. */
enum {
	IMPLICIT = 1, SYNC = 2, EXPLICIT = 4, ASYNC = 8, FAST = 16,
	GATHER = 32, NOSYNC = 64,
	ALL = 127,
};

static const char *const styles[] = {
	"implicit", "sync", "explicit", "async", "fast", "gather", "nosync",
};

/* Which styles have a call, at levels before and from 6.3 on. */
struct row {
	const char *call;
	unsigned int before, after;
};

static const struct row rows[] = {
	{ "iommu_domain_alloc", ALL, ALL },
	{ "iommu_paging_domain_alloc", ALL, ALL },
	{ "iommu_map", ALL, ALL },
	{ "iommu_map_sg", ALL, ALL },
	{ "iommu_map_sgtable", ALL, ALL },
	{ "iommu_unmap", ALL, ALL },
	{ "iommu_unmap_fast", ALL, ALL },
	{ "iommu_map_sync", SYNC | EXPLICIT, SYNC | EXPLICIT },
	{ "iommu_map_atomic_sync", SYNC | EXPLICIT, 0 },
	{ "iommu_map_sg_sync", SYNC | EXPLICIT, SYNC | EXPLICIT },
	{ "iommu_map_sg_atomic_sync", SYNC | EXPLICIT, 0 },
	{ "iommu_map_sgtable_sync", SYNC | EXPLICIT, SYNC | EXPLICIT },
	{ "iommu_unmap_sync", SYNC | EXPLICIT, SYNC | EXPLICIT },
	{ "iommu_map_async", ASYNC, ASYNC },
	{ "iommu_map_atomic_async", ASYNC, 0 },
	{ "iommu_map_sg_async", ASYNC, ASYNC },
	{ "iommu_map_sg_atomic_async", ASYNC, 0 },
	{ "iommu_map_sgtable_async", ASYNC, ASYNC },
	{ "iommu_unmap_async", ASYNC, ASYNC },
	{ "iommu_tlb_range_add", EXPLICIT | FAST, EXPLICIT | FAST },
	{ "iommu_tlb_sync", EXPLICIT | FAST | ASYNC, EXPLICIT | FAST | ASYNC },
	{ "iommu_flush_tlb_all", EXPLICIT | FAST | ASYNC,
	  EXPLICIT | FAST | ASYNC },
	{ "iommu_map_nosync", 0, NOSYNC },
	{ "iommu_sync_map", 0, NOSYNC },
};

static bool style_compiles(unsigned int style, const char *level,
			   const char *call)
{
	char options[100];

	snprintf(options, sizeof(options),
		 "-DIOMMU_SHIM_STYLE=%s -DIOMMU_SHIM_LEVEL=%s", styles[style],
		 level);
	return compiles(options, call);
}

TEST a_style_has_its_calls_and_no_others(const struct row *r)
{
	unsigned int i;

	for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		if (NOSYNC != 1 << i)
			ASSERT_EQ_FMT((r->before >> i) & 1u,
				      (unsigned int)style_compiles(i, "5_4",
								   r->call),
				      "%u");
		ASSERT_EQ_FMT((r->after >> i) & 1u,
			      (unsigned int)style_compiles(i, "6_16", r->call),
			      "%u");
	}
	PASS();
}

/* The same address, called with the arguments of either level. */
TEST a_level_has_its_arguments(void)
{
	static const char before[] = "0; int g(void) { return iommu_map("
		"(void *)0, 0, 0, 0, 0); }";
	static const char after[] = "0; int g(void) { return iommu_map("
		"(void *)0, 0, 0, 0, 0, GFP_KERNEL); }";
	unsigned int i;

	for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		if (NOSYNC != 1 << i) {
			ASSERT(style_compiles(i, "4_13", before));
			ASSERT(style_compiles(i, "5_4", before));
			ASSERT_FALSE(style_compiles(i, "5_4", after));
			ASSERT(style_compiles(i, "v4_15", before));
			ASSERT_FALSE(style_compiles(i, "v5_4", after));
			ASSERT(style_compiles(i, "6_3", after));
		}
		ASSERT(style_compiles(i, "6_16", after));
		ASSERT(style_compiles(i, "v6_16", after));
		ASSERT_FALSE(style_compiles(i, "6_16", before));
	}
	PASS();
}

TEST without_a_level_it_is_5_4_and_for_nosync_6_16(void)
{
	ASSERT(compiles("-DIOMMU_SHIM_STYLE=gather", "iommu_map_atomic"));
	ASSERT(compiles("-DIOMMU_SHIM_STYLE=nosync", "iommu_map_nosync"));
	ASSERT_FALSE(compiles("-DIOMMU_SHIM_STYLE=nosync "
			      "-DIOMMU_SHIM_LEVEL=6_3", "iommu_map"));
	ASSERT(strstr(output, "begins at"));
	ASSERT_FALSE(compiles("-DIOMMU_SHIM_STYLE=sync -DIOMMU_SHIM_LEVEL=5_5",
			      "iommu_map"));
	ASSERT(strstr(output, "IOMMU_SHIM_LEVEL is none of"));
	PASS();
}

TEST the_deferred_unmap_is_not_the_kernels_own(void)
{
	static const char text[] =
		"0; _Static_assert(sizeof(__stringify(iommu_unmap)) == "
		"sizeof(\"iommu_shim_unmap\"), \"\")";

	ASSERT(compiles("-DIOMMU_SHIM_STYLE=sync", text));
	ASSERT(compiles("-DIOMMU_SHIM_STYLE=explicit", text));
	ASSERT_FALSE(compiles("-DIOMMU_SHIM_STYLE=implicit", text));
	PASS();
}

TEST no_style_is_an_error_that_says_what_to_do(void)
{
	ASSERT_FALSE(compiles("", "iommu_map"));
	ASSERT(strstr(output, "IOMMU_SHIM_STYLE is not defined"));
	ASSERT(strstr(output, "-DIOMMU_SHIM_STYLE="));
	PASS();
}

TEST an_unknown_style_is_an_error(void)
{
	ASSERT_FALSE(compiles("-DIOMMU_SHIM_STYLE=lazy", "iommu_map"));
	ASSERT(strstr(output, "is none of"));
	ASSERT_FALSE(compiles("-DIOMMU_SHIM_STYLE=", "iommu_map"));
	PASS();
}

TEST the_kernels_header_may_come_first(void)
{
	ASSERT(compiles("-include linux/iommu.h -DIOMMU_SHIM_STYLE=sync",
			"iommu_unmap_sync"));
	ASSERT(compiles("-include iommu-shim/iommu.h -DIOMMU_SHIM_STYLE=sync",
			"iommu_unmap_sync"));
	PASS();
}

int main(int argc, char **argv)
{
	size_t i;

	GREATEST_MAIN_BEGIN();
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		RUN_TEST1(a_style_has_its_calls_and_no_others, &rows[i]);
	RUN_TEST(a_level_has_its_arguments);
	RUN_TEST(without_a_level_it_is_5_4_and_for_nosync_6_16);
	RUN_TEST(the_deferred_unmap_is_not_the_kernels_own);
	RUN_TEST(no_style_is_an_error_that_says_what_to_do);
	RUN_TEST(an_unknown_style_is_an_error);
	RUN_TEST(the_kernels_header_may_come_first);
	GREATEST_MAIN_END();
}
