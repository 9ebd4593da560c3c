// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a suite of kernel code with greatest.
 */
#include <stdio.h>

#include "greatest.h"
#include "ktest.h"

GREATEST_MAIN_DEFS();

static const struct ktest_suite *suite;
static const struct ktest_env *env;

static enum greatest_test_res run_case(const struct ktest_case *test)
{
	const char *impossible;
	const char *failure = ktest_run(env, test, &impossible);

	if (failure)
		FAILm(failure);
	if (impossible)
		SKIPm(impossible);
	PASS();
}

static void run_suite(void)
{
	const struct ktest_case *test;

	/* Not RUN_TEST1(): every case has its own name. */
	for (test = suite->cases; test->name; test++) {
		if (greatest_test_pre(test->name) == 1)
			greatest_test_post(test->name, run_case(test));
	}
}

int main(int argc, char **argv)
{
	const struct ktest_suite *const *next;
	char name[128];

	GREATEST_MAIN_BEGIN();
	for (next = ktest_suites; *next; next++) {
		suite = *next;
		for (env = ktest_envs; env->name; env++) {
			snprintf(name, sizeof(name), "%s on %s", suite->name,
				 env->name);
			greatest_run_suite(run_suite, name);
		}
	}
	GREATEST_MAIN_END();
}
