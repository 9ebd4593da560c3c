// SPDX-License-Identifier: GPL-2.0-only
/*
 * Booting: the command line and the initcalls.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "posix/posix.h"

#define VALUE_SIZE 64

void hosted_early_param(const char *name, int (*fn)(char *value))
{
	const char *p = posix_getenv("HOSTED_CMDLINE");
	size_t len = strlen(name);
	char value[VALUE_SIZE];

	for (; p && *p; p = strchr(p, ' ')) {
		while (*p == ' ')
			p++;
		if (strncmp(p, name, len) || p[len] != '=')
			continue;
		strscpy(value, p + len + 1, sizeof(value));
		if (strchr(value, ' '))
			*strchr(value, ' ') = '\0';
		if (fn(value))
			pr_warn("Malformed early option '%s'\n", name);
	}
}

void hosted_initcall(initcall_t fn, const char *name)
{
	int ret = fn();

	if (ret)
		pr_warn("initcall %s returned %d\n", name, ret);
}
