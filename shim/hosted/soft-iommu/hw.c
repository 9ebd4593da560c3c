// SPDX-License-Identifier: GPL-2.0-only
/*
 * The software IOMMU's hardware: translation through its caches, and faults.
 */
#include <hosted/iommu.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "soft-iommu.h"

int hw_init(struct hosted_iommu *iommu)
{
	const struct hosted_iommu_config *c = &iommu->config;
	unsigned int i;

	spin_lock_init(&iommu->hw_lock);
	if (iotlb_init(&iommu->tlb, c->iotlb_sets, c->iotlb_ways) ||
	    psc_init(&iommu->psc, c->psc_entries))
		return -ENOMEM;
	for (i = 0; c->devtlb_entries && i < HW_CONTEXTS; i++)
		if (iotlb_init(&iommu->devices[i].devtlb, 1,
			       c->devtlb_entries))
			return -ENOMEM;
	return 0;
}

void hw_exit(struct hosted_iommu *iommu)
{
	unsigned int i;

	iotlb_destroy(&iommu->tlb);
	psc_destroy(&iommu->psc);
	for (i = 0; i < HW_CONTEXTS; i++) {
		iotlb_destroy(&iommu->devices[i].devtlb);
		shadow_free(iommu->devices[i].shadow);
	}
}

void hw_set_context(struct hosted_iommu *iommu, unsigned int sid,
		    const struct hw_context *context)
{
	struct hw_device *device = &iommu->devices[sid];
	struct shadow *old = NULL;
	unsigned long flags;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	iommu->contexts[sid] = *context;
	if (iommu->config.shadow) {
		/* Whoever shadows a table copies it when it is handed over. */
		old = device->shadow;
		device->shadow = NULL;
		if (context->domain) {
			device->shadow = shadow_alloc();
			shadow_sync(device->shadow, context->root, 0,
				    ULONG_MAX);
		}
	}
	if (device->devtlb.entries)
		iotlb_drop_all(&device->devtlb);
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	shadow_free(old);
}

/*
 * Reads the page table as it stands, from where the paging-structure cache
 * leads to if it knows; perm 0 when nothing is there.
 */
static struct iotlb_entry walk(struct hosted_iommu *iommu,
			       const struct hw_context *ctx,
			       unsigned long iova)
{
	struct iotlb_entry e = { .did = ctx->did, .shift = PAGE_SHIFT };
	const u64 *table = ctx->root;
	int level = PT_LEVELS - 1;
	u64 pte;

	e.tag = iova >> e.shift;
	if (iova >> IOVA_BITS)
		return e;
	if (iommu->psc.nr) {
		const u64 *last = psc_lookup(&iommu->psc, ctx->did, iova);

		if (last) {
			iommu->stats.psc_hits++;
			table = last;
			level = 0;
		}
	}
	for (; level >= 0; level--) {
		/* Pairs with the release that linked the table or the page. */
		pte = hw_read_pte(&table[pte_index(iova, level)]);
		if (!(pte & PTE_PRESENT))
			return e;
		if (pte_is_leaf(pte, level))
			break;
		table = phys_to_virt(pte & PTE_ADDR);
		if (level == 1 && iommu->psc.nr)
			psc_insert(&iommu->psc, ctx->did, iova, table);
	}
	e.shift = level_shift(level);
	e.tag = iova >> e.shift;
	e.paddr = pte & PTE_ADDR;
	e.perm = pte & PTE_PRESENT;
	return e;
}

static struct iotlb_entry find(struct hosted_iommu *iommu,
			       const struct hw_context *ctx,
			       struct hw_device *device, unsigned long iova)
{
	struct iotlb_entry *hit, e;

	if (!iommu->config.iotlb_off) {
		hit = iotlb_lookup(&iommu->tlb, ctx->did, iova);
		if (hit) {
			iommu->stats.iotlb_hits++;
			return *hit;
		}
	}
	iommu->stats.iotlb_misses++;
	if (device->shadow) {
		e = shadow_walk(device->shadow, iova);
		e.did = ctx->did;
	} else {
		e = walk(iommu, ctx, iova);
	}
	if (!iommu->config.iotlb_off && (e.perm || iommu->config.caching_mode))
		iotlb_insert(&iommu->tlb, &e);
	return e;
}

/* Under hw_lock.  False: the access is not granted. */
static bool translate(struct hosted_iommu *iommu, unsigned int sid,
		      unsigned long iova, unsigned int perm,
		      phys_addr_t *paddr)
{
	const struct hw_context *ctx = &iommu->contexts[sid];
	struct hw_device *device = &iommu->devices[sid];
	struct iotlb_entry *hit = NULL, e;

	if (ctx->identity) {
		*paddr = iova;
		return true;
	}
	if (device->devtlb.entries)
		hit = iotlb_lookup(&device->devtlb, ctx->did, iova);
	if (hit) {
		iommu->stats.devtlb_hits++;
		e = *hit;
	} else {
		e = find(iommu, ctx, device, iova);
		/* A device keeps only what it was granted. */
		if (device->devtlb.entries && e.perm & perm)
			iotlb_insert(&device->devtlb, &e);
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
	struct iommu_domain *domain;
	struct san_report report;
	unsigned long flags;
	phys_addr_t paddr = 0;
	int ret = -EFAULT;
	bool bad;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	hw_process(iommu);
	domain = iommu->contexts[sid].domain;
	if (domain && translate(iommu, sid, iova,
				write ? PTE_WRITE : PTE_READ, &paddr)) {
		ret = -EIO;
		if (pfn_valid(paddr >> PAGE_SHIFT)) {
			u8 *ram = phys_to_virt(paddr);

			bus_copy(write ? ram : buf, write ? buf : ram, len);
			ret = 0;
		}
	}
	bad = domain && san_access(domain, dev, iova, ret != -EFAULT, paddr,
				   write, &report);
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
	if (ret == -EFAULT && domain)
		report_iommu_fault(domain, dev, iova,
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
		if (i != HOSTED_INVAL_DEVTLB)
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
	unsigned int n = 0, i;
	unsigned long flags;

	if (sd->iommu != iommu || !size)
		return 0;
	spin_lock_irqsave(&iommu->hw_lock, flags);
	iotlb_for_each(&iommu->tlb, sd->did, iova, iova + size - 1,
		       count_present, &n);
	for (i = 0; i < HW_CONTEXTS; i++)
		if (iommu->devices[i].devtlb.entries)
			iotlb_for_each(&iommu->devices[i].devtlb, sd->did,
				       iova, iova + size - 1, count_present,
				       &n);
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	return n;
}

unsigned int hosted_iommu_cached_tables(struct hosted_iommu *iommu,
					struct iommu_domain *domain,
					unsigned long iova, size_t size)
{
	struct soft_domain *sd = to_soft_domain(domain);
	unsigned long flags;
	unsigned int n;

	if (sd->iommu != iommu || !size)
		return 0;
	spin_lock_irqsave(&iommu->hw_lock, flags);
	n = psc_count(&iommu->psc, sd->did, iova, iova + size - 1);
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	return n;
}
