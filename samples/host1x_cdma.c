// SPDX-License-Identifier: GPL-2.0-only
/*
 * The push buffer of a command channel, after the pattern of host1x's cdma.c:
 * a ring of command words that is mapped once for the channel's life, and
 * unmapped before its memory is freed.
 */
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "host1x_cdma.h"

#define PUSHBUFFER_SLOTS 511
#define IOVA_START 0x1000UL

struct push_buffer {
	u32 *mapped;
	phys_addr_t phys;
	dma_addr_t dma;
	size_t size;			/* of the ring, without its last word */
	size_t alloc_size;
	unsigned int pos;
	unsigned int used;
};

struct host1x_cdma {
	struct device *dev;
	struct iommu_domain *domain;
	unsigned long next_iova;
	struct push_buffer push_buffer;
};

static void host1x_pushbuffer_destroy(struct host1x_cdma *cdma)
{
	struct push_buffer *pb = &cdma->push_buffer;

	if (!pb->mapped)
		return;
	iommu_unmap(cdma->domain, pb->dma, pb->alloc_size);
	free_pages((unsigned long)pb->mapped, get_order(pb->alloc_size));
	pb->mapped = NULL;
	pb->phys = 0;
}

static int host1x_pushbuffer_init(struct host1x_cdma *cdma)
{
	struct push_buffer *pb = &cdma->push_buffer;
	int err;

	pb->size = PUSHBUFFER_SLOTS * 8;
	pb->alloc_size = PAGE_ALIGN(pb->size + 4);
	pb->mapped = (u32 *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
					     get_order(pb->alloc_size));
	if (!pb->mapped)
		return -ENOMEM;
	pb->phys = virt_to_phys(pb->mapped);
	pb->dma = cdma->next_iova;
	err = iommu_map(cdma->domain, pb->dma, pb->phys, pb->alloc_size,
			IOMMU_READ);
	if (err)
		goto free_mem;
	cdma->next_iova += pb->alloc_size;
	pb->pos = 0;
	pb->used = 0;
	/* The last word sends the device back to the first. */
	pb->mapped[pb->size / 4] = pb->dma | 1;
	return 0;

free_mem:
	free_pages((unsigned long)pb->mapped, get_order(pb->alloc_size));
	pb->mapped = NULL;
	return err;
}

struct host1x_cdma *host1x_cdma_init(struct device *dev)
{
	struct host1x_cdma *cdma = kzalloc(sizeof(*cdma), GFP_KERNEL);
	int err = -ENODEV;

	if (!cdma)
		return ERR_PTR(-ENOMEM);
	cdma->dev = dev;
	cdma->next_iova = IOVA_START;
	cdma->domain = iommu_domain_alloc(dev->bus);
	if (!cdma->domain || iommu_attach_device(cdma->domain, dev))
		goto free_domain;
	err = host1x_pushbuffer_init(cdma);
	if (!err)
		return cdma;
	iommu_detach_device(cdma->domain, dev);
free_domain:
	if (cdma->domain)
		iommu_domain_free(cdma->domain);
	kfree(cdma);
	return ERR_PTR(err);
}

void host1x_cdma_deinit(struct host1x_cdma *cdma)
{
	host1x_pushbuffer_destroy(cdma);
	iommu_detach_device(cdma->domain, cdma->dev);
	iommu_domain_free(cdma->domain);
	kfree(cdma);
}

int host1x_cdma_restart(struct host1x_cdma *cdma)
{
	host1x_pushbuffer_destroy(cdma);
	return host1x_pushbuffer_init(cdma);
}

int host1x_cdma_push(struct host1x_cdma *cdma, u32 op1, u32 op2)
{
	struct push_buffer *pb = &cdma->push_buffer;

	if (pb->used == PUSHBUFFER_SLOTS)
		return -EBUSY;
	pb->mapped[2 * pb->pos] = op1;
	pb->mapped[2 * pb->pos + 1] = op2;
	pb->pos = (pb->pos + 1) % PUSHBUFFER_SLOTS;
	pb->used++;
	return 0;
}

void host1x_cdma_fence(struct host1x_cdma *cdma, unsigned int slots)
{
	cdma->push_buffer.used -= min(slots, cdma->push_buffer.used);
}

dma_addr_t host1x_cdma_dma(struct host1x_cdma *cdma)
{
	return cdma->push_buffer.dma;
}

unsigned int host1x_cdma_slots(struct host1x_cdma *cdma)
{
	(void)cdma;
	return PUSHBUFFER_SLOTS;
}

MODULE_LICENSE("GPL");
