// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's printf: C's conversions of integers, strings and pointers, and
 * the %p extensions that <linux/printk.h> lists.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

/* Counts what would be written; stores what fits. */
struct out {
	char *buf;
	size_t size;
	size_t len;
};

struct spec {
	bool left, plus, space, alt, zero;
	int width;
	int precision;		/* -1: none given */
	char length;		/* 'H' for hh, 'L' for ll, or 'h' 'l' 'z' 't' */
};

static void put(struct out *o, char c)
{
	if (o->len + 1 < o->size)
		o->buf[o->len] = c;
	o->len++;
}

static void pad(struct out *o, char c, int n)
{
	while (n-- > 0)
		put(o, c);
}

static void put_string(struct out *o, const struct spec *s, const char *str)
{
	size_t len = s->precision >= 0 ? strnlen(str, s->precision) :
					 strlen(str);
	size_t i;

	if (!s->left)
		pad(o, ' ', s->width - (int)len);
	for (i = 0; i < len; i++)
		put(o, str[i]);
	if (s->left)
		pad(o, ' ', s->width - (int)len);
}

static void put_number(struct out *o, const struct spec *s, u64 val,
		       unsigned int base, bool negative, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	char text[24], prefix[3] = "";
	int n = 0, zeros, total, p = 0;

	if (negative)
		prefix[p++] = '-';
	else if (s->plus)
		prefix[p++] = '+';
	else if (s->space)
		prefix[p++] = ' ';
	if (s->alt && base == 16 && val) {
		prefix[p++] = '0';
		prefix[p++] = upper ? 'X' : 'x';
	}

	for (; val; val /= base)
		text[n++] = digits[val % base];
	if (!n && s->precision)
		text[n++] = '0';

	zeros = s->precision - n;
	if (s->alt && base == 8 && zeros <= 0)
		zeros = 1;
	if (s->precision < 0 && s->zero && !s->left)
		zeros = s->width - n - p;
	zeros = max(zeros, 0);
	total = p + zeros + n;

	if (!s->left)
		pad(o, ' ', s->width - total);
	for (p = 0; prefix[p]; p++)
		put(o, prefix[p]);
	pad(o, '0', zeros);
	while (n)
		put(o, text[--n]);
	if (s->left)
		pad(o, ' ', s->width - total);
}

static void put_hex(struct out *o, struct spec *s, u64 val, int digits)
{
	s->alt = false;
	put(o, '0');
	put(o, 'x');
	s->precision = digits;
	put_number(o, s, val, 16, false, false);
}

static const char *errname(long err)
{
	static const struct {
		int err;
		const char *name;
	} names[] = {
		{ EPERM, "-EPERM" }, { ENOENT, "-ENOENT" }, { EIO, "-EIO" },
		{ EAGAIN, "-EAGAIN" }, { ENOMEM, "-ENOMEM" },
		{ EFAULT, "-EFAULT" }, { EBUSY, "-EBUSY" },
		{ EEXIST, "-EEXIST" }, { ENODEV, "-ENODEV" },
		{ EINVAL, "-EINVAL" }, { ENOSPC, "-ENOSPC" },
		{ ERANGE, "-ERANGE" }, { ENOSYS, "-ENOSYS" },
		{ EOVERFLOW, "-EOVERFLOW" }, { EOPNOTSUPP, "-EOPNOTSUPP" },
		{ ETIMEDOUT, "-ETIMEDOUT" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].err == -err)
			return names[i].name;
	return NULL;
}

static void format(struct out *o, const char *fmt, va_list args);

/* Returns how many letters after the p belonged to the conversion. */
static int put_pointer(struct out *o, struct spec *s, const char *ext,
		       void *ptr)
{
	switch (ext[0]) {
	case 'a':
		put_hex(o, s, *(u64 *)ptr, 16);
		return ext[1] == 'd' || ext[1] == 'p' ? 2 : 1;
	case 'e': {
		const char *name = errname((long)ptr);

		if (name)
			put_string(o, s, name);
		else
			put_number(o, s, (u64)ptr, 16, false, false);
		return 1;
	}
	case 'V': {
		struct va_format *vaf = ptr;
		va_list copy;

		va_copy(copy, *vaf->va);
		format(o, vaf->fmt, copy);
		va_end(copy);
		return 1;
	}
	case 'x': case 'K': case 's': case 'S':
		put_number(o, s, (u64)ptr, 16, false, false);
		return 1;
	default:
		if (!ptr)
			put_string(o, s, "(null)");
		else
			put_number(o, s, (u64)ptr, 16, false, false);
		return 0;
	}
}

static s64 signed_arg(const struct spec *s, va_list *args)
{
	switch (s->length) {
	case 'L': return va_arg(*args, long long);
	case 'l': case 'z': case 't': return va_arg(*args, long);
	case 'h': return (short)va_arg(*args, int);
	case 'H': return (signed char)va_arg(*args, int);
	default: return va_arg(*args, int);
	}
}

static u64 unsigned_arg(const struct spec *s, va_list *args)
{
	switch (s->length) {
	case 'L': return va_arg(*args, unsigned long long);
	case 'l': case 'z': case 't': return va_arg(*args, unsigned long);
	case 'h': return (unsigned short)va_arg(*args, int);
	case 'H': return (unsigned char)va_arg(*args, int);
	default: return va_arg(*args, unsigned int);
	}
}

static const char *parse_number(const char *fmt, int *n, va_list *args)
{
	if (*fmt == '*') {
		*n = va_arg(*args, int);
		return fmt + 1;
	}
	for (*n = 0; *fmt >= '0' && *fmt <= '9'; fmt++)
		*n = *n * 10 + *fmt - '0';
	return fmt;
}

static const char *parse_spec(const char *fmt, struct spec *s, va_list *args)
{
	*s = (struct spec) { .precision = -1 };
	for (;; fmt++) {
		if (*fmt == '-')
			s->left = true;
		else if (*fmt == '+')
			s->plus = true;
		else if (*fmt == ' ')
			s->space = true;
		else if (*fmt == '#')
			s->alt = true;
		else if (*fmt == '0')
			s->zero = true;
		else
			break;
	}
	fmt = parse_number(fmt, &s->width, args);
	if (s->width < 0) {
		s->left = true;
		s->width = -s->width;
	}
	if (*fmt == '.')
		fmt = parse_number(fmt + 1, &s->precision, args);
	if (*fmt == 'h' || *fmt == 'l' || *fmt == 'z' || *fmt == 't') {
		s->length = *fmt++;
		if (*fmt == s->length && s->length == 'h') {
			s->length = 'H';
			fmt++;
		} else if (*fmt == s->length && s->length == 'l') {
			s->length = 'L';
			fmt++;
		}
	}
	return fmt;
}

static void format(struct out *o, const char *fmt, va_list list)
{
	struct spec s;
	va_list args;
	char one[2] = "";
	const char *str;
	s64 v;

	/* A va_list parameter may be a pointer; its copy has an address. */
	va_copy(args, list);
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			put(o, *fmt);
			continue;
		}
		fmt = parse_spec(fmt + 1, &s, &args);
		switch (*fmt) {
		case 'd': case 'i':
			v = signed_arg(&s, &args);
			put_number(o, &s, v < 0 ? 0 - (u64)v : (u64)v, 10,
				   v < 0, false);
			break;
		case 'u': case 'x': case 'X': case 'o':
			s.plus = false;
			s.space = false;
			put_number(o, &s, unsigned_arg(&s, &args),
				   *fmt == 'u' ? 10 : *fmt == 'o' ? 8 : 16,
				   false, *fmt == 'X');
			break;
		case 'c':
			one[0] = va_arg(args, int);
			s.precision = 1;
			put_string(o, &s, one);
			break;
		case 's':
			str = va_arg(args, const char *);
			put_string(o, &s, str ? str : "(null)");
			break;
		case 'p':
			fmt += put_pointer(o, &s, fmt + 1,
					   va_arg(args, void *));
			break;
		case '%':
			put(o, '%');
			break;
		default:
			/* Show what was not understood, and go on. */
			put(o, '%');
			if (!*fmt)
				goto out;
			put(o, *fmt);
		}
	}
out:
	va_end(args);
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct out o = { .buf = buf, .size = size };

	format(&o, fmt, args);
	if (size)
		buf[min(o.len, size - 1)] = '\0';
	return o.len;
}

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = vsnprintf(buf, size, fmt, args);

	if (!size)
		return 0;
	return min((size_t)len, size - 1);
}

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, INT_MAX, fmt, args);
	va_end(args);
	return len;
}

char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	va_list again;
	size_t size;
	char *s;

	va_copy(again, args);
	size = vsnprintf(NULL, 0, fmt, again) + 1;
	va_end(again);
	s = kmalloc(size, gfp);
	if (s)
		vsnprintf(s, size, fmt, args);
	return s;
}

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *s;

	va_start(args, fmt);
	s = kvasprintf(gfp, fmt, args);
	va_end(args);
	return s;
}
