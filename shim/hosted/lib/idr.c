// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers that are given out: a bitmap that doubles.
 */
#include <linux/bitmap.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#define FIRST_SIZE BITS_PER_LONG

void ida_init(struct ida *ida)
{
	*ida = (struct ida) IDA_INIT(*ida);
}

/* Room for a number: -EAGAIN when there may be some now. */
static int ida_grow(struct ida *ida, unsigned int size, gfp_t gfp)
{
	unsigned int want = size ? 2 * size : FIRST_SIZE;
	unsigned long *bits = bitmap_zalloc(want, gfp), *old = NULL;
	unsigned long flags;

	if (!bits)
		return -ENOMEM;
	spin_lock_irqsave(&ida->lock, flags);
	if (ida->size < want) {
		old = ida->bits;
		if (old)
			memcpy(bits, old, ida->size / BITS_PER_BYTE);
		ida->bits = bits;
		ida->size = want;
		bits = NULL;
	}
	spin_unlock_irqrestore(&ida->lock, flags);
	bitmap_free(old);
	bitmap_free(bits);
	return -EAGAIN;
}

int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp)
{
	unsigned long flags, id;
	unsigned int size;
	int ret;

	if ((int)min < 0)
		return -ENOSPC;
	max = min(max, (unsigned int)INT_MAX);
	do {
		ret = -ENOSPC;
		spin_lock_irqsave(&ida->lock, flags);
		size = ida->size;
		id = min < size ? find_next_zero_bit(ida->bits, size, min) :
				  size;
		if (id < size && id <= max) {
			__set_bit(id, ida->bits);
			ida->used++;
			ret = id;
		}
		spin_unlock_irqrestore(&ida->lock, flags);
		if (ret == -ENOSPC && id == size && max(id, (unsigned long)min)
		    <= max)
			ret = ida_grow(ida, size, gfp);
	} while (ret == -EAGAIN);
	return ret;
}

void ida_free(struct ida *ida, unsigned int id)
{
	unsigned long *unused = NULL;
	unsigned long flags;
	bool was;

	spin_lock_irqsave(&ida->lock, flags);
	was = id < ida->size && test_bit(id, ida->bits);
	if (was) {
		__clear_bit(id, ida->bits);
		if (!--ida->used) {
			unused = ida->bits;
			ida->bits = NULL;
			ida->size = 0;
		}
	}
	spin_unlock_irqrestore(&ida->lock, flags);
	bitmap_free(unused);
	WARN(!was, "ida_free of %u, which is not allocated\n", id);
}

void ida_destroy(struct ida *ida)
{
	unsigned long *bits;
	unsigned long flags;

	spin_lock_irqsave(&ida->lock, flags);
	bits = ida->bits;
	ida->bits = NULL;
	ida->size = 0;
	ida->used = 0;
	spin_unlock_irqrestore(&ida->lock, flags);
	bitmap_free(bits);
}
