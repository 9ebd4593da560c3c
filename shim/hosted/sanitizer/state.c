// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sanitizer's state: what is mapped, what is stale, and which event is
 * wrong in view of them.
 *
 * Everything is under one lock, which is taken inside the hardware's and never
 * held while a report is printed.  Memory is the host's, so that the kernel
 * under test does not see the sanitizer in its own counts.
 */
#include <hosted/iommu.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/spinlock.h>

#include "mm/asan.h"
#include "posix/posix.h"
#include "san.h"
#include "soft-iommu/soft-iommu.h"

bool san_enabled;

static DEFINE_SPINLOCK(san_lock);
static LIST_HEAD(domains);
static u64 seq;			/* of maps, unmaps and commands */

/* For each frame, how many stale ranges lead to it. */
static u16 stale_frames[HOSTED_RAM_SIZE >> PAGE_SHIFT];

/* Of the unmap call that the thread is in, once somebody wants it. */
static __thread const struct san_stack *unmap_stack;
static __thread u64 unmap_call;	/* seq of its first leaf */

static struct san_domain *san_of(struct iommu_domain *domain)
{
	return &to_soft_domain(domain)->san;
}

static phys_addr_t range_paddr(const struct san_range *r, unsigned long iova)
{
	return r->paddr + (iova - r->start);
}

/* The first range that does not end before @start; ranges are disjoint. */
static struct san_range *range_from(struct rb_root *root, unsigned long start)
{
	struct rb_node *n = root->rb_node;
	struct san_range *found = NULL, *r;

	while (n) {
		r = rb_entry(n, struct san_range, node);
		if (r->last < start) {
			n = n->rb_right;
		} else {
			found = r;
			n = n->rb_left;
		}
	}
	return found;
}

static struct san_range *range_overlap(struct rb_root *root,
				       unsigned long start, unsigned long last)
{
	struct san_range *r = range_from(root, start);

	return r && r->start <= last ? r : NULL;
}

static struct san_range *range_next(struct san_range *r)
{
	return rb_entry_safe(rb_next(&r->node), struct san_range, node);
}

static void range_insert(struct rb_root *root, struct san_range *new)
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		if (new->start < rb_entry(parent, struct san_range,
					  node)->start)
			link = &parent->rb_left;
		else
			link = &parent->rb_right;
	}
	rb_link_node(&new->node, parent, link);
	rb_insert_color(&new->node, root);
}

/* Counts, or no longer counts, the frames that a stale range leads to. */
static void count_frames(const struct san_range *r, int by)
{
	phys_addr_t p;

	for (p = r->paddr; p < r->paddr + (r->last - r->start); p += PAGE_SIZE)
		if (pfn_valid(p >> PAGE_SHIFT))
			stale_frames[(p >> PAGE_SHIFT) - ARCH_PFN_OFFSET] += by;
}

static void range_remove(struct rb_root *root, struct san_range *r)
{
	if (r->pending)
		count_frames(r, -1);
	rb_erase(&r->node, root);
	posix_free(r);
}

/* Ends @r before @at; what follows is a range of its own. */
static struct san_range *range_split(struct rb_root *root, struct san_range *r,
				     unsigned long at)
{
	struct san_range *rest = posix_alloc(sizeof(*rest));

	*rest = *r;
	rest->paddr = range_paddr(r, at);
	rest->start = at;
	r->last = at - 1;
	range_insert(root, rest);
	return rest;
}

/* The part of @r within [@start, @last], as a range of its own. */
static struct san_range *range_isolate(struct rb_root *root,
				       struct san_range *r,
				       unsigned long start, unsigned long last)
{
	if (r->start < start)
		r = range_split(root, r, start);
	if (r->last > last)
		range_split(root, r, last + 1);
	return r;
}

u64 __san_command_begin(void)
{
	unsigned long flags;
	u64 now;

	spin_lock_irqsave(&san_lock, flags);
	now = ++seq;
	spin_unlock_irqrestore(&san_lock, flags);
	return now;
}

static void command_stale(struct san_domain *san, unsigned long start,
			  unsigned long last, unsigned int shift, u64 begin)
{
	struct san_range *r, *next;

	for (r = range_overlap(&san->stale, start, last);
	     r && r->start <= last; r = next) {
		next = range_next(r);
		if (r->seq > begin || (shift && r->shift != shift))
			continue;
		r = range_isolate(&san->stale, r, start, last);
		next = range_next(r);
		range_remove(&san->stale, r);
	}
}

static void command_live(struct san_domain *san, unsigned long start,
			 unsigned long last, u64 begin)
{
	struct san_range *r;

	for (r = range_overlap(&san->live, start, last);
	     r && r->start <= last; r = range_next(r)) {
		if (!r->unsynced || r->seq > begin)
			continue;
		r = range_isolate(&san->live, r, start, last);
		r->unsynced = false;
	}
}

void __san_command_done(struct hosted_iommu *iommu, int did,
			unsigned long start, unsigned long last,
			unsigned int shift, u64 begin)
{
	struct san_domain *san;
	unsigned long flags;

	spin_lock_irqsave(&san_lock, flags);
	list_for_each_entry(san, &domains, node) {
		struct soft_domain *sd = to_soft_domain(san->domain);

		if (sd->iommu != iommu || (did >= 0 && sd->did != did))
			continue;
		command_stale(san, start, last, shift, begin);
		command_live(san, start, last, begin);
	}
	spin_unlock_irqrestore(&san_lock, flags);
}

static void fill(struct san_report *report, enum hosted_san_kind kind,
		 struct san_domain *san, const struct san_range *r,
		 unsigned long start, unsigned long last)
{
	*report = (struct san_report) {
		.kind = kind,
		.domain = san->domain,
		.iova = start,
		.size = last - start + 1,
	};
	if (r) {
		report->paddr = range_paddr(r, start);
		report->perm = r->perm;
		report->pending = r->pending;
		report->unmapped = r->unmapped;
		report->mapped = r->mapped;
	}
}

static void finish(struct san_report *report)
{
	report->event = san_stack_save();
	san_report(report);
}

/* Under the lock: the stale range is what is mapped again. */
static bool same_translation(const struct san_range *r, unsigned long iova,
			     phys_addr_t paddr, unsigned int perm)
{
	return r->perm == perm &&
	       r->paddr - r->start == paddr - (phys_addr_t)iova;
}

/*
 * What was stale where something is mapped now is not looked at any more; true
 * when it was another translation.
 */
static bool forget_stale(struct san_domain *san, unsigned long start,
			 unsigned long last, phys_addr_t paddr,
			 unsigned int perm, struct san_report *report)
{
	struct san_range *r, *next;
	bool bad = false;

	for (r = range_overlap(&san->stale, start, last);
	     r && r->start <= last; r = next) {
		r = range_isolate(&san->stale, r, start, last);
		next = range_next(r);
		if (r->pending && !bad &&
		    !same_translation(r, start, paddr, perm)) {
			fill(report, HOSTED_SAN_IOVA_REUSED, san, r, r->start,
			     r->last);
			bad = true;
		}
		range_remove(&san->stale, r);
	}
	return bad;
}

/* It stands in the arena, where LSan does not look for what is still in use. */
static void remember(struct san_domain *san)
{
	if (!list_empty(&san->node))
		return;
	list_add(&san->node, &domains);
	asan_root(san, sizeof(*san));
}

void __san_map(struct iommu_domain *domain, unsigned long iova, size_t size,
	       phys_addr_t paddr, unsigned int perm, unsigned int shift)
{
	struct soft_domain *sd = to_soft_domain(domain);
	struct san_range *r = posix_alloc(sizeof(*r));
	struct san_domain *san = &sd->san;
	struct san_report report;
	unsigned long flags;
	bool bad;

	r->start = iova;
	r->last = iova + size - 1;
	r->paddr = paddr;
	r->perm = perm;
	r->shift = shift;
	r->mapped = san_stack_save();

	spin_lock_irqsave(&san_lock, flags);
	bad = forget_stale(san, r->start, r->last, paddr, perm, &report);
	r->unsynced = READ_ONCE(sd->attached) && sd->iommu->config.caching_mode;
	r->seq = ++seq;
	remember(san);
	range_insert(&san->live, r);
	spin_unlock_irqrestore(&san_lock, flags);
	if (bad)
		finish(&report);
}

void __san_map_over(struct iommu_domain *domain, unsigned long iova)
{
	struct san_domain *san = san_of(domain);
	struct san_report report;
	unsigned long flags;

	spin_lock_irqsave(&san_lock, flags);
	fill(&report, HOSTED_SAN_MAP_OVER, san,
	     range_overlap(&san->live, iova, iova), iova, iova);
	spin_unlock_irqrestore(&san_lock, flags);
	finish(&report);
}

void __san_unmap_begin(void)
{
	unmap_stack = NULL;
	unmap_call = 0;
}

bool __san_unmapped(void)
{
	return unmap_stack;
}

/* Takes [@start, @last] out of what is mapped; returns who mapped it. */
static const struct san_stack *forget_live(struct san_domain *san,
					   unsigned long start,
					   unsigned long last)
{
	const struct san_stack *mapped = NULL;
	struct san_range *r, *next;

	for (r = range_overlap(&san->live, start, last);
	     r && r->start <= last; r = next) {
		r = range_isolate(&san->live, r, start, last);
		next = range_next(r);
		mapped = r->mapped;
		range_remove(&san->live, r);
	}
	return mapped;
}

void __san_unmap(struct iommu_domain *domain, unsigned long iova, size_t size,
		 phys_addr_t paddr, unsigned int perm, unsigned int shift)
{
	struct soft_domain *sd = to_soft_domain(domain);
	struct san_domain *san = &sd->san;
	unsigned long last = iova + size - 1, flags;
	struct san_range *r, *before;
	const struct san_stack *mapped;

	if (!unmap_stack)
		unmap_stack = san_stack_save();

	spin_lock_irqsave(&san_lock, flags);
	mapped = forget_live(san, iova, last);
	if (!READ_ONCE(sd->attached))
		goto unlock;
	remember(san);
	if (!unmap_call)
		unmap_call = seq + 1;

	/*
	 * The leaves of one call become one range.  Those of another may have
	 * been unmapped before a command that this one was not.
	 */
	before = iova ? range_overlap(&san->stale, iova - 1, iova - 1) : NULL;
	if (before && before->last == iova - 1 &&
	    before->call == unmap_call && before->mapped == mapped &&
	    before->shift == shift && !before->freed &&
	    before->pending &&
	    same_translation(before, iova, paddr, perm)) {
		count_frames(before, -1);
		before->last = last;
		before->seq = ++seq;
		count_frames(before, 1);
		goto unlock;
	}

	r = posix_alloc(sizeof(*r));
	r->start = iova;
	r->last = last;
	r->paddr = paddr;
	r->perm = perm;
	r->shift = shift;
	r->pending = true;
	r->seq = ++seq;
	r->call = unmap_call;
	r->mapped = mapped;
	r->unmapped = unmap_stack;
	range_insert(&san->stale, r);
	count_frames(r, 1);
unlock:
	spin_unlock_irqrestore(&san_lock, flags);
}

void __san_unmap_nothing(struct iommu_domain *domain, unsigned long iova,
			 size_t size)
{
	struct san_domain *san;
	struct san_report report;
	unsigned long flags;
	bool ours = false;

	/* The domain may be of another driver than ours. */
	spin_lock_irqsave(&san_lock, flags);
	list_for_each_entry(san, &domains, node) {
		if (san->domain != domain)
			continue;
		fill(&report, HOSTED_SAN_UNMAP_NOTHING, san,
		     range_overlap(&san->stale, iova, iova), iova,
		     iova + size - 1);
		ours = true;
		break;
	}
	spin_unlock_irqrestore(&san_lock, flags);
	if (!ours)
		report = (struct san_report) {
			.kind = HOSTED_SAN_UNMAP_NOTHING,
			.iova = iova,
			.size = size,
		};
	finish(&report);
}

bool __san_access(struct iommu_domain *domain, struct device *dev,
		  unsigned long iova, bool translated, phys_addr_t paddr,
		  bool write, struct san_report *report)
{
	struct san_domain *san = san_of(domain);
	struct san_range *live, *stale;	/* one of them at most */
	unsigned long flags;
	bool bad = false;

	spin_lock_irqsave(&san_lock, flags);
	live = range_overlap(&san->live, iova, iova);
	stale = range_overlap(&san->stale, iova, iova);
	if (live && live->unsynced) {
		fill(report, HOSTED_SAN_UNSYNCED_USE, san, live, iova, iova);
		bad = true;
	} else if (translated && stale && stale->pending &&
		   range_paddr(stale, iova) == paddr) {
		fill(report, HOSTED_SAN_STALE_USE, san, stale, iova, iova);
		bad = true;
	}
	spin_unlock_irqrestore(&san_lock, flags);
	if (bad) {
		report->dev = dev;
		report->write = write;
		report->event = san_stack_save();
	}
	return bad;
}

void __san_detached(struct iommu_domain *domain)
{
	struct san_domain *san = san_of(domain);
	struct san_range *r;
	unsigned long flags;

	/* Harmless now, but nobody has finished them. */
	spin_lock_irqsave(&san_lock, flags);
	for (r = range_from(&san->stale, 0); r; r = range_next(r)) {
		if (r->pending)
			count_frames(r, -1);
		r->pending = false;
	}
	for (r = range_from(&san->live, 0); r; r = range_next(r))
		r->unsynced = false;
	spin_unlock_irqrestore(&san_lock, flags);
}

static void forget(struct san_domain *san)
{
	struct san_range *r;

	while ((r = range_from(&san->live, 0)))
		range_remove(&san->live, r);
	while ((r = range_from(&san->stale, 0)))
		range_remove(&san->stale, r);
	if (!list_empty(&san->node))
		asan_root_end(san, sizeof(*san));
	list_del_init(&san->node);
}

void __san_domain_free(struct iommu_domain *domain)
{
	struct san_domain *san = san_of(domain);
	struct san_report report;
	struct san_range *r;
	unsigned long flags;
	bool bad;

	spin_lock_irqsave(&san_lock, flags);
	r = range_from(&san->stale, 0);
	bad = r && san_on();
	if (bad)
		fill(&report, HOSTED_SAN_DOMAIN_FREED, san, r, r->start,
		     r->last);
	forget(san);
	spin_unlock_irqrestore(&san_lock, flags);
	if (bad)
		finish(&report);
}

/* Under the lock: a stale range with a byte of [@paddr, @paddr + @size). */
static struct san_range *range_to(struct san_domain *san, phys_addr_t paddr,
				  size_t size)
{
	struct san_range *r;

	for (r = range_from(&san->stale, 0); r; r = range_next(r))
		if (r->pending && !r->freed && r->paddr < paddr + size &&
		    paddr <= r->paddr + (r->last - r->start))
			return r;
	return NULL;
}

void __san_page_free(struct page *page, unsigned int order)
{
	phys_addr_t paddr = page_to_phys(page);
	size_t size = PAGE_SIZE << order;
	struct san_report report;
	struct san_domain *san;
	struct san_range *r;
	unsigned long flags, first, last, i;
	bool any = false, bad = false;

	spin_lock_irqsave(&san_lock, flags);
	for (i = 0; i < BIT(order) && !any; i++)
		any = stale_frames[page - mem_map + i];
	if (any) {
		list_for_each_entry(san, &domains, node) {
			r = range_to(san, paddr, size);
			if (!r)
				continue;
			/* The part of it that leads to these pages. */
			first = r->start + (max(paddr, r->paddr) - r->paddr);
			last = r->start + (paddr + size - 1 - r->paddr);
			r = range_isolate(&san->stale, r, first,
					  min(last, r->last));
			r->freed = true;
			fill(&report, HOSTED_SAN_PAGE_FREED, san, r, r->start,
			     r->last);
			bad = true;
			break;
		}
	}
	spin_unlock_irqrestore(&san_lock, flags);
	if (bad)
		finish(&report);
}

void san_reset(bool enable)
{
	struct san_domain *san, *next;
	unsigned long flags;

	spin_lock_irqsave(&san_lock, flags);
	list_for_each_entry_safe(san, next, &domains, node)
		forget(san);
	WRITE_ONCE(san_enabled, enable);
	soft_iommu_watch(enable);
	spin_unlock_irqrestore(&san_lock, flags);
}
