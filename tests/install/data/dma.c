// SPDX-License-Identifier: GPL-2.0-only
/* A device in a default domain: what it is given is no physical address. */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>

int main(void)
{
	struct hosted_iommu *iommu = hosted_iommu_create(NULL);
	struct device *dev = hosted_device_create(iommu, "nic");
	u8 *mem = kzalloc(PAGE_SIZE, GFP_KERNEL), seen = 0;
	u64 mask = DMA_BIT_MASK(48);
	dma_addr_t at;

	dev->dma_mask = &mask;
	at = dma_map_single(dev, mem, PAGE_SIZE, DMA_TO_DEVICE);
	mem[0] = 42;
	if (dma_mapping_error(dev, at) || at == virt_to_phys(mem) ||
	    hosted_device_read(dev, at, &seen, 1) || seen != 42)
		return 1;
	dma_unmap_single(dev, at, PAGE_SIZE, DMA_TO_DEVICE);
	hosted_print("translated\n");
	return 0;
}
