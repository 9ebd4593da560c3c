// SPDX-License-Identifier: GPL-2.0-only
/*
 * A user program gives its memory to a device, in several mappings and by way
 * of an imported buffer, and takes it back.
 */
#include <hosted/memory.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "bench.h"
#include "vfio_type1.h"

const char *const bench_name = "vfio_type1";

#define NPAGES 48
#define IOVA 0x100000000UL
#define IOVA_SG 0x7fff000000UL

static void bench_unwind(struct bench *b, struct vfio_iommu *iommu,
			 struct page **pages)
{
	int count = page_count(pages[0]), skip, ret;

	/* A mapping that fails half way leaves no page mapped or pinned. */
	for (skip = 0; skip < 8; skip++) {
		hosted_mem_fail(skip, 1);
		ret = vfio_dma_map(iommu, IOVA, pages, NPAGES, IOMMU_READ);
		if (!hosted_mem_fail(0, 0)) {
			bench_expect(b, ret == 0);
			vfio_dma_unmap(iommu, IOVA, NPAGES * PAGE_SIZE);
		} else {
			bench_expect(b, ret == -ENOMEM);
		}
		bench_expect(b, page_count(pages[0]) == count);
		bench_device_cut_off(b, IOVA, NPAGES);
	}
}

static void bench_pinned(struct bench *b, struct vfio_iommu *iommu,
			 struct page **pages)
{
	const unsigned int half = NPAGES / 2;
	const size_t size = half * PAGE_SIZE;
	int ret;

	ret = vfio_dma_map(iommu, IOVA, pages, half, IOMMU_READ | IOMMU_WRITE);
	bench_expect(b, !ret);
	ret = vfio_dma_map(iommu, IOVA + size, pages + half, half,
			   IOMMU_READ | IOMMU_WRITE);
	bench_expect(b, !ret);
	bench_expect(b, page_count(pages[0]) == 2);
	bench_device_uses(b, IOVA, pages, NPAGES);

	/* One of the two, then all that is left. */
	bench_expect(b, vfio_dma_unmap(iommu, IOVA, size) == size);
	bench_device_cut_off(b, IOVA, half);
	bench_device_uses(b, IOVA + size, pages + half, half);
	bench_expect(b, vfio_dma_unmap(iommu, 0, SIZE_MAX) == size);
	bench_device_cut_off(b, IOVA, NPAGES);
	bench_expect(b, page_count(pages[0]) == 1);
}

static void bench_imported(struct bench *b, struct vfio_iommu *iommu,
			   struct page **pages)
{
	const size_t size = NPAGES * PAGE_SIZE;
	struct sg_table sgt;
	int ret;

	ret = sg_alloc_table_from_pages(&sgt, pages, NPAGES, 0, size,
					GFP_KERNEL);
	bench_expect(b, !ret);
	ret = vfio_dma_map_sg(iommu, IOVA_SG, &sgt, IOMMU_READ | IOMMU_WRITE);
	bench_expect(b, !ret);
	bench_device_uses(b, IOVA_SG, pages, NPAGES);
	bench_expect(b, vfio_dma_unmap(iommu, IOVA_SG, size) == size);
	bench_device_cut_off(b, IOVA_SG, NPAGES);
	sg_free_table(&sgt);
}

int bench_run(struct bench *b, struct device *dev)
{
	struct page **pages = bench_pages_alloc(NPAGES);
	struct vfio_iommu *iommu;

	if (!pages)
		return -ENOMEM;
	iommu = vfio_iommu_open(dev);
	if (IS_ERR(iommu))
		return PTR_ERR(iommu);

	bench_unwind(b, iommu, pages);
	bench_pinned(b, iommu, pages);
	bench_imported(b, iommu, pages);

	vfio_iommu_release(iommu);
	bench_pages_free(pages, NPAGES);
	return 0;
}
