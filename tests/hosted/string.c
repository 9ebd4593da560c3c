// SPDX-License-Identifier: GPL-2.0-only
/*
 * Strings: what the kernel has and libc has not.
 */
#include <hosted/memory.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktest.h"

static void truth_in_words(void)
{
	static const struct {
		const char *s;
		int truth;		/* -1: none */
	} words[] = {
		{ "y", 1 }, { "Yes", 1 }, { "1", 1 }, { "t", 1 }, { "on", 1 },
		{ "ON", 1 }, { "n", 0 }, { "No", 0 }, { "0", 0 }, { "f", 0 },
		{ "off", 0 }, { "oF", 0 }, { "", -1 }, { "o", -1 },
		{ "ox", -1 }, { "2", -1 }, { "x", -1 },
	};
	size_t i;
	bool b;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		b = words[i].truth != 1;
		CHECK_EQ(kstrtobool(words[i].s, &b),
			 words[i].truth < 0 ? -EINVAL : 0);
		CHECK(words[i].truth < 0 || b == words[i].truth);
	}
	CHECK_EQ(kstrtobool(NULL, &b), -EINVAL);
}

static void equal_but_for_a_newline(void)
{
	CHECK(sysfs_streq("a", "a"));
	CHECK(sysfs_streq("a\n", "a"));
	CHECK(sysfs_streq("a", "a\n"));
	CHECK(sysfs_streq("a\n", "a\n"));
	CHECK(sysfs_streq("", "\n"));
	CHECK(!sysfs_streq("a", "b"));
	CHECK(!sysfs_streq("a", "ab"));
	CHECK(!sysfs_streq("ab", "a"));
	CHECK(!sysfs_streq("a\nb", "a"));
	CHECK(!sysfs_streq("DMA", "DMA-FQ"));
}

static void copies_in_memory(void)
{
	char *s = kasprintf(GFP_KERNEL, "%s-%03d", "nic", 7);
	char *copy = kmemdup(s, 4, GFP_KERNEL);
	char buf[8];

	CHECK(!strcmp(s, "nic-007"));
	CHECK_EQ(ksize(s), 16);
	CHECK(!memcmp(copy, "nic-", 4));
	kfree(copy);
	kfree(s);
	CHECK_EQ(sprintf(buf, "%d%%", 42), 3);
	CHECK(!strcmp(buf, "42%"));
	hosted_mem_fail(0, 2);
	CHECK(!kasprintf(GFP_KERNEL, "x"));
	CHECK(!kmemdup("x", 1, GFP_KERNEL));
	hosted_mem_fail(0, 0);
}

static void the_ones_that_libc_has_as_well(void)
{
	char buf[16] = "abcdef";
	u32 words[4] = { 0 };

	CHECK_EQ(strlen("abc"), 3);
	CHECK_EQ(strnlen("abc", 2), 2);
	CHECK_EQ(strnlen("abc", 9), 3);
	CHECK(strcmp("a", "b") < 0 && strcmp("b", "a") > 0);
	CHECK(!strncmp("abc", "abd", 2) && strncmp("abc", "abd", 3) < 0);
	CHECK(memcmp("\x80", "\x01", 1) > 0 && !memcmp("ab", "ac", 1));
	CHECK(strchr(buf, 'c') == buf + 2 && !strchr(buf, 'x'));
	CHECK(strchr(buf, 0) == buf + 6);
	CHECK(strrchr("abab", 'a')[1] == 'b' && !strrchr(buf, 'x'));
	CHECK(!strcmp(strrchr("a/b/c", '/'), "/c"));
	CHECK(strstr(buf, "cd") == buf + 2 && !strstr(buf, "ce"));
	CHECK(strstr(buf, "") == buf);
	CHECK(memchr(buf, 'd', 6) == buf + 3 && !memchr(buf, 'd', 3));
	/* Both ways, where they overlap. */
	memmove(buf + 2, buf, 4);
	CHECK(!strcmp(buf, "ababcd"));
	memmove(buf, buf + 2, 4);
	CHECK(!strcmp(buf, "abcdcd"));
	memset32(words + 1, 0x12345678, 2);
	CHECK(!words[0] && words[1] == 0x12345678 && words[2] == 0x12345678 &&
	      !words[3]);
}

KTEST_SUITE(string,
	KTEST(truth_in_words),
	KTEST(equal_but_for_a_newline),
	KTEST(copies_in_memory),
	KTEST(the_ones_that_libc_has_as_well));
