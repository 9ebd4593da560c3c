// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls of all styles; which unit sees which is the header's business.
 */
#define pr_fmt(fmt) "iommu-shim: " fmt

#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/scatterlist.h>

#include "native.h"
#include "shim.h"

struct iommu_domain *iommu_shim_domain_alloc(const struct bus_type *bus)
{
	struct iommu_domain *domain = native_domain_alloc(bus);

	if (domain)
		shim_domain_new(domain);
	return domain;
}
EXPORT_SYMBOL_GPL(iommu_shim_domain_alloc);

struct iommu_domain *iommu_shim_paging_domain_alloc(struct device *dev)
{
	struct iommu_domain *domain = native_paging_domain_alloc(dev);

	if (!IS_ERR(domain))
		shim_domain_new(domain);
	return domain;
}
EXPORT_SYMBOL_GPL(iommu_shim_paging_domain_alloc);

void iommu_shim_domain_free(struct iommu_domain *domain)
{
	struct shim_domain *sd = shim_domain_find(domain);

	if (sd) {
		bool unflushed = sd->queued.nr || sd->loose.nr;

		if (unflushed)
			pr_warn_once("domain freed with unflushed ranges\n");
		shim_flush(sd, unflushed);
		shim_domain_remove(sd);
	}
	iommu_domain_free(domain);
}
EXPORT_SYMBOL_GPL(iommu_shim_domain_free);

/*
 * The kernel's own calls synchronise what they change.  What is left to us is
 * what was deferred before, in their range.
 */
int iommu_shim_map_sync(struct iommu_domain *domain, unsigned long iova,
			phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	shim_settle(domain, iova, size);
	return native_map(domain, iova, paddr, size, prot, gfp);
}
EXPORT_SYMBOL_GPL(iommu_shim_map_sync);

int iommu_shim_map(struct iommu_domain *domain, unsigned long iova,
		   phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	int ret = native_map(domain, iova, paddr, size, prot, gfp);

	shim_mapped(domain, iova, size);
	return ret;
}
EXPORT_SYMBOL_GPL(iommu_shim_map);

int iommu_shim_map_async(struct iommu_domain *domain, unsigned long iova,
			 phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	shim_claim(domain, iova, size);
	return native_map(domain, iova, paddr, size, prot, gfp);
}
EXPORT_SYMBOL_GPL(iommu_shim_map_async);

static size_t sg_bytes(struct scatterlist *sgl, unsigned int nents)
{
	struct scatterlist *sg;
	size_t bytes = 0;
	unsigned int i;

	for_each_sg(sgl, sg, nents, i)
		bytes += sg->length;
	return bytes;
}

ssize_t iommu_shim_map_sg_sync(struct iommu_domain *domain,
			       unsigned long iova, struct scatterlist *sg,
			       unsigned int nents, int prot, gfp_t gfp)
{
	shim_settle(domain, iova, sg_bytes(sg, nents));
	return native_map_sg(domain, iova, sg, nents, prot, gfp);
}
EXPORT_SYMBOL_GPL(iommu_shim_map_sg_sync);

ssize_t iommu_shim_map_sg(struct iommu_domain *domain, unsigned long iova,
			  struct scatterlist *sg, unsigned int nents,
			  int prot, gfp_t gfp)
{
	ssize_t mapped = native_map_sg(domain, iova, sg, nents, prot, gfp);

	if (mapped > 0)
		shim_mapped(domain, iova, mapped);
	return mapped;
}
EXPORT_SYMBOL_GPL(iommu_shim_map_sg);

ssize_t iommu_shim_map_sg_async(struct iommu_domain *domain,
				unsigned long iova, struct scatterlist *sg,
				unsigned int nents, int prot, gfp_t gfp)
{
	shim_claim(domain, iova, sg_bytes(sg, nents));
	return native_map_sg(domain, iova, sg, nents, prot, gfp);
}
EXPORT_SYMBOL_GPL(iommu_shim_map_sg_async);

int iommu_shim_sync_map(struct iommu_domain *domain, unsigned long iova,
			size_t size)
{
	shim_settle(domain, iova, size);
	return 0;
}
EXPORT_SYMBOL_GPL(iommu_shim_sync_map);

size_t iommu_shim_unmap_sync(struct iommu_domain *domain, unsigned long iova,
			     size_t size)
{
	size_t unmapped = iommu_unmap(domain, iova, size);

	/* It may stop at a hole, and what made the hole may be unflushed. */
	shim_settle(domain, iova, size);
	return unmapped;
}
EXPORT_SYMBOL_GPL(iommu_shim_unmap_sync);

size_t iommu_shim_unmap(struct iommu_domain *domain, unsigned long iova,
			size_t size)
{
	struct iommu_iotlb_gather gather;
	struct shim_domain *sd;
	size_t unmapped;

	iommu_iotlb_gather_init(&gather);
	unmapped = iommu_unmap_fast(domain, iova, size, &gather);
	sd = shim_domain_get(domain, GFP_ATOMIC);
	if (sd)
		shim_defer(sd, iova, unmapped, &gather);
	else
		iommu_iotlb_sync(domain, &gather);
	return unmapped;
}
EXPORT_SYMBOL_GPL(iommu_shim_unmap);

void iommu_shim_tlb_range_add(struct iommu_domain *domain, unsigned long iova,
			      size_t size)
{
	struct shim_domain *sd;
	unsigned long last;

	if (!size)
		return;
	if (IS_ERR_VALUE(size) || check_add_overflow(iova, size - 1, &last)) {
		pr_err_once("range %#lx + %#zx refused: %d; flushing all\n",
			    iova, size, -EINVAL);
		iommu_shim_flush_tlb_all(domain);
		return;
	}

	sd = shim_domain_get(domain, GFP_ATOMIC);
	if (!sd) {
		native_flush_iotlb_all(domain);
		return;
	}
	shim_queue(sd, iova, last);
}
EXPORT_SYMBOL_GPL(iommu_shim_tlb_range_add);

size_t iommu_shim_unmap_async(struct iommu_domain *domain, unsigned long iova,
			      size_t size)
{
	size_t unmapped = iommu_shim_unmap(domain, iova, size);

	iommu_shim_tlb_range_add(domain, iova, unmapped);
	return unmapped;
}
EXPORT_SYMBOL_GPL(iommu_shim_unmap_async);

void iommu_shim_tlb_sync(struct iommu_domain *domain)
{
	struct shim_domain *sd = shim_domain_find(domain);

	if (sd)
		shim_flush(sd, false);
}
EXPORT_SYMBOL_GPL(iommu_shim_tlb_sync);

void iommu_shim_flush_tlb_all(struct iommu_domain *domain)
{
	struct shim_domain *sd = shim_domain_find(domain);

	if (sd)
		shim_flush(sd, true);
	else
		native_flush_iotlb_all(domain);
}
EXPORT_SYMBOL_GPL(iommu_shim_flush_tlb_all);
