// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running a case on the hosted kernel: what it allocated must be free again
 * afterwards, and what it did not announce must not have been warned of.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sanitizer.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>

#include "ktest.h"

static DEFINE_SPINLOCK(lock);
static char message[512];
static unsigned int expected_warnings;

static bool first_failure(void)
{
	return !message[0];
}

void ktest_fail(const char *file, int line, const char *text)
{
	spin_lock(&lock);
	if (first_failure())
		snprintf(message, sizeof(message), "%s:%d: %s", file, line,
			 text);
	spin_unlock(&lock);
}

void ktest_fail_eq(const char *file, int line, const char *text,
		   unsigned long long a, unsigned long long b)
{
	spin_lock(&lock);
	if (first_failure())
		snprintf(message, sizeof(message),
			 "%s:%d: %s: %#llx and %#llx", file, line, text, a, b);
	spin_unlock(&lock);
}

/* Here everything is possible. */
void ktest_impossible(const char *why)
{
	ktest_fail(__FILE__, __LINE__, why);
}

void ktest_expect_warnings(unsigned int n)
{
	expected_warnings += n;
}

const char *ktest_run(const struct ktest_env *env,
		      const struct ktest_case *test, const char **impossible)
{
	struct hosted_mem_stats before, after;
	unsigned int warnings = hosted_warn_count();

	*impossible = NULL;
	message[0] = '\0';
	expected_warnings = 0;
	hosted_log_clear();
	/* A case that is about the sanitizer turns it on. */
	hosted_san_set_mode(HOSTED_SAN_OFF);
	hosted_mem_stats(&before);

	if (env->setup)
		env->setup();
	if (first_failure())
		test->run();
	hosted_mem_fail(0, 0);
	if (test->after)
		test->after();
	if (env->teardown)
		env->teardown();

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
	if (in_atomic() || irqs_disabled())
		ktest_fail(__FILE__, __LINE__, "left in atomic context");
	return first_failure() ? NULL : message;
}
