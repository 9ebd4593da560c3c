/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _IOMMU_SHIM_LEVELS_H
#define _IOMMU_SHIM_LEVELS_H

/*
 * The map calls with the arguments of each level.
 *
 * Before Linux 6.3 a map takes no gfp_t, and there is a call of its own for
 * those who may not sleep; from 6.3 on it takes one, and these are gone.
 * iommu_map_sgtable has never taken one.
 */

#include <linux/gfp.h>

#include <iommu-shim/calls.h>

/* iommu_shim_5_4_map_sync() and its like, from iommu_shim_map_sync(). */
#define _IOMMU_SHIM_5_4(when)						\
static inline int iommu_shim_5_4_map ## when(				\
	struct iommu_domain *domain, unsigned long iova,		\
	phys_addr_t paddr, size_t size, int prot)			\
{									\
	return iommu_shim_map ## when(domain, iova, paddr, size, prot,	\
				      GFP_KERNEL);			\
}									\
static inline int iommu_shim_5_4_map_atomic ## when(			\
	struct iommu_domain *domain, unsigned long iova,		\
	phys_addr_t paddr, size_t size, int prot)			\
{									\
	return iommu_shim_map ## when(domain, iova, paddr, size, prot,	\
				      GFP_ATOMIC);			\
}									\
static inline ssize_t iommu_shim_5_4_map_sg ## when(			\
	struct iommu_domain *domain, unsigned long iova,		\
	struct scatterlist *sg, unsigned int nents, int prot)		\
{									\
	return iommu_shim_map_sg ## when(domain, iova, sg, nents, prot,	\
					 GFP_KERNEL);			\
}									\
static inline ssize_t iommu_shim_5_4_map_sg_atomic ## when(		\
	struct iommu_domain *domain, unsigned long iova,		\
	struct scatterlist *sg, unsigned int nents, int prot)		\
{									\
	return iommu_shim_map_sg ## when(domain, iova, sg, nents, prot,	\
					 GFP_ATOMIC);			\
}									\
static inline ssize_t iommu_shim_map_sgtable ## when(			\
	struct iommu_domain *domain, unsigned long iova,		\
	struct sg_table *sgt, int prot)					\
{									\
	return iommu_shim_map_sg ## when(domain, iova, sgt->sgl,	\
					 sgt->orig_nents, prot,		\
					 GFP_KERNEL);			\
}

_IOMMU_SHIM_5_4()
_IOMMU_SHIM_5_4(_sync)
_IOMMU_SHIM_5_4(_async)

#endif
