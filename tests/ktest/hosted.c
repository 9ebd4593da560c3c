// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cases on the hosted kernel: what one allocated must be free again afterwards,
 * and what it did not announce must not have been warned of.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sanitizer.h>

#include "ktest.h"

static struct hosted_mem_stats before;
static unsigned int warnings, expected_warnings;

void ktest_expect_warnings(unsigned int n)
{
	expected_warnings += n;
}

void ktest_begin(void)
{
	warnings = hosted_warn_count();
	expected_warnings = 0;
	hosted_log_clear();
	/* A case that is about the sanitizer turns it on. */
	hosted_san_set_mode(HOSTED_SAN_OFF);
	hosted_mem_stats(&before);
}

void ktest_ran(void)
{
	hosted_mem_fail(0, 0);
}

void ktest_end(const char *impossible)
{
	struct hosted_mem_stats after;

	/* Here everything is possible. */
	if (impossible)
		ktest_fail(__FILE__, __LINE__, impossible);
	hosted_mem_stats(&after);
	if (hosted_warn_count() - warnings != expected_warnings)
		ktest_fail_eq(__FILE__, __LINE__, "warnings, and expected",
			      hosted_warn_count() - warnings,
			      expected_warnings);
	if (after.free_pages != before.free_pages)
		ktest_fail_eq(__FILE__, __LINE__, "free pages before and after",
			      before.free_pages, after.free_pages);
	if (after.slab_objects != before.slab_objects)
		ktest_fail_eq(__FILE__, __LINE__, "slab objects leaked",
			      before.slab_objects, after.slab_objects);
}
