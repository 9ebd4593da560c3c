/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/export.h>
#include <linux/init.h>
#include <linux/kobject.h>
#include <linux/printk.h>
#include <linux/stringify.h>

#define module_init(fn) device_initcall(fn)
#define module_exit(fn) __exitcall(fn)

/* Nothing reads the modinfo of a hosted module; it is only checked. */
#define __MODULE_INFO(tag, text) \
	static_assert(sizeof(text) > 1, #tag " is empty")
#define MODULE_LICENSE(x) __MODULE_INFO(license, x)
#define MODULE_AUTHOR(x) __MODULE_INFO(author, x)
#define MODULE_DESCRIPTION(x) __MODULE_INFO(description, x)
#define MODULE_VERSION(x) __MODULE_INFO(version, x)
#define MODULE_ALIAS(x) __MODULE_INFO(alias, x)

static inline bool try_module_get(struct module *module)
{
	(void)module;
	return true;
}

/* All is built in. */
static inline bool is_module_address(unsigned long addr)
{
	(void)addr;
	return false;
}

static inline void module_put(struct module *module)
{
	(void)module;
}

#endif
