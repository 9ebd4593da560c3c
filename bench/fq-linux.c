// SPDX-License-Identifier: GPL-2.0-only
/*
 * A way in to what is static in Linux's dma-iommu.c, which is included as it
 * is.  With FQ_NO_ALLOCATOR its queue gives IOVAs back to nobody.
 */
#ifdef FQ_NO_ALLOCATOR
#define free_iova_fast fq_free_nothing
#endif

#include "drivers/iommu/dma-iommu.c"

#include "fq-linux.h"

#ifdef FQ_NO_ALLOCATOR
void fq_free_nothing(struct iova_domain *iovad, unsigned long pfn,
		     unsigned long size)
{
	if (bench_released)
		bench_released(pfn << iova_shift(iovad));
}
#endif

int fq_create(struct iommu_domain *domain)
{
	struct iova_domain *iovad;
	int ret = iommu_get_dma_cookie(domain);

	if (ret)
		return ret;
	iovad = &domain->iova_cookie->iovad;
	init_iova_domain(iovad, PAGE_SIZE, 1);
	ret = iova_domain_init_rcaches(iovad);
	return ret ? ret : iommu_dma_init_fq(domain);
}

void fq_destroy(struct iommu_domain *domain)
{
	iommu_put_dma_cookie(domain);
}

unsigned long fq_alloc(struct iommu_domain *domain)
{
	struct iova_domain *iovad = &domain->iova_cookie->iovad;

	return alloc_iova_fast(iovad, 1, DMA_BIT_MASK(32) >> PAGE_SHIFT, true) <<
	       PAGE_SHIFT;
}

void fq_free(struct iommu_domain *domain, unsigned long iova)
{
	free_iova_fast(&domain->iova_cookie->iovad, iova >> PAGE_SHIFT, 1);
}

void fq_queue(struct iommu_domain *domain, unsigned long iova)
{
	LIST_HEAD(none);

	queue_iova(domain->iova_cookie, iova >> PAGE_SHIFT, 1, &none);
}
