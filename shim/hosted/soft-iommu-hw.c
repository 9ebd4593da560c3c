// SPDX-License-Identifier: GPL-2.0-only
/*
 * The software IOMMU's hardware: translation, invalidation commands, faults.
 */
#include <hosted/iommu.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "soft-iommu.h"

void hw_set_context(struct hosted_iommu *iommu, unsigned int sid,
		    const struct hw_context *context)
{
	unsigned long flags;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	iommu->contexts[sid] = *context;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
}

/* Counts a command, and lets who watches see it before it takes effect. */
static void hw_command(struct hosted_iommu *iommu,
		       enum hosted_iommu_inval kind, unsigned long iova,
		       size_t size)
{
	hosted_iommu_hook_t hook;
	unsigned long flags;
	void *cookie;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	iommu->stats.invalidations[kind]++;
	hook = iommu->hook;
	cookie = iommu->hook_cookie;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	if (hook)
		hook(cookie, kind, iova, size);
}

static void drop_entry(struct iotlb_entry *e, void *cookie)
{
	const unsigned int *shift = cookie;

	if (!shift || e->shift == *shift || !e->perm)
		e->valid = false;
}

void hw_invalidate_range(struct hosted_iommu *iommu, u16 did,
			 unsigned long iova, size_t size, size_t pgsize)
{
	unsigned int shift = __ffs(pgsize);
	u64 begin = san_command_begin();
	unsigned long flags;

	hw_command(iommu, HOSTED_INVAL_RANGE, iova, size);
	spin_lock_irqsave(&iommu->hw_lock, flags);
	iotlb_for_each(&iommu->tlb, did, iova, iova + size - 1, drop_entry,
		       iommu->config.leaf_hint ? &shift : NULL);
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	san_command_done(iommu, did, iova, iova + size - 1,
			 iommu->config.leaf_hint ? shift : 0, SAN_IOTLB, begin);
}

void hw_forget_domain(struct hosted_iommu *iommu, u16 did)
{
	unsigned long flags;

	hw_command(iommu, HOSTED_INVAL_DOMAIN, 0, 0);
	spin_lock_irqsave(&iommu->hw_lock, flags);
	iotlb_for_each(&iommu->tlb, did, 0, ULONG_MAX, drop_entry, NULL);
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
}

void hw_invalidate_domain(struct hosted_iommu *iommu, u16 did)
{
	u64 begin = san_command_begin();

	hw_forget_domain(iommu, did);
	san_command_done(iommu, did, 0, ULONG_MAX, 0, SAN_IOTLB, begin);
}

void hw_invalidate_all(struct hosted_iommu *iommu)
{
	u64 begin = san_command_begin();
	unsigned long flags;

	hw_command(iommu, HOSTED_INVAL_GLOBAL, 0, 0);
	spin_lock_irqsave(&iommu->hw_lock, flags);
	iotlb_drop_all(&iommu->tlb);
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	san_command_done(iommu, -1, 0, ULONG_MAX, 0, SAN_IOTLB, begin);
}

/* Reads the page table as it stands; perm 0 when nothing is there. */
static struct iotlb_entry walk(const struct hw_context *ctx,
			       unsigned long iova)
{
	struct iotlb_entry e = { .did = ctx->did, .shift = PAGE_SHIFT };
	const u64 *table = ctx->root;
	int level;
	u64 pte;

	e.tag = iova >> e.shift;
	if (iova >> IOVA_BITS)
		return e;
	for (level = PT_LEVELS - 1; level >= 0; level--) {
		/* Pairs with the release that linked the table or the page. */
		pte = smp_load_acquire(&table[pte_index(iova, level)]);
		if (!(pte & PTE_PRESENT))
			return e;
		if (pte_is_leaf(pte, level))
			break;
		table = phys_to_virt(pte & PTE_ADDR);
	}
	e.shift = level_shift(level);
	e.tag = iova >> e.shift;
	e.paddr = pte & PTE_ADDR;
	e.perm = pte & PTE_PRESENT;
	return e;
}

/* Under hw_lock.  False: the access is not granted. */
static bool translate(struct hosted_iommu *iommu,
		      const struct hw_context *ctx, unsigned long iova,
		      unsigned int perm, phys_addr_t *paddr)
{
	struct iotlb_entry *hit, e;

	hit = iotlb_lookup(&iommu->tlb, ctx->did, iova);
	if (hit) {
		iommu->stats.iotlb_hits++;
		e = *hit;
	} else {
		iommu->stats.iotlb_misses++;
		e = walk(ctx, iova);
		if (e.perm || iommu->config.caching_mode)
			iotlb_insert(&iommu->tlb, &e);
	}
	if (!(e.perm & perm))
		return false;
	*paddr = e.paddr + (iova & (BIT(e.shift) - 1));
	return true;
}

/*
 * What the device reads or writes may have been freed by the CPU's view, and a
 * device is not subject to the CPU's sanitizer.
 */
static void __attribute__((no_sanitize("address")))
bus_copy(volatile u8 *dst, const volatile u8 *src, size_t len)
{
	while (len--)
		*dst++ = *src++;
}

int hw_transfer(struct hosted_iommu *iommu, unsigned int sid,
		struct device *dev, unsigned long iova, void *buf, size_t len,
		bool write)
{
	struct hw_context ctx;
	unsigned long flags;
	struct san_report report;
	phys_addr_t paddr = 0;
	int ret = -EFAULT;
	bool bad;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	ctx = iommu->contexts[sid];
	if (ctx.domain && translate(iommu, &ctx, iova,
				    write ? PTE_WRITE : PTE_READ, &paddr)) {
		ret = -EIO;
		if (pfn_valid(paddr >> PAGE_SHIFT)) {
			u8 *ram = phys_to_virt(paddr);

			bus_copy(write ? ram : buf, write ? buf : ram, len);
			ret = 0;
		}
	}
	bad = ctx.domain && san_access(ctx.domain, dev, iova, ret != -EFAULT,
				       paddr, write, &report);
	if (ret == -EFAULT) {
		iommu->stats.faults++;
		iommu->last_fault = (struct hosted_iommu_fault) {
			.dev = dev,
			.iova = iova,
			.flags = write ? IOMMU_FAULT_WRITE : IOMMU_FAULT_READ,
		};
	}
	spin_unlock_irqrestore(&iommu->hw_lock, flags);

	if (bad)
		san_report(&report);
	if (ret == -EFAULT && ctx.domain)
		report_iommu_fault(ctx.domain, dev, iova,
				   write ? IOMMU_FAULT_WRITE :
					   IOMMU_FAULT_READ);
	return ret;
}

void hosted_iommu_stats(struct hosted_iommu *iommu,
			struct hosted_iommu_stats *stats)
{
	unsigned long flags;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	*stats = iommu->stats;
	stats->iotlb_evictions = iommu->tlb.evictions;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
}

u64 hosted_iommu_invalidations(const struct hosted_iommu_stats *stats)
{
	u64 n = 0;
	int i;

	for (i = 0; i < HOSTED_INVAL_KINDS; i++)
		n += stats->invalidations[i];
	return n;
}

bool hosted_iommu_last_fault(struct hosted_iommu *iommu,
			     struct hosted_iommu_fault *fault)
{
	unsigned long flags;
	bool any;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	any = iommu->stats.faults;
	*fault = iommu->last_fault;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	return any;
}

static void count_present(struct iotlb_entry *e, void *cookie)
{
	unsigned int *n = cookie;

	if (e->perm)
		(*n)++;
}

unsigned int hosted_iommu_cached(struct hosted_iommu *iommu,
				 struct iommu_domain *domain,
				 unsigned long iova, size_t size)
{
	struct soft_domain *sd = to_soft_domain(domain);
	unsigned int n = 0;
	unsigned long flags;

	if (sd->iommu != iommu || !size)
		return 0;
	spin_lock_irqsave(&iommu->hw_lock, flags);
	iotlb_for_each(&iommu->tlb, sd->did, iova, iova + size - 1,
		       count_present, &n);
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	return n;
}

void hosted_iommu_invalidate_all(struct hosted_iommu *iommu)
{
	hw_invalidate_all(iommu);
}

void hosted_iommu_set_hook(struct hosted_iommu *iommu,
			   hosted_iommu_hook_t hook, void *cookie)
{
	unsigned long flags;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	iommu->hook = hook;
	iommu->hook_cookie = cookie;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
}
