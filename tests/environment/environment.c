// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the environment tells a program on the hosted kernel: IOMMU_SAN and
 * IOMMU_SAN_SUPPRESS, see <hosted/sanitizer.h>, and HOSTED_LOGLEVEL, see
 * <linux/printk.h>.
 */
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

#include "greatest.h"
#include "harness.h"

#define REPORT "BUG: IOMMU-SAN: page-freed in leaks"

static const struct expected {
	const char *name;
	const char *env[2][2];
	int status;
	const char *out;
	const char *shown, *not_shown;	/* on stderr; NULL: nothing special */
} cases[] = {
	{ "nothing_said", {}, 0, "1 reports\n", REPORT, "nobody" },
	{ "report", { { "IOMMU_SAN", "report" } }, 0, "1 reports\n", REPORT,
	  NULL },
	{ "off", { { "IOMMU_SAN", "off" } }, 0, "0 reports\n", NULL, REPORT },
	{ "abort", { { "IOMMU_SAN", "abort" } }, 128 + SIGABRT, "", REPORT,
	  NULL },
	{ "mistyped", { { "IOMMU_SAN", "on" } }, 128 + SIGABRT, "",
	  "IOMMU_SAN=on is none of abort, report, off", REPORT },
	{ "suppressed", { { "IOMMU_SAN_SUPPRESS", "x,page-freed:leaks" } }, 0,
	  "0 reports\n", NULL, REPORT },
	{ "suppressed_is_no_reason_to_abort",
	  { { "IOMMU_SAN_SUPPRESS", "leak*" }, { "IOMMU_SAN", "abort" } }, 0,
	  "0 reports\n", NULL, REPORT },
	{ "another_is_suppressed", { { "IOMMU_SAN_SUPPRESS", "stale-use:*" } },
	  0, "1 reports\n", REPORT, NULL },
	{ "everything_is_shown", { { "HOSTED_LOGLEVEL", "8" } }, 0,
	  "1 reports\n", "nobody has to read this", NULL },
	{ "hardly_anything_is_shown", { { "HOSTED_LOGLEVEL", "1" } }, 0,
	  "1 reports\n", NULL, REPORT },
};

TEST does(const struct expected *e)
{
	struct run r;
	size_t i;

	for (i = 0; i < 2 && e->env[i][0]; i++)
		setenv(e->env[i][0], e->env[i][1], 1);
	r = RUN(NULL, LEAK);
	for (i = 0; i < 2 && e->env[i][0]; i++)
		unsetenv(e->env[i][0]);
	ASSERT_EQ_FMT(e->status, r.status, "%d");
	ASSERT_STR_EQ(e->out, r.out.data);
	ASSERT(!e->shown || contains(r.err, e->shown));
	ASSERT_FALSE(contains(r.err, "hushed"));
	ASSERT(!e->not_shown || !contains(r.err, e->not_shown));
	PASS();
}

SUITE(environment)
{
	size_t i;

	unsetenv("IOMMU_SAN");
	unsetenv("IOMMU_SAN_SUPPRESS");
	unsetenv("HOSTED_LOGLEVEL");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		RUN_NAMED(cases[i].name, does, &cases[i]);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(environment);
	GREATEST_MAIN_END();
}
