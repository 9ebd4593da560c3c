// SPDX-License-Identifier: GPL-2.0-only
/*
 * What runs before main(), and in which order; and the command line.
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

int setenv(const char *name, const char *value, int overwrite);
int unsetenv(const char *name);

static char seen[64];

static int see(char *value)
{
	strcpy(seen + strlen(seen), value);
	strcpy(seen + strlen(seen), ";");
	return strcmp(value, "never") ? 0 : -EINVAL;
}

static void options_of_the_command_line(void)
{
	setenv("HOSTED_CMDLINE", "a.b=1 a.bc=2 x  a.b=off a.b", 1);
	seen[0] = '\0';
	hosted_early_param("a.b", see);
	CHECK(!strcmp(seen, "1;off;"));
	seen[0] = '\0';
	hosted_early_param("x", see);
	hosted_early_param("b", see);
	CHECK(!strcmp(seen, ""));
	setenv("HOSTED_CMDLINE", "a.b=1 a.b=never", 1);
	hosted_log_quiet(true);
	hosted_early_param("a.b", see);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("Malformed early option 'a.b'"), 1);
	seen[0] = '\0';
	unsetenv("HOSTED_CMDLINE");
	hosted_early_param("a.b", see);
	CHECK(!strcmp(seen, ""));
}

KTEST_SUITE(init,
	KTEST(initcalls_run_by_level),
	KTEST(an_initcall_that_fails_is_reported),
	KTEST(options_of_the_command_line));
