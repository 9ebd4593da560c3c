/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_SAMPLES_DEFERRING_H
#define TESTS_SAMPLES_DEFERRING_H

/*
 * Deferred maps that really leave their flush to the finishing call, in place of
 * those of styles explicit and async: the shim's are the kernel's own
 * underneath, which flush.
 */
#include <linux/iommu.h>

#include <iommu-shim/iommu.h>

static inline int deferring_map(struct iommu_domain *domain, unsigned long iova,
				phys_addr_t paddr, size_t size, int prot)
{
	size_t mapped = 0;
	int ret;

	ret = domain->ops->map_pages(domain, iova, paddr, PAGE_SIZE,
				     size >> PAGE_SHIFT, prot, GFP_ATOMIC,
				     &mapped);
	if (ret)
		iommu_shim_unmap_sync(domain, iova, mapped);
	return ret;
}

static inline int deferring_map_async(struct iommu_domain *domain,
				      unsigned long iova, phys_addr_t paddr,
				      size_t size, int prot)
{
	int ret = deferring_map(domain, iova, paddr, size, prot);

	if (!ret)
		iommu_shim_tlb_range_add(domain, iova, size);
	return ret;
}

#ifdef iommu_map_async
#undef iommu_map_async
#define iommu_map_async deferring_map_async
#else
#undef iommu_map
#define iommu_map deferring_map
#endif

#endif
