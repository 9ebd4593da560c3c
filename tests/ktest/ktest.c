// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running a case, in any kernel.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>

#include "ktest.h"

static DEFINE_SPINLOCK(lock);
static char message[512];
static const char *impossible_here;

static bool failed(void)
{
	return message[0];
}

void ktest_fail(const char *file, int line, const char *text)
{
	spin_lock(&lock);
	if (!failed())
		snprintf(message, sizeof(message), "%s:%d: %s", file, line,
			 text);
	spin_unlock(&lock);
}

void ktest_fail_eq(const char *file, int line, const char *text,
		   unsigned long long a, unsigned long long b)
{
	spin_lock(&lock);
	if (!failed())
		snprintf(message, sizeof(message),
			 "%s:%d: %s: %#llx and %#llx", file, line, text, a, b);
	spin_unlock(&lock);
}

void ktest_impossible(const char *why)
{
	impossible_here = why;
}

const char *ktest_run(const struct ktest_env *env,
		      const struct ktest_case *test, const char **impossible)
{
	message[0] = '\0';
	impossible_here = NULL;
	ktest_begin();
	if (env->setup)
		env->setup();
	if (!failed())
		test->run();
	ktest_ran();
	if (test->after)
		test->after();
	if (env->teardown)
		env->teardown();
	ktest_end(impossible_here);
	if (in_atomic() || irqs_disabled())
		ktest_fail(__FILE__, __LINE__, "left in atomic context");
	*impossible = impossible_here;
	return failed() ? message : NULL;
}
