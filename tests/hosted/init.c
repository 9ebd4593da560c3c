// SPDX-License-Identifier: GPL-2.0-only
/*
 * What runs before main(), and in which order.
 */
#include <hosted/kernel.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "ktest.h"

/* Not in the order of their levels here. */
static char order[8];
static unsigned int nr;

#define LEVEL(name, letter)						\
static int __init name##_level(void)					\
{									\
	order[nr++] = letter;						\
	return 0;							\
}									\
name##_initcall(name##_level)

LEVEL(late, 'l')
LEVEL(device, 'd')
LEVEL(subsys, 's')
LEVEL(arch, 'a')
LEVEL(core, 'c')

static void initcalls_run_by_level(void)
{
	CHECK(!strcmp(order, "casdl"));
}

static int __init fails(void)
{
	return -ENODEV;
}

static int __init works(void)
{
	return 0;
}

static void an_initcall_that_fails_is_reported(void)
{
	hosted_log_quiet(true);
	hosted_initcall(works, "works");
	CHECK_EQ(hosted_log_count("works"), 0);
	hosted_initcall(fails, "fails");
	CHECK_EQ(hosted_log_count("fails"), 1);
	hosted_log_quiet(false);
}

KTEST_SUITE(init,
	KTEST(initcalls_run_by_level),
	KTEST(an_initcall_that_fails_is_reported));
