/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/compiler.h>

/* The compiler warns when the types differ: comparing across signs is a bug. */
#define __hosted_cmp(x, op, y) ({					\
	typeof(x) __cmp1 = (x);						\
	typeof(y) __cmp2 = (y);						\
	(void)(&__cmp1 == &__cmp2);					\
	__cmp1 op __cmp2 ? __cmp1 : __cmp2; })
#define min(x, y) __hosted_cmp(x, <, y)
#define max(x, y) __hosted_cmp(x, >, y)
#define min_t(type, x, y) min((type)(x), (type)(y))
#define max_t(type, x, y) max((type)(x), (type)(y))
/* The lesser of two of which 0 is none. */
#define min_not_zero(x, y) ({						\
	typeof(x) __nzx = (x);						\
	typeof(y) __nzy = (y);						\
	__nzx == 0 ? __nzy : __nzy == 0 ? __nzx : min(__nzx, __nzy); })
#define min3(x, y, z) ({ typeof(x) __min3 = min(x, y); min(__min3, z); })
#define max3(x, y, z) ({ typeof(x) __max3 = max(x, y); max(__max3, z); })
#define clamp(val, lo, hi) \
	({ typeof(val) __clamp = max(val, lo); min(__clamp, hi); })
#define clamp_t(type, val, lo, hi) \
	clamp((type)(val), (type)(lo), (type)(hi))
#define swap(a, b) \
	do { typeof(a) __tmp = (a); (a) = (b); (b) = __tmp; } while (0)

#endif
