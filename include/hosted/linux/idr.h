/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_IDR_H
#define _LINUX_IDR_H

#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/spinlock.h>

/*
 * Numbers: each is given out once until it is freed, the lowest first.  What
 * an ida holds is freed with the last number in use.
 */
struct ida {
	spinlock_t lock;
	unsigned long *bits;
	unsigned int size;		/* in bits */
	unsigned int used;
};

#define IDA_INIT(name) { .bits = NULL }
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)

void ida_init(struct ida *ida);
/* In [@min, @max]; -ENOSPC when all are in use, -ENOMEM. */
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp);
/* A number that is not in use is reported. */
void ida_free(struct ida *ida, unsigned int id);
/* Frees all numbers. */
void ida_destroy(struct ida *ida);

#define ida_alloc(ida, gfp) ida_alloc_range(ida, 0, INT_MAX, gfp)
#define ida_alloc_min(ida, min, gfp) ida_alloc_range(ida, min, INT_MAX, gfp)
#define ida_alloc_max(ida, max, gfp) ida_alloc_range(ida, 0, max, gfp)

static inline bool ida_is_empty(const struct ida *ida)
{
	return !ida->used;
}

#endif
