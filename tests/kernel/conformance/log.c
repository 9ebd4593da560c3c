// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel prints, as a console sees it, and what tests print.
 */
#include <linux/console.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "conformance.h"
#include "kernel.h"
#include "stdio.h"

static char text[32768];
static unsigned int used;
static DEFINE_SPINLOCK(lock);

static void keep(struct console *console, const char *s, unsigned int n)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	n = min_t(unsigned int, n, sizeof(text) - 1 - used);
	memcpy(text + used, s, n);
	used += n;
	text[used] = '\0';
	spin_unlock_irqrestore(&lock, flags);
}

static struct console keeper = {
	.name = "keeper",
	.write = keep,
	.flags = CON_ENABLED,
	.index = -1,
};

void log_begin(void)
{
	register_console(&keeper);
}

void log_end(void)
{
	unregister_console(&keeper);
}

void log_clear(void)
{
	/* Whoever has the lock has printed everything when it lets go. */
	console_lock();
	console_unlock();
	used = 0;
	text[0] = '\0';
}

unsigned int env_log_count(const char *part)
{
	unsigned int n = 0;
	const char *at;

	console_lock();
	console_unlock();
	for (at = strstr(text, part); at; at = strstr(at + 1, part))
		n++;
	return n;
}

int conf_printf(const char *format, ...)
{
	static char line[512];
	static unsigned int n;
	va_list args;
	char *end;
	int added;

	va_start(args, format);
	added = vscnprintf(line + n, sizeof(line) - n, format, args);
	va_end(args);
	n += added;
	while ((end = strchr(line, '\n'))) {
		*end++ = '\0';
		pr_info("%s\n", line);
		n -= end - line;
		memmove(line, end, n + 1);
	}
	/* Longer than any that is expected: what does not fit is lost. */
	if (n == sizeof(line) - 1)
		n = 0;
	return added;
}
