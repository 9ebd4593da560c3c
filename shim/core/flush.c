// SPDX-License-Identifier: GPL-2.0-only
/*
 * From queued ranges to invalidations.
 *
 * A flush takes a copy of all ranges of the domain, issues the commands
 * without a lock, and then retires what it took.  Ranges stay in the set until
 * then, so that whoever comes meanwhile flushes them too, instead of waiting
 * for a CPU that it may have interrupted: nobody ever waits here, and the price
 * is that two CPUs may flush one range twice.
 *
 * A range is retired by a flush that began after it was queued, never by an
 * older one: flushes are numbered, and a range carries the number of the first
 * that took it.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/overflow.h>

#include "native.h"
#include "shim.h"

/* What one flush has to do. */
struct flush_work {
	u64 number;
	bool all;
	unsigned int nr;
	struct shim_range ranges[IOMMU_SHIM_RANGES];
	unsigned long leaves;
	struct iommu_iotlb_gather tables;
};

static void mapped_forget(struct shim_domain *sd)
{
	sd->mapped_start = 1;
	sd->mapped_last = 0;
}

void shim_mapped(struct iommu_domain *domain, unsigned long iova, size_t size)
{
	struct shim_domain *sd = shim_domain_find(domain);
	unsigned long flags;

	if (!sd || !size)
		return;
	spin_lock_irqsave(&sd->lock, flags);
	sd->mapped_start = iova;
	sd->mapped_last = iova + size - 1;
	spin_unlock_irqrestore(&sd->lock, flags);
}

void shim_queue(struct shim_domain *sd, unsigned long iova, unsigned long last)
{
	unsigned long flags;

	spin_lock_irqsave(&sd->lock, flags);
	if (sd->mapped_start != iova || sd->mapped_last != last ||
	    range_set_overlaps(&sd->loose, iova, last)) {
		range_set_remove(&sd->loose, iova, last);
		range_set_add(&sd->queued, iova, last);
	}
	mapped_forget(sd);
	spin_unlock_irqrestore(&sd->lock, flags);
}

void shim_defer(struct shim_domain *sd, unsigned long iova, size_t size,
		struct iommu_iotlb_gather *gather)
{
	unsigned long flags;

	spin_lock_irqsave(&sd->lock, flags);
	mapped_forget(sd);
	if (size)
		range_set_add(&sd->loose, iova, iova + size - 1);

	sd->leaves |= native_gather_leaves(sd->domain, gather);
	if (native_gather_has_tables(gather))
		native_gather_add_tables(sd->domain, &sd->tables, gather);
	spin_unlock_irqrestore(&sd->lock, flags);
}

/* False: nothing to do. */
static bool flush_begin(struct shim_domain *sd, struct flush_work *w, bool all)
{
	struct shim_range_set *set = &sd->queued;
	unsigned long flags;
	unsigned int i;
	bool any;

	iommu_iotlb_gather_init(&w->tables);
	spin_lock_irqsave(&sd->lock, flags);
	mapped_forget(sd);
	any = all || set->nr || native_gather_has_tables(&sd->tables);
	if (!any)
		goto unlock;

	w->number = ++sd->flushes;
	/*
	 * While page-table pages wait for a flush to be freed, the IOMMU may
	 * have cached the way through them; a plain range would leave that.
	 */
	w->all = all || sd->tables_flush || !sd->leaves;
	w->leaves = sd->leaves;
	if (native_gather_has_tables(&sd->tables)) {
		native_gather_move(sd->domain, &w->tables, &sd->tables);
		sd->tables_flush = w->number;
	}

	/* All is flushed: that includes what nobody has asked for yet. */
	for (i = 0; all && i < sd->loose.nr; i++)
		range_set_add(set, sd->loose.ranges[i].start,
			      sd->loose.ranges[i].last);
	if (all)
		sd->loose.nr = 0;

	w->nr = set->nr;
	for (i = 0; i < set->nr; i++) {
		if (i >= set->taken)
			set->ranges[i].flush = w->number;
		w->ranges[i] = set->ranges[i];
		if (!w->ranges[i].start && w->ranges[i].last == ULONG_MAX)
			w->all = true;
	}
	set->taken = set->nr;
unlock:
	spin_unlock_irqrestore(&sd->lock, flags);
	return any;
}

static void flush_end(struct shim_domain *sd, const struct flush_work *w)
{
	struct shim_range_set *set = &sd->queued;
	unsigned int i, kept = 0, taken = 0;
	unsigned long flags;

	spin_lock_irqsave(&sd->lock, flags);
	for (i = 0; i < set->nr; i++) {
		bool is_taken = i < set->taken;

		if (is_taken && set->ranges[i].flush <= w->number)
			continue;
		taken += is_taken;
		set->ranges[kept++] = set->ranges[i];
	}
	set->nr = kept;
	set->taken = taken;
	if (sd->tables_flush <= w->number)
		sd->tables_flush = 0;
	spin_unlock_irqrestore(&sd->lock, flags);
}

/* One range is all there is to flush, and it covers what the pages were for. */
static bool tables_within(const struct flush_work *w)
{
	return w->nr == 1 && w->ranges[0].start <= w->tables.start &&
	       w->ranges[0].last >= w->tables.end;
}

static void flush_range(struct iommu_domain *domain, struct flush_work *w,
			const struct shim_range *r)
{
	unsigned long leaves = w->leaves;

	while (leaves) {
		struct iommu_iotlb_gather gather;

		leaves = native_gather_set(domain, &gather, r->start, r->last,
					   leaves);
		if (!leaves)
			native_gather_move_tables(domain, &gather, &w->tables);
		iommu_iotlb_sync(domain, &gather);
	}
}

static void flush_issue(struct iommu_domain *domain, struct flush_work *w)
{
	unsigned int i;

	if (!w->all && (!native_gather_has_tables(&w->tables) || tables_within(w))) {
		for (i = 0; i < w->nr; i++)
			flush_range(domain, w, &w->ranges[i]);
		return;
	}

	native_flush_iotlb_all(domain);
	native_gather_free_tables(domain, &w->tables);
}

void shim_flush(struct shim_domain *sd, bool all)
{
	struct flush_work w;

	if (!flush_begin(sd, &w, all))
		return;
	flush_issue(sd->domain, &w);
	flush_end(sd, &w);
}

bool shim_claim(struct iommu_domain *domain, unsigned long iova, size_t size)
{
	struct shim_domain *sd = shim_domain_find(domain);
	unsigned long last, flags;
	bool loose, queued;

	/* Nothing of ours pending, or nothing asked. */
	if (!sd || !size)
		return false;
	if (check_add_overflow(iova, size - 1, &last))
		last = ULONG_MAX;

	spin_lock_irqsave(&sd->lock, flags);
	mapped_forget(sd);
	queued = range_set_overlaps(&sd->queued, iova, last);
	loose = range_set_overlaps(&sd->loose, iova, last);
	if (loose) {
		range_set_remove(&sd->loose, iova, last);
		range_set_add(&sd->queued, iova, last);
	}
	spin_unlock_irqrestore(&sd->lock, flags);
	return queued || loose;
}

void shim_settle(struct iommu_domain *domain, unsigned long iova, size_t size)
{
	if (shim_claim(domain, iova, size))
		shim_flush(shim_domain_find(domain), false);
}
