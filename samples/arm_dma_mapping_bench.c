// SPDX-License-Identifier: GPL-2.0-only
/*
 * An Ethernet controller: a ring of descriptors in coherent memory, and packets
 * that are mapped for the time they are on their way.
 */
#include <hosted/device.h>
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/string.h>

#include "arm_dma_mapping.h"
#include "bench.h"

const char *const bench_name = "arm_dma_mapping";

#define RING_PAGES 20
#define PACKETS 64
#define PACKET_SIZE 1500

static void bench_packet(struct bench *b, struct device *dev,
			 struct dma_iommu_mapping *mapping, unsigned int n,
			 bool receive)
{
	static u8 wire[PACKET_SIZE];
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	unsigned long offset = n * 40;
	u8 *packet = page_address(page) + offset;
	dma_addr_t dma;

	memset(receive ? wire : packet, n + 1, PACKET_SIZE);
	/* As in the softirq of a network driver. */
	preempt_disable();
	dma = arm_iommu_map_page(mapping, page, offset, PACKET_SIZE, receive ?
				 DMA_FROM_DEVICE : DMA_TO_DEVICE);
	preempt_enable();
	bench_expect(b, dma != ARM_MAPPING_ERROR);
	if (receive)
		bench_data(b, !hosted_device_write(dev, dma, wire,
						   PACKET_SIZE));
	else
		bench_data(b, !hosted_device_read(dev, dma, wire,
						  PACKET_SIZE));
	bench_data(b, !memcmp(wire, packet, PACKET_SIZE));
	preempt_disable();
	arm_iommu_unmap_page(mapping, dma, PACKET_SIZE);
	preempt_enable();
	bench_device_cut_off(b, dma & PAGE_MASK, 1);
	__free_page(page);
}

int bench_run(struct bench *b, struct device *dev)
{
	const size_t size = RING_PAGES * PAGE_SIZE;
	struct dma_iommu_mapping *mapping;
	struct hosted_mem_stats before, after;
	struct page **ring;
	unsigned int i, skip = 0;
	dma_addr_t dma;

	mapping = arm_iommu_create_mapping(dev, 0x80000000, SZ_4M);
	if (IS_ERR(mapping))
		return PTR_ERR(mapping);
	for (;;) {
		hosted_mem_stats(&before);
		hosted_mem_fail(skip++, 1);
		ring = arm_iommu_alloc_attrs(mapping, size, &dma);
		if (!hosted_mem_fail(0, 0))
			break;
		hosted_mem_stats(&after);
		bench_expect(b, !ring);
		/* Tables of the IOMMU may have come to stay. */
		bench_expect(b, before.free_pages - after.free_pages <= 4);
	}
	bench_expect(b, ring);
	if (!ring)
		return -ENOMEM;

	bench_device_uses(b, dma, ring, RING_PAGES);
	for (i = 0; i < PACKETS; i++)
		bench_packet(b, dev, mapping, i, i % 2);
	bench_device_uses(b, dma, ring, RING_PAGES);
	arm_iommu_free_attrs(mapping, size, ring, dma);
	bench_device_cut_off(b, dma, RING_PAGES);
	arm_iommu_release_mapping(mapping);
	return 0;
}
