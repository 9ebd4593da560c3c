// SPDX-License-Identifier: GPL-2.0-only
/*
 * A network card's receive ring: buffers are posted, filled by the card, taken
 * out and replaced, in the order of the ring; and a disk that reads lists.
 */
#include <hosted/device.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "bench.h"
#include "dma_iommu.h"

const char *const bench_name = "dma_iommu";

#define RING 16
#define PACKETS 100
#define LEN 1000
#define NPAGES 18

static void bench_ring(struct bench *b, struct device *dev,
		       struct iommu_dma_cookie *cookie)
{
	struct page *pages[RING] = { 0 };
	dma_addr_t dma[RING];
	u8 packet[LEN];
	unsigned int n, i;

	for (n = 0; n < PACKETS + RING; n++) {
		i = n % RING;
		if (pages[i]) {
			memset(packet, n, LEN);
			bench_data(b, !hosted_device_write(dev, dma[i], packet,
							   LEN));
			iommu_dma_unmap_page(cookie, dma[i], LEN);
			bench_data(b, !memcmp(page_address(pages[i]) + 64,
					      packet, LEN));
			bench_device_cut_off(b, dma[i] & PAGE_MASK, 1);
			__free_page(pages[i]);
			pages[i] = NULL;
		}
		if (n >= PACKETS)
			continue;
		pages[i] = alloc_page(GFP_KERNEL);
		dma[i] = iommu_dma_map_page(cookie, pages[i], 64, LEN,
					    IOMMU_WRITE);
		bench_expect(b, dma[i] != DMA_MAPPING_ERROR);
	}
}

int bench_run(struct bench *b, struct device *dev)
{
	struct iommu_dma_cookie *cookie = iommu_dma_init(dev);
	struct page **pages;
	struct sg_table sgt;
	dma_addr_t dma;
	unsigned int i;

	if (IS_ERR(cookie))
		return PTR_ERR(cookie);
	bench_ring(b, dev, cookie);
	for (i = 0; i < 4; i++) {
		pages = bench_sgt_alloc(&sgt, NPAGES);
		if (!pages)
			return -ENOMEM;
		bench_expect(b, iommu_dma_map_sg(cookie, sgt.sgl,
						 sgt.orig_nents,
						 IOMMU_READ | IOMMU_WRITE));
		dma = sg_dma_address(sgt.sgl);
		bench_device_uses(b, dma, pages, NPAGES);
		iommu_dma_unmap_sg(cookie, sgt.sgl);
		bench_device_cut_off(b, dma, NPAGES);
		bench_sgt_free(&sgt, pages, NPAGES);
	}
	iommu_dma_exit(cookie);
	return 0;
}
