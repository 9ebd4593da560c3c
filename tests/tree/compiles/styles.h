/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names that a style or level adds to those of Linux 6.1, for files that are
 * only looked at by the compiler: this follows what <linux/iommu.h> declares.
 * NAMES says which of them there are.
 */
#ifndef TEST_COMPILES_STYLES_H
#define TEST_COMPILES_STYLES_H

#define NAMES_SYNC	1
#define NAMES_ASYNC	2
#define NAMES_QUEUE	4
#define NAMES_FAST	8
#define NAMES_GFP	16
#define NAMES_NEW	32
#define NAMES_NOSYNC	64

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

#if NAMES & NAMES_SYNC
CALLS(_sync);
#endif
#if NAMES & NAMES_ASYNC
CALLS(_async);
#endif

/* Finishing calls of styles explicit, async and fast. */
#if NAMES & NAMES_QUEUE
void iommu_tlb_range_add(struct iommu_domain *domain, unsigned long iova,
			 size_t size);
void iommu_tlb_sync(struct iommu_domain *domain);
void iommu_flush_tlb_all(struct iommu_domain *domain);
#endif

/* The number of arguments decides; 6.1's own definitions stay what they are. */
#define SEVENTH(a, b, c, d, e, f, name, ...) name

/* Style fast has a parameter less than 6.1. */
#if NAMES & NAMES_FAST
size_t fast_unmap_fast(struct iommu_domain *domain, unsigned long iova,
		       size_t size);
#define iommu_unmap_fast(...) \
	SEVENTH(__VA_ARGS__, iommu_unmap_fast, iommu_unmap_fast, \
		iommu_unmap_fast, fast_unmap_fast, )(__VA_ARGS__)
#endif

/* Level 6.3 has one more. */
#if NAMES & NAMES_GFP
int gfp_map(struct iommu_domain *domain, unsigned long iova, phys_addr_t paddr,
	    size_t size, int prot, gfp_t gfp);
ssize_t gfp_map_sg(struct iommu_domain *domain, unsigned long iova,
		   struct scatterlist *sg, unsigned int nents, int prot,
		   gfp_t gfp);
#define iommu_map(...) \
	SEVENTH(__VA_ARGS__, gfp_map, iommu_map, iommu_map, iommu_map, \
		iommu_map)(__VA_ARGS__)
#define iommu_map_sg(...) \
	SEVENTH(__VA_ARGS__, gfp_map_sg, iommu_map_sg, iommu_map_sg, \
		iommu_map_sg, iommu_map_sg)(__VA_ARGS__)
#endif

/* Level 6.16. */
#if NAMES & NAMES_NEW
struct iommu_domain *iommu_paging_domain_alloc(struct device *dev);
#endif
#if NAMES & NAMES_NOSYNC
int iommu_map_nosync(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t size, int prot, gfp_t gfp);
int iommu_sync_map(struct iommu_domain *domain, unsigned long iova,
		   size_t size);
#endif

#endif
