// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registered user memory of a NIC, after the pattern of usnic_uiom: the pages
 * that no other registration covers are the intervals to map; under the lock
 * they are mapped in runs, and unmapped in a loop of single pages.
 */
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "usnic_uiom.h"

struct usnic_uiom_pd {
	struct device *dev;
	struct iommu_domain *domain;
	spinlock_t lock;		/* of regs, and what they map */
	struct list_head regs;
};

struct usnic_uiom_reg {
	struct usnic_uiom_pd *pd;
	struct list_head link;
	unsigned long vpn_start;	/* first and last page */
	unsigned long vpn_last;
	int prot;
	struct page *pages[];
};

/* Pages from @start to @last, in none of the other registrations. */
struct interval {
	unsigned long start;
	unsigned long last;
};

struct usnic_uiom_pd *usnic_uiom_alloc_pd(struct device *dev)
{
	struct usnic_uiom_pd *pd = kzalloc(sizeof(*pd), GFP_KERNEL);

	if (!pd)
		return ERR_PTR(-ENOMEM);
	pd->dev = dev;
	spin_lock_init(&pd->lock);
	INIT_LIST_HEAD(&pd->regs);
	pd->domain = iommu_domain_alloc(dev->bus);
	if (pd->domain && !iommu_attach_device(pd->domain, dev))
		return pd;

	if (pd->domain)
		iommu_domain_free(pd->domain);
	kfree(pd);
	return ERR_PTR(-ENODEV);
}

void usnic_uiom_dealloc_pd(struct usnic_uiom_pd *pd)
{
	WARN_ON(!list_empty(&pd->regs));
	iommu_detach_device(pd->domain, pd->dev);
	iommu_domain_free(pd->domain);
	kfree(pd);
}

static bool usnic_uiom_covered(struct usnic_uiom_reg *reg, unsigned long vpn)
{
	struct usnic_uiom_reg *other;

	list_for_each_entry(other, &reg->pd->regs, link)
		if (other != reg && vpn >= other->vpn_start &&
		    vpn <= other->vpn_last)
			return true;
	return false;
}

/* The interval of @reg at @vpn or after it; false when there is none. */
static bool usnic_uiom_next(struct usnic_uiom_reg *reg, unsigned long vpn,
			    struct interval *iv)
{
	while (vpn <= reg->vpn_last && usnic_uiom_covered(reg, vpn))
		vpn++;
	if (vpn > reg->vpn_last)
		return false;
	iv->start = vpn;
	while (vpn < reg->vpn_last && !usnic_uiom_covered(reg, vpn + 1))
		vpn++;
	iv->last = vpn;
	return true;
}

static void usnic_uiom_unmap_intervals(struct usnic_uiom_reg *reg,
				       unsigned long vpn_end)
{
	struct iommu_domain *domain = reg->pd->domain;
	struct interval iv = { .last = reg->vpn_start - 1 };
	unsigned long va, size;

	while (usnic_uiom_next(reg, iv.last + 1, &iv)) {
		va = iv.start << PAGE_SHIFT;
		size = (iv.last - iv.start + 1) << PAGE_SHIFT;
		while (size > 0 && va < vpn_end << PAGE_SHIFT) {
			iommu_unmap(domain, va, PAGE_SIZE);
			va += PAGE_SIZE;
			size -= PAGE_SIZE;
		}
	}
}

static int usnic_uiom_map_intervals(struct usnic_uiom_reg *reg)
{
	struct interval iv = { .last = reg->vpn_start - 1 };
	unsigned long vpn, run;
	phys_addr_t pa;
	int err;

	while (usnic_uiom_next(reg, iv.last + 1, &iv)) {
		for (vpn = iv.start; vpn <= iv.last; vpn += run) {
			struct page **page = &reg->pages[vpn - reg->vpn_start];

			pa = page_to_phys(page[0]);
			for (run = 1; vpn + run <= iv.last; run++)
				if (page_to_phys(page[run]) !=
				    pa + run * PAGE_SIZE)
					break;
			err = iommu_map_atomic(reg->pd->domain,
					       vpn << PAGE_SHIFT, pa,
					       run << PAGE_SHIFT, reg->prot);
			if (err) {
				usnic_uiom_unmap_intervals(reg, vpn);
				return err;
			}
		}
	}
	return 0;
}

struct usnic_uiom_reg *usnic_uiom_reg_get(struct usnic_uiom_pd *pd,
					  unsigned long va,
					  struct page **pages,
					  unsigned int npages, bool writable)
{
	struct usnic_uiom_reg *reg;
	unsigned int i;
	int err;

	reg = kzalloc(struct_size(reg, pages, npages), GFP_KERNEL);
	if (!reg)
		return ERR_PTR(-ENOMEM);
	reg->pd = pd;
	reg->vpn_start = va >> PAGE_SHIFT;
	reg->vpn_last = reg->vpn_start + npages - 1;
	reg->prot = IOMMU_READ | IOMMU_CACHE | (writable ? IOMMU_WRITE : 0);
	memcpy(reg->pages, pages, npages * sizeof(*pages));
	for (i = 0; i < npages; i++)
		get_page(pages[i]);

	spin_lock(&pd->lock);
	err = usnic_uiom_map_intervals(reg);
	if (!err)
		list_add_tail(&reg->link, &pd->regs);
	spin_unlock(&pd->lock);
	if (!err)
		return reg;

	for (i = 0; i < npages; i++)
		put_page(pages[i]);
	kfree(reg);
	return ERR_PTR(err);
}

void usnic_uiom_reg_release(struct usnic_uiom_reg *reg)
{
	unsigned long vpn;

	spin_lock(&reg->pd->lock);
	list_del(&reg->link);
	usnic_uiom_unmap_intervals(reg, reg->vpn_last + 1);
	spin_unlock(&reg->pd->lock);
	for (vpn = reg->vpn_start; vpn <= reg->vpn_last; vpn++)
		put_page(reg->pages[vpn - reg->vpn_start]);
	kfree(reg);
}

int usnic_uiom_map_queue(struct usnic_uiom_pd *pd, unsigned long va,
			 struct sg_table *sgt)
{
	return min(iommu_map_sg(pd->domain, va, sgt->sgl, sgt->orig_nents,
				IOMMU_READ | IOMMU_WRITE), 0L);
}

void usnic_uiom_unmap_queue(struct usnic_uiom_pd *pd, unsigned long va,
			    size_t size)
{
	WARN_ON(iommu_unmap(pd->domain, va, size) != size);
}

MODULE_LICENSE("GPL");
