/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names of all styles and levels, for files of Linux 6.1 that are only
 * looked at by the compiler: it follows what <linux/iommu.h> of 6.1 declares.
 */
#ifndef TEST_COMPILES_STYLES_H
#define TEST_COMPILES_STYLES_H

/* Synchronous calls of styles sync and explicit; deferred ones of async. */
#define CALLS(suffix)							\
	int iommu_map##suffix(struct iommu_domain *domain,		\
		unsigned long iova, phys_addr_t paddr, size_t size,	\
		int prot);						\
	int iommu_map_atomic##suffix(struct iommu_domain *domain,	\
		unsigned long iova, phys_addr_t paddr, size_t size,	\
		int prot);						\
	ssize_t iommu_map_sg##suffix(struct iommu_domain *domain,	\
		unsigned long iova, struct scatterlist *sg,		\
		unsigned int nents, int prot);				\
	ssize_t iommu_map_sg_atomic##suffix(struct iommu_domain *domain, \
		unsigned long iova, struct scatterlist *sg,		\
		unsigned int nents, int prot);				\
	size_t iommu_map_sgtable##suffix(struct iommu_domain *domain,	\
		unsigned long iova, struct sg_table *sgt, int prot);	\
	size_t iommu_unmap##suffix(struct iommu_domain *domain,		\
		unsigned long iova, size_t size)

CALLS(_sync);
CALLS(_async);

/* Finishing calls of styles explicit, async and fast. */
void iommu_tlb_range_add(struct iommu_domain *domain, unsigned long iova,
			 size_t size);
void iommu_tlb_sync(struct iommu_domain *domain);
void iommu_flush_tlb_all(struct iommu_domain *domain);

/* Style fast has a parameter less than 6.1, level 6.3 one more. */
size_t fast_unmap_fast(struct iommu_domain *domain, unsigned long iova,
		       size_t size);
int gfp_map(struct iommu_domain *domain, unsigned long iova, phys_addr_t paddr,
	    size_t size, int prot, gfp_t gfp);
ssize_t gfp_map_sg(struct iommu_domain *domain, unsigned long iova,
		   struct scatterlist *sg, unsigned int nents, int prot,
		   gfp_t gfp);

/* The number of arguments decides; 6.1's own definitions stay what they are. */
#define SEVENTH(a, b, c, d, e, f, name, ...) name
#define iommu_unmap_fast(...) \
	SEVENTH(__VA_ARGS__, iommu_unmap_fast, iommu_unmap_fast, \
		iommu_unmap_fast, fast_unmap_fast, )(__VA_ARGS__)
#define iommu_map(...) \
	SEVENTH(__VA_ARGS__, gfp_map, iommu_map, iommu_map, iommu_map, \
		iommu_map)(__VA_ARGS__)
#define iommu_map_sg(...) \
	SEVENTH(__VA_ARGS__, gfp_map_sg, iommu_map_sg, iommu_map_sg, \
		iommu_map_sg, iommu_map_sg)(__VA_ARGS__)

/* Level 6.16. */
struct iommu_domain *iommu_paging_domain_alloc(struct device *dev);
int iommu_map_nosync(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t size, int prot, gfp_t gfp);
int iommu_sync_map(struct iommu_domain *domain, unsigned long iova,
		   size_t size);

#endif
