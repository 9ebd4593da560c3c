// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bitmaps longer than a word.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

void bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits)
{
	while (nbits--)
		__set_bit(start++, map);
}

void bitmap_clear(unsigned long *map, unsigned int start, unsigned int nbits)
{
	while (nbits--)
		__clear_bit(start++, map);
}

void bitmap_zero(unsigned long *map, unsigned int nbits)
{
	memset(map, 0, BITS_TO_LONGS(nbits) * sizeof(*map));
}

void bitmap_fill(unsigned long *map, unsigned int nbits)
{
	memset(map, 0xff, BITS_TO_LONGS(nbits) * sizeof(*map));
}

bool bitmap_empty(const unsigned long *map, unsigned int nbits)
{
	return find_first_bit(map, nbits) == nbits;
}

bool bitmap_full(const unsigned long *map, unsigned int nbits)
{
	return find_first_zero_bit(map, nbits) == nbits;
}

unsigned int bitmap_weight(const unsigned long *map, unsigned int nbits)
{
	unsigned int bit, n = 0;

	for_each_set_bit(bit, map, nbits)
		n++;
	return n;
}

unsigned long bitmap_find_next_zero_area(unsigned long *map,
					 unsigned long size,
					 unsigned long start, unsigned int nr,
					 unsigned long align_mask)
{
	unsigned long index, used;

	for (;;) {
		index = find_next_zero_bit(map, size, start);
		index = ALIGN(index, align_mask + 1);
		if (index + nr > size)
			return size + 1;
		used = find_next_bit(map, index + nr, index);
		if (used >= index + nr)
			return index;
		start = used + 1;
	}
}

unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t gfp)
{
	return kcalloc(BITS_TO_LONGS(nbits), sizeof(unsigned long), gfp);
}

void bitmap_free(const unsigned long *map)
{
	kfree(map);
}
