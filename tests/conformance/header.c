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

struct row {
	const char *call;
	bool implicit, sync, explicit;
};

static const struct row rows[] = {
	{ "iommu_map", true, true, true },
	{ "iommu_map_sg", true, true, true },
	{ "iommu_map_sgtable", true, true, true },
	{ "iommu_map_atomic", true, true, true },
	{ "iommu_unmap", true, true, true },
	{ "iommu_unmap_fast", true, true, true },
	{ "iommu_map_sync", false, true, true },
	{ "iommu_map_atomic_sync", false, true, true },
	{ "iommu_map_sg_sync", false, true, true },
	{ "iommu_map_sg_atomic_sync", false, true, true },
	{ "iommu_map_sgtable_sync", false, true, true },
	{ "iommu_unmap_sync", false, true, true },
	{ "iommu_tlb_range_add", false, false, true },
	{ "iommu_tlb_sync", false, false, true },
	{ "iommu_flush_tlb_all", false, false, true },
};

TEST a_style_has_its_calls_and_no_others(const struct row *r)
{
	ASSERT_EQ(r->implicit, compiles("-DIOMMU_SHIM_STYLE=implicit",
					r->call));
	ASSERT_EQ(r->sync, compiles("-DIOMMU_SHIM_STYLE=sync", r->call));
	ASSERT_EQ(r->explicit, compiles("-DIOMMU_SHIM_STYLE=explicit",
					r->call));
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
	RUN_TEST(the_deferred_unmap_is_not_the_kernels_own);
	RUN_TEST(no_style_is_an_error_that_says_what_to_do);
	RUN_TEST(an_unknown_style_is_an_error);
	RUN_TEST(the_kernels_header_may_come_first);
	GREATEST_MAIN_END();
}
