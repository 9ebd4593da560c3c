// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sets of ranges that are bounded: what does not fit makes the set larger than
 * it has to be, never smaller.
 */
#include <linux/kernel.h>

#include "shim.h"

static bool touches(const struct shim_range *r, unsigned long start,
		    unsigned long last)
{
	return (last == ULONG_MAX || last + 1 >= r->start) &&
	       (r->last == ULONG_MAX || r->last + 1 >= start);
}

static bool overlaps(const struct shim_range *r, unsigned long start,
		     unsigned long last)
{
	return r->start <= last && start <= r->last;
}

/*
 * Makes room for a range: all that are not taken become one that is
 * everything, into which the new one goes; or, when all are taken, these do.
 * They are then done when the newest of their flushes is, which saw them all.
 */
static void make_room(struct shim_range_set *set)
{
	unsigned int i = set->taken < set->nr ? set->taken : 0;
	struct shim_range *r = &set->ranges[i];
	u64 flush = r->flush;
	unsigned int j;

	for (j = i + 1; j < set->nr; j++)
		flush = max(flush, set->ranges[j].flush);
	*r = (struct shim_range) { .last = ULONG_MAX, .flush = flush };
	set->nr = i + 1;
	set->taken = min(set->taken, set->nr);
}

/*
 * A range that has been taken is left alone: the flush that took it may have
 * begun before the unmap that this range comes from.
 */
void range_set_add(struct shim_range_set *set, unsigned long start,
		   unsigned long last)
{
	unsigned int i = set->taken;

	while (i < set->nr) {
		struct shim_range *r = &set->ranges[i];

		if (!touches(r, start, last)) {
			i++;
			continue;
		}
		/* Grown, it may touch those that it did not touch before. */
		start = min(start, r->start);
		last = max(last, r->last);
		*r = set->ranges[--set->nr];
		i = set->taken;
	}

	if (set->nr == IOMMU_SHIM_RANGES) {
		make_room(set);
		if (set->taken < set->nr)
			return;
	}
	set->ranges[set->nr++] = (struct shim_range) {
		.start = start,
		.last = last,
	};
}

/* A hole for which there is no room stays filled.  For sets without taken. */
void range_set_remove(struct shim_range_set *set, unsigned long start,
		      unsigned long last)
{
	unsigned int i = 0;

	while (i < set->nr) {
		struct shim_range *r = &set->ranges[i];
		bool left = r->start < start, right = r->last > last;

		if (!overlaps(r, start, last)) {
			i++;
		} else if (!left && !right) {
			*r = set->ranges[--set->nr];
		} else if (left && right) {
			if (set->nr < IOMMU_SHIM_RANGES) {
				set->ranges[set->nr] = *r;
				set->ranges[set->nr++].start = last + 1;
				r->last = start - 1;
			}
			i++;
		} else {
			if (left)
				r->last = start - 1;
			else
				r->start = last + 1;
			i++;
		}
	}
}

bool range_set_overlaps(const struct shim_range_set *set, unsigned long start,
			unsigned long last)
{
	unsigned int i;

	for (i = 0; i < set->nr; i++)
		if (overlaps(&set->ranges[i], start, last))
			return true;
	return false;
}
