/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_KTEST_H
#define TESTS_KTEST_H

/*
 * Tests that are kernel code: they include <linux/...> and this, and are run by
 * whoever knows the names below: here main.c with greatest, in a kernel a
 * module.  Only C itself is needed, so that both sides can include it.
 *
 * A suite runs once in every environment.  A case ends at its first CHECK that
 * does not hold; what it holds then is lost.
 */

struct ktest_case {
	const char *name;
	void (*run)(void);
	void (*after)(void);	/* however it has ended; or NULL */
};

struct ktest_suite {
	const char *name;
	const struct ktest_case *cases;		/* up to one without a name */
};

/* What is set up around each case; both may report failures. */
struct ktest_env {
	const char *name;
	void (*setup)(void);
	void (*teardown)(void);
};

extern const struct ktest_env ktest_envs[];	/* up to one without a name */

/* Up to a NULL.  A program has one suite; what has several renames them. */
extern const struct ktest_suite *const ktest_suites[];

#ifndef KTEST_SUITE_SYMBOL
#define KTEST_SUITE_SYMBOL ktest_suite
#define KTEST_GROUP ""
#define KTEST_ONLY_SUITE						\
	;								\
	const struct ktest_suite *const ktest_suites[] = {		\
		&ktest_suite, NULL					\
	}
#else
#define KTEST_ONLY_SUITE
#endif
extern const struct ktest_suite KTEST_SUITE_SYMBOL;

#define KTEST(fn) { .name = #fn, .run = fn }
#define KTEST_SUITE(suite, ...)						\
	const struct ktest_suite KTEST_SUITE_SYMBOL = {			\
		.name = KTEST_GROUP #suite,				\
		.cases = (const struct ktest_case[]) {			\
			__VA_ARGS__, { 0 }				\
		},							\
	} KTEST_ONLY_SUITE

/* Records the first failure of the case that runs; any thread. */
void ktest_fail(const char *file, int line, const char *text);
void ktest_fail_eq(const char *file, int line, const char *text,
		   unsigned long long a, unsigned long long b);
/* It cannot be run in this environment, which is no failure of the code. */
void ktest_impossible(const char *why);
/* The case provokes so many warnings; without this, one is a failure. */
void ktest_expect_warnings(unsigned int n);

/*
 * What the kernel that a case runs in has to do for it: before it is set up,
 * when it has run, and when it has been torn down; @impossible is NULL, or why
 * it could not be run.  These may report failures, too.
 */
void ktest_begin(void);
void ktest_ran(void);
void ktest_end(const char *impossible);

/*
 * NULL, or what failed, as "FILE:LINE: TEXT"; @impossible is set to NULL, or to
 * why the case could not be run.
 */
const char *ktest_run(const struct ktest_env *env,
		      const struct ktest_case *test, const char **impossible);

#define IMPOSSIBLE(why)							\
	do {								\
		ktest_impossible(why);					\
		return;							\
	} while (0)

#define CHECK(cond)							\
	do {								\
		if (!(cond)) {						\
			ktest_fail(__FILE__, __LINE__, #cond);		\
			return;						\
		}							\
	} while (0)

#define CHECK_EQ(a, b)							\
	do {								\
		unsigned long long __ka = (unsigned long long)(a);	\
		unsigned long long __kb = (unsigned long long)(b);	\
		if (__ka != __kb) {					\
			ktest_fail_eq(__FILE__, __LINE__, #a " == " #b,	\
				      __ka, __kb);			\
			return;						\
		}							\
	} while (0)

#endif
