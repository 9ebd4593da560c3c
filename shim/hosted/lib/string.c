// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel has of strings and bitmaps, and libc has not.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

ssize_t strscpy(char *dst, const char *src, size_t size)
{
	size_t len = strnlen(src, size);

	if (!size)
		return -E2BIG;
	if (len == size) {
		memcpy(dst, src, size - 1);
		dst[size - 1] = '\0';
		return -E2BIG;
	}
	memcpy(dst, src, len + 1);
	return len;
}

void *memchr_inv(const void *s, int c, size_t n)
{
	const u8 *p = s;

	for (; n; n--, p++)
		if (*p != (u8)c)
			return (void *)p;
	return NULL;
}

char *kstrdup(const char *s, gfp_t gfp)
{
	size_t size = strlen(s) + 1;
	char *copy = kmalloc(size, gfp);

	if (copy)
		memcpy(copy, s, size);
	return copy;
}

void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *copy = kmalloc(len, gfp);

	if (copy)
		memcpy(copy, src, len);
	return copy;
}

bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	if (*a == '\n' && !a[1])
		a++;
	if (*b == '\n' && !b[1])
		b++;
	return !*a && !*b;
}

int kstrtobool(const char *s, bool *res)
{
	static const char yes[] = "yYtT1", no[] = "nNfF0";

	if (!s || !*s)
		return -EINVAL;
	if (strchr(yes, *s))
		*res = true;
	else if (strchr(no, *s))
		*res = false;
	else if ((*s == 'o' || *s == 'O') && (s[1] == 'n' || s[1] == 'N'))
		*res = true;
	else if ((*s == 'o' || *s == 'O') && (s[1] == 'f' || s[1] == 'F'))
		*res = false;
	else
		return -EINVAL;
	return 0;
}

/* The next bit that is set in *addr ^ flip. */
static unsigned long next_bit(const unsigned long *addr, unsigned long size,
			      unsigned long offset, unsigned long flip)
{
	unsigned long word;

	if (offset >= size)
		return size;
	word = (addr[BIT_WORD(offset)] ^ flip) &
	       (~0UL << (offset % BITS_PER_LONG));
	offset = round_down(offset, BITS_PER_LONG);
	while (!word) {
		offset += BITS_PER_LONG;
		if (offset >= size)
			return size;
		word = addr[BIT_WORD(offset)] ^ flip;
	}
	return min(offset + __ffs(word), size);
}

unsigned long find_next_bit(const unsigned long *addr, unsigned long size,
			    unsigned long offset)
{
	return next_bit(addr, size, offset, 0);
}

unsigned long find_next_zero_bit(const unsigned long *addr,
				 unsigned long size, unsigned long offset)
{
	return next_bit(addr, size, offset, ~0UL);
}
