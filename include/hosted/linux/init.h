/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/compiler.h>

#define __init __cold
#define __exit __cold
#define __initdata
#define __initconst
#define __exitdata
#define __ro_after_init

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

/*
 * Initcalls run before main(), exit calls after it, in link order within a
 * level.  A failing initcall is reported, as the kernel does.
 */
void hosted_initcall(initcall_t fn, const char *name);

#define __hosted_initcall(fn, prio)					\
	static void __attribute__((constructor(prio)))			\
	__PASTE(__initcall_, fn)(void)					\
	{								\
		hosted_initcall(fn, #fn);				\
	}

/*
 * What the kernel's command line says, in HOSTED_CMDLINE: words NAME=VALUE,
 * known before any initcall.
 */
void hosted_early_param(const char *name, int (*fn)(char *value));
#define early_param(name, fn)						\
	static void __attribute__((constructor(200)))			\
	__PASTE(__early_param_, fn)(void)				\
	{								\
		hosted_early_param(name, fn);				\
	}

#define core_initcall(fn) __hosted_initcall(fn, 201)
#define arch_initcall(fn) __hosted_initcall(fn, 203)
#define subsys_initcall(fn) __hosted_initcall(fn, 204)
#define device_initcall(fn) __hosted_initcall(fn, 206)
#define late_initcall(fn) __hosted_initcall(fn, 207)
#define __exitcall(fn)							\
	static void __attribute__((destructor(206)))			\
	__PASTE(__exitcall_, fn)(void)					\
	{								\
		fn();							\
	}

#endif
