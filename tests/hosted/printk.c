// SPDX-License-Identifier: GPL-2.0-only
/*
 * Formats, the log, warnings, strings.
 */
#include <hosted/kernel.h>
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktest.h"

static char out[64];

#define CHECK_FMT(expected, ...)					\
	do {								\
		int __n = snprintf(out, sizeof(out), __VA_ARGS__);	\
									\
		CHECK(!strcmp(out, expected));				\
		CHECK_EQ(__n, strlen(expected));			\
	} while (0)

/* The compiler does not look. */
static const char *cut(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(out, sizeof(out), fmt, args);
	va_end(args);
	return out;
}

static void numbers(void)
{
	CHECK_FMT("0 -1 42", "%d %i %d", 0, -1, 42);
	CHECK_FMT("-2147483648", "%d", INT_MIN);
	CHECK_FMT("-9223372036854775808", "%lld", -S64_MAX - 1);
	CHECK_FMT("18446744073709551615", "%llu", U64_MAX);
	CHECK_FMT("ff FF 0xff 17", "%x %X %#x %o", 255, 255, 255, 15);
	CHECK_FMT("[   42] [42   ] [00042] [+42] [ 42]",
		  "[%5d] [%-5d] [%05d] [%+d] [% d]", 42, 42, 42, 42, 42);
	CHECK_FMT("[-0042] [  042] []", "[%05d] [%5.3d] [%.0d]", -42, 42, 0);
	CHECK_FMT("0x0abc", "%#06x", 0xabc);
	CHECK_FMT("0 0", "%#x %x", 0, 0);
	CHECK_FMT("[  7]", "[%*d]", 3, 7);
	CHECK_FMT("[7  ]", "[%*d]", -3, 7);
	CHECK_FMT("-1 255 65535", "%hhd %hhu %hu", (signed char)-1,
		  (unsigned char)255, (unsigned short)65535);
	/* What does not fit in is cut off. */
	CHECK(!strcmp(cut("%hhd", 300), "44"));
	CHECK(!strcmp(cut("%hhu", 300), "44"));
	CHECK(!strcmp(cut("%hd", 65537), "1"));
	CHECK(!strcmp(cut("%hu", 65537), "1"));
	/* On the left there is nothing to fill with zeros. */
	CHECK(!strcmp(cut("[%-05d]", 42), "[42   ]"));
	CHECK_FMT("0x1000 4096", "%#zx %zu", (size_t)4096, (size_t)4096);
	CHECK_FMT("100%", "100%%");
}

static void strings_and_characters(void)
{
	const char *volatile nothing = NULL;

	CHECK_FMT("a [abc] [  abc] [abc  ]", "%c [%s] [%5s] [%-5s]", 'a',
		  "abc", "abc", "abc");
	CHECK_FMT("[ab] [    ab]", "[%.2s] [%6.*s]", "abc", 2, "abc");
	CHECK_FMT("(null)", "%s", nothing);
}

static void nested(const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	snprintf(out, sizeof(out), "<%pV>", (void *)&vaf);
	va_end(args);
}

static void pointers(void)
{
	phys_addr_t pa = 0x40001000;
	dma_addr_t da = 0x123456789;

	CHECK_FMT("0x0000000040001000", "%pa", (void *)&pa);
	CHECK_FMT("0x0000000123456789!", "%pad!", (void *)&da);
	CHECK_FMT("0x0000000040001000", "%pap", (void *)&pa);
	CHECK_FMT("-ENOMEM -EINVAL", "%pe %pe", ERR_PTR(-ENOMEM),
		  ERR_PTR(-EINVAL));
	CHECK_FMT("abcd", "%px", (void *)0xabcd);
	CHECK_FMT("(null)", "%p", NULL);
	nested("%d %s", 5, "five");
	CHECK(!strcmp(out, "<5 five>"));
}

static void what_does_not_fit_is_cut_and_counted(void)
{
	char behind[8] = "xxxxxxx", small[4] = "xxx";
	volatile size_t room = sizeof(small);

	CHECK_EQ(snprintf(behind, room, "%s", "abcdef"), 6);
	CHECK(!strcmp(behind, "abc") && behind[4] == 'x');
	CHECK_EQ(snprintf(small, sizeof(small), "%s", "abcdef"), 6);
	CHECK(!strcmp(small, "abc"));
	CHECK_EQ(scnprintf(small, sizeof(small), "%s", "abcdef"), 3);
	CHECK_EQ(snprintf(NULL, 0, "%d", 12345), 5);
	CHECK_EQ(scnprintf(small, 0, "%d", 12345), 0);
}

static void the_log_keeps_what_is_not_shown(void)
{
	int i;

	pr_info("quiet %d\n", 1);
	pr_debug("not built in\n");
	CHECK_EQ(hosted_log_count("quiet 1\n"), 1);
	CHECK_EQ(hosted_log_count("not built in"), 0);
	for (i = 0; i < 3; i++)
		printk_once(KERN_INFO "once\n");
	CHECK_EQ(hosted_log_count("once\n"), 1);
	for (i = 0; i < 3; i++) {
		pr_err_once("of two: %d\n", i);
		pr_warn_once("of two: %d\n", i);
		pr_info_once("of two: %d\n", i);
	}
	CHECK_EQ(hosted_log_count("of two: 0\n"), 3);
	CHECK_EQ(hosted_log_count("of two: "), 3);
	hosted_log_clear();
	CHECK_EQ(hosted_log_count("quiet"), 0);
	/* It forgets the oldest, not the newest. */
	pr_info("the first\n");
	for (i = 0; i < 10000; i++)
		pr_info("line %d\n", i);
	pr_info("the last\n");
	CHECK_EQ(hosted_log_count("the first"), 0);
	CHECK_EQ(hosted_log_count("the last"), 1);
}

static void devices_are_named(void)
{
	struct device dev = { .init_name = "edu" };

	dev_info(&dev, "value %d\n", 3);
	CHECK_EQ(hosted_log_count("edu: value 3\n"), 1);
	dev_info(NULL, "nobody\n");
	CHECK_EQ(hosted_log_count("(null device): nobody\n"), 1);
}

static void warnings_are_counted_and_tell_the_condition(void)
{
	unsigned int before = hosted_warn_count();
	int i, hits = 0;

	hosted_log_quiet(true);
	ktest_expect_warnings(3);
	CHECK(!WARN_ON(false));
	CHECK(WARN_ON(before + 1 > before));
	CHECK_EQ(hosted_log_count("before + 1 > before"), 1);
	CHECK(WARN(true, "value %d\n", 7));
	for (i = 0; i < 3; i++)
		hits += WARN_ON_ONCE(i < 2);
	hosted_log_quiet(false);
	CHECK_EQ(hits, 2);
	CHECK_EQ(hosted_log_count("WARNING: "), 3);
	CHECK_EQ(hosted_warn_count(), before + 3);
}

static void strings(void)
{
	char buf[4];
	char *copy;

	CHECK_EQ(strscpy(buf, "abc", 4), 3);
	CHECK(strscpy(buf, "abcd", 4) == -E2BIG);
	CHECK(!strcmp(buf, "abc"));
	CHECK(strscpy(buf, "x", 0) == -E2BIG);
	CHECK(!memchr_inv("aaaa", 'a', 4));
	CHECK_EQ(*(char *)memchr_inv("aaba", 'a', 4), 'b');
	copy = kstrdup("copy", GFP_KERNEL);
	CHECK(!strcmp(copy, "copy"));
	kfree(copy);
}

KTEST_SUITE(printk,
	KTEST(numbers),
	KTEST(strings_and_characters),
	KTEST(pointers),
	KTEST(what_does_not_fit_is_cut_and_counted),
	KTEST(the_log_keeps_what_is_not_shown),
	KTEST(devices_are_named),
	KTEST(warnings_are_counted_and_tell_the_condition),
	KTEST(strings));
