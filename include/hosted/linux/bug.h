/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/printk.h>

/*
 * WARN reports and goes on, and is counted (hosted_warn_count() in
 * <hosted/kernel.h>); BUG reports and ends the program.
 */
void hosted_warn(const char *file, int line, const char *fmt, ...)
	__printf(3, 4) __cold;
void hosted_bug(const char *file, int line, const char *cond)
	__noreturn __cold;

#define BUG() hosted_bug(__FILE__, __LINE__, NULL)
#define BUG_ON(cond) \
	do { \
		if (unlikely(cond)) \
			hosted_bug(__FILE__, __LINE__, #cond); \
	} while (0)
#define WARN(cond, fmt, ...) ({						\
	bool __warn = !!(cond);						\
	if (unlikely(__warn))						\
		hosted_warn(__FILE__, __LINE__, fmt, ##__VA_ARGS__);	\
	unlikely(__warn); })
#define WARN_ON(cond) WARN(cond, "%s\n", #cond)
#define WARN_ONCE(cond, fmt, ...) ({					\
	bool __warn = !!(cond);						\
	if (unlikely(__warn) && __hosted_once())			\
		hosted_warn(__FILE__, __LINE__, fmt, ##__VA_ARGS__);	\
	unlikely(__warn); })
#define WARN_ON_ONCE(cond) WARN_ONCE(cond, "%s\n", #cond)

#endif
