/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_PRINTK_H
#define _LINUX_PRINTK_H

#include <linux/compiler.h>
#include <linux/init.h>
#include <linux/stdarg.h>
#include <linux/types.h>

#define KERN_SOH "\001"
#define KERN_EMERG KERN_SOH "0"
#define KERN_ALERT KERN_SOH "1"
#define KERN_CRIT KERN_SOH "2"
#define KERN_ERR KERN_SOH "3"
#define KERN_WARNING KERN_SOH "4"
#define KERN_NOTICE KERN_SOH "5"
#define KERN_INFO KERN_SOH "6"
#define KERN_DEBUG KERN_SOH "7"
#define KERN_CONT KERN_SOH "c"

struct va_format {
	const char *fmt;
	va_list *va;
};

/*
 * The log keeps every message; stderr shows those of KERN_WARNING and worse,
 * or as many as HOSTED_LOGLEVEL in the environment says (1 to 8, as the
 * kernel's loglevel=).  Pointer formats: %p %px %pK (the address), %pe (an
 * error's name), %pa %pap %pad (phys_addr_t, dma_addr_t by reference), %pV,
 * %ps %pS (the address).
 */
int _printk(const char *fmt, ...) __printf(1, 2) __cold;
int vprintk(const char *fmt, va_list args) __printf(1, 0);
#define printk(fmt, ...) _printk(fmt, ##__VA_ARGS__)

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif

#define pr_emerg(fmt, ...) printk(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...) printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...) printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...) printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...) printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice(fmt, ...) printk(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...) printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...) printk(KERN_CONT fmt, ##__VA_ARGS__)

/* Type checked and not executed, unless the unit asks for it. */
#define no_printk(fmt, ...) \
	({ if (0) printk(fmt, ##__VA_ARGS__); 0; })
#ifdef DEBUG
#define pr_debug(fmt, ...) printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#else
#define pr_debug(fmt, ...) no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#endif

/* True for exactly one caller of this place. */
#define __hosted_once() ({						\
	static bool __done;						\
	!__atomic_exchange_n(&__done, true, __ATOMIC_RELAXED); })
#define printk_once(fmt, ...) \
	({ if (__hosted_once()) printk(fmt, ##__VA_ARGS__); })
#define pr_err_once(fmt, ...) \
	printk_once(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_once(fmt, ...) \
	printk_once(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_once(fmt, ...) \
	printk_once(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
/* There is no flood to limit: a test wants every message. */
#define pr_err_ratelimited pr_err
#define pr_warn_ratelimited pr_warn
#define printk_ratelimit() true

/* The kernel's formats under names that leave libc's alone. */
#define vsnprintf hosted_vsnprintf
#define vscnprintf hosted_vscnprintf
#define snprintf hosted_snprintf
#define scnprintf hosted_scnprintf
#define sprintf hosted_sprintf
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
	__printf(3, 0);
int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
	__printf(3, 0);
int snprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int scnprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int sprintf(char *buf, const char *fmt, ...) __printf(2, 3);
/* In memory of kmalloc(); NULL. */
char *kvasprintf(gfp_t gfp, const char *fmt, va_list args) __printf(2, 0);
char *kasprintf(gfp_t gfp, const char *fmt, ...) __printf(2, 3);

#endif
