// SPDX-License-Identifier: GPL-2.0-only
/*
 * The log: every message is kept, serious ones are shown.
 */
#include <hosted/kernel.h>
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "posix/posix.h"

#define LOG_SIZE (64 * 1024)
#define LINE_SIZE 1024
#define DEFAULT_LEVEL 4

static DEFINE_SPINLOCK(log_lock);
static char log_text[LOG_SIZE + 1];
static size_t log_len;
static int quiet_depth;
static unsigned int warnings;

/* Messages less serious than this stay in the log. */
static int console_loglevel(void)
{
	static int level = -1;
	int l = READ_ONCE(level);

	if (l < 0) {
		const char *env = posix_getenv("HOSTED_LOGLEVEL");

		l = DEFAULT_LEVEL + 1;
		if (env && env[0] >= '0' && env[0] <= '9' && !env[1])
			l = env[0] - '0';
		WRITE_ONCE(level, l);
	}
	return l;
}

static void log_append(const char *text, size_t len)
{
	if (len > LOG_SIZE / 2)
		len = LOG_SIZE / 2;
	if (log_len + len > LOG_SIZE) {
		size_t drop = log_len - LOG_SIZE / 2;

		memmove(log_text, log_text + drop, log_len - drop);
		log_len -= drop;
	}
	memcpy(log_text + log_len, text, len);
	log_len += len;
	log_text[log_len] = '\0';
}

int vprintk(const char *fmt, va_list args)
{
	char line[LINE_SIZE];
	unsigned long flags;
	int level = DEFAULT_LEVEL, len;
	bool show;

	len = vscnprintf(line, sizeof(line), fmt, args);
	fmt = line;
	if (len >= 2 && line[0] == KERN_SOH[0]) {
		if (line[1] >= '0' && line[1] <= '7')
			level = line[1] - '0';
		fmt += 2;
		len -= 2;
	}

	spin_lock_irqsave(&log_lock, flags);
	log_append(fmt, len);
	show = level < console_loglevel() && !quiet_depth;
	spin_unlock_irqrestore(&log_lock, flags);
	if (show)
		posix_write(2, fmt, len);
	return len;
}

int _printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

const char *dev_name(const struct device *dev)
{
	const char *name = NULL;

	if (dev)
		name = dev->init_name ? dev->init_name : dev->kobj.name;
	return name ? name : "(null device)";
}

void _dev_printk(const char *level, const struct device *dev,
		 const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	_printk("%s%s: %pV", level, dev_name(dev), (void *)&vaf);
	va_end(args);
}

void hosted_warn(const char *file, int line, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	__atomic_fetch_add(&warnings, 1, __ATOMIC_RELAXED);
	va_start(args, fmt);
	vaf.va = &args;
	_printk(KERN_WARNING "WARNING: %s:%d: %pV", file, line, (void *)&vaf);
	va_end(args);
}

void hosted_bug(const char *file, int line, const char *cond)
{
	_printk(KERN_EMERG "kernel BUG at %s:%d%s%s\n", file, line,
		cond ? ": " : "", cond ? cond : "");
	posix_abort();
}

unsigned int hosted_warn_count(void)
{
	return __atomic_load_n(&warnings, __ATOMIC_RELAXED);
}

unsigned int hosted_log_count(const char *needle)
{
	unsigned int n = 0;
	unsigned long flags;
	const char *p;

	spin_lock_irqsave(&log_lock, flags);
	for (p = log_text; (p = strstr(p, needle)); p++)
		n++;
	spin_unlock_irqrestore(&log_lock, flags);
	return n;
}

void hosted_log_clear(void)
{
	unsigned long flags;

	spin_lock_irqsave(&log_lock, flags);
	log_len = 0;
	log_text[0] = '\0';
	spin_unlock_irqrestore(&log_lock, flags);
}

void hosted_log_quiet(bool quiet)
{
	unsigned long flags;

	spin_lock_irqsave(&log_lock, flags);
	quiet_depth += quiet ? 1 : -1;
	spin_unlock_irqrestore(&log_lock, flags);
}

void hosted_print(const char *fmt, ...)
{
	char line[LINE_SIZE];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	posix_write(1, line, len);
}
