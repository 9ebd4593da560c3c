/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_NATIVE_H
#define SHIM_CORE_NATIVE_H

/*
 * The kernel's own calls, under one signature.  What this kernel has is
 * answered by probes, as IOMMU_SHIM_HAVE_*; without answers it is Linux 5.15 to
 * 6.2.
 */

#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/iommu.h>
#include <linux/timer.h>

static inline int native_map(struct iommu_domain *domain, unsigned long iova,
			     phys_addr_t paddr, size_t size, int prot,
			     gfp_t gfp)
{
#ifdef IOMMU_SHIM_HAVE_MAP_GFP
	return iommu_map(domain, iova, paddr, size, prot, gfp);
#else
	return gfpflags_allow_blocking(gfp) ?
	       iommu_map(domain, iova, paddr, size, prot) :
	       iommu_map_atomic(domain, iova, paddr, size, prot);
#endif
}

static inline ssize_t native_map_sg(struct iommu_domain *domain,
				    unsigned long iova,
				    struct scatterlist *sg,
				    unsigned int nents, int prot, gfp_t gfp)
{
#ifdef IOMMU_SHIM_HAVE_MAP_GFP
	return iommu_map_sg(domain, iova, sg, nents, prot, gfp);
#else
	return gfpflags_allow_blocking(gfp) ?
	       iommu_map_sg(domain, iova, sg, nents, prot) :
	       iommu_map_sg_atomic(domain, iova, sg, nents, prot);
#endif
}

static inline struct iommu_domain *native_paging_domain_alloc(struct device *dev)
{
#ifdef IOMMU_SHIM_HAVE_PAGING_DOMAIN_ALLOC
	return iommu_paging_domain_alloc(dev);
#else
	struct iommu_domain *domain;

	if (!dev->bus || !iommu_present(dev->bus))
		return ERR_PTR(-ENODEV);
	domain = iommu_domain_alloc(dev->bus);
	return domain ? domain : ERR_PTR(-ENOMEM);
#endif
}

static inline void native_timer_delete_sync(struct timer_list *timer)
{
#ifdef IOMMU_SHIM_HAVE_TIMER_DELETE_SYNC
	timer_delete_sync(timer);
#else
	del_timer_sync(timer);
#endif
}

#endif
