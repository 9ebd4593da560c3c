/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_SAMPLES_MUTANTS_H
#define TESTS_SAMPLES_MUTANTS_H

/*
 * Mistakes that a migration can make, in place of the calls of style sync; a
 * sample is compiled with one of them.
 */
#include <linux/mm.h>

#include <iommu-shim/iommu.h>

#ifdef MUTANT_NO_FLUSH
static inline size_t mutant_unmap(struct iommu_domain *domain,
				  unsigned long iova, size_t size)
{
	return iommu_shim_unmap(domain, iova, size);
}
#endif

#ifdef MUTANT_LATE
/* The flush of an unmap comes with the next one. */
static inline size_t mutant_unmap(struct iommu_domain *domain,
				  unsigned long iova, size_t size)
{
	static unsigned long last_iova;
	static size_t last_size;
	size_t unmapped;

	iommu_shim_tlb_range_add(domain, last_iova, last_size);
	iommu_shim_tlb_sync(domain);
	unmapped = iommu_shim_unmap(domain, iova, size);
	last_iova = iova;
	last_size = unmapped;
	return unmapped;
}
#endif

#ifdef MUTANT_WRONG_DOMAIN
static struct iommu_domain *mutant_other;

static inline struct iommu_domain *mutant_domain_alloc(struct bus_type *bus)
{
	if (!mutant_other)
		mutant_other = iommu_shim_domain_alloc(bus);
	return iommu_shim_domain_alloc(bus);
}

static inline size_t mutant_unmap(struct iommu_domain *domain,
				  unsigned long iova, size_t size)
{
	size_t unmapped = iommu_shim_unmap(domain, iova, size);

	iommu_shim_tlb_range_add(mutant_other, iova, unmapped);
	iommu_shim_tlb_sync(mutant_other);
	return unmapped;
}
#undef iommu_domain_alloc
#define iommu_domain_alloc mutant_domain_alloc
#endif

#ifdef MUTANT_SHORT
/* The last page is forgotten. */
static inline size_t mutant_unmap(struct iommu_domain *domain,
				  unsigned long iova, size_t size)
{
	size_t unmapped = iommu_shim_unmap(domain, iova, size);

	if (unmapped > PAGE_SIZE) {
		iommu_shim_tlb_range_add(domain, iova, unmapped - PAGE_SIZE);
		iommu_shim_tlb_sync(domain);
	}
	return unmapped;
}
#endif

#ifdef MUTANT_NO_MAP_FLUSH
static inline int mutant_map(struct iommu_domain *domain, unsigned long iova,
			     phys_addr_t paddr, size_t size, int prot)
{
	size_t mapped = 0;
	int ret;

	ret = domain->ops->map_pages(domain, iova, paddr, PAGE_SIZE,
				     size >> PAGE_SHIFT, prot, GFP_ATOMIC,
				     &mapped);
	if (ret)
		iommu_unmap_sync(domain, iova, mapped);
	return ret;
}
#undef iommu_map_sync
#define iommu_map_sync mutant_map
#undef iommu_map_atomic_sync
#define iommu_map_atomic_sync mutant_map
#else
#undef iommu_unmap_sync
#define iommu_unmap_sync mutant_unmap
#endif

#endif
