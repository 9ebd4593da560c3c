// SPDX-License-Identifier: GPL-2.0-only
/*
 * The DMA API of a device without operations, and the way to those of one that
 * has them.
 */
#include <hosted/kernel.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/jump_label.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "ktest.h"

static void without_operations_addresses_are_physical(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct scatterlist sgl[2];
	struct sg_table sgt;
	struct device dev = {};
	dma_addr_t addr;
	u8 *mem;

	CHECK_EQ(dma_map_page(&dev, page, 64, 10, DMA_TO_DEVICE),
		 page_to_phys(page) + 64);
	CHECK_EQ(dma_map_single(&dev, page_address(page) + 5, 10,
				DMA_TO_DEVICE), page_to_phys(page) + 5);
	dma_unmap_single(&dev, page_to_phys(page) + 5, 10, DMA_TO_DEVICE);
	sg_init_table(sgl, 2);
	sg_set_page(&sgl[0], page, 100, 0);
	sg_set_page(&sgl[1], page, 200, 512);
	CHECK_EQ(dma_map_sg(&dev, sgl, 2, DMA_TO_DEVICE), 2);
	CHECK_EQ(sg_dma_address(&sgl[1]), page_to_phys(page) + 512);
	CHECK_EQ(sg_dma_len(&sgl[1]), 200);
	dma_unmap_sg(&dev, sgl, 2, DMA_TO_DEVICE);
	/* Memory that was used before. */
	mem = page_address(alloc_pages(GFP_KERNEL, 1));
	memset(mem, 0xff, 2 * PAGE_SIZE);
	free_pages((unsigned long)mem, 1);
	mem = dma_alloc_coherent(&dev, PAGE_SIZE + 1, &addr, GFP_KERNEL);
	CHECK_EQ(addr, virt_to_phys(mem));
	CHECK(!memchr_inv(mem, 0, 2 * PAGE_SIZE));
	CHECK_EQ(dma_get_sgtable(&dev, &sgt, mem, addr, PAGE_SIZE + 1), 0);
	CHECK(sg_page(sgt.sgl) == virt_to_page(mem));
	CHECK_EQ(sgt.sgl->length, 2 * PAGE_SIZE);
	sg_free_table(&sgt);
	dma_free_coherent(&dev, PAGE_SIZE + 1, mem, addr);
	dma_free_coherent(&dev, PAGE_SIZE, NULL, 0);
	CHECK_EQ(dma_map_resource(&dev, 0xfee00000, 4, DMA_TO_DEVICE, 0),
		 0xfee00000);
	CHECK(!dma_mapping_error(&dev, 0));
	CHECK(dma_mapping_error(&dev, DMA_MAPPING_ERROR));
	__free_page(page);
}

static unsigned long called;
static int sg_answer;

static dma_addr_t op_map_page(struct device *dev, struct page *page,
			      unsigned long offset, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	(void)dev, (void)page;
	called = offset + size + dir + attrs;
	return attrs & DMA_ATTR_NO_WARN ? DMA_MAPPING_ERROR : SZ_1G + offset;
}

static void op_unmap_page(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	(void)dev, (void)addr, (void)attrs;
	called = 1000 + size + dir;
}

static int op_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		     enum dma_data_direction dir, unsigned long attrs)
{
	(void)dev, (void)sg, (void)nents, (void)dir, (void)attrs;
	return sg_answer;
}

static void op_sync(struct device *dev, dma_addr_t addr, size_t size,
		    enum dma_data_direction dir)
{
	(void)dev, (void)addr, (void)dir;
	called = 2000 + size;
}

static const struct dma_map_ops ops = {
	.map_page = op_map_page,
	.unmap_page = op_unmap_page,
	.map_sg = op_map_sg,
	.sync_single_for_cpu = op_sync,
};

static void operations_are_called(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct device dev = { .dma_ops = &ops };
	struct sg_table sgt;
	dma_addr_t addr;

	CHECK_EQ(sg_alloc_table(&sgt, 3, GFP_KERNEL), 0);
	CHECK_EQ(dma_map_page_attrs(&dev, page, 100, 20, DMA_FROM_DEVICE,
				    DMA_ATTR_SKIP_CPU_SYNC), SZ_1G + 100);
	CHECK_EQ(called, 100 + 20 + DMA_FROM_DEVICE + DMA_ATTR_SKIP_CPU_SYNC);
	CHECK_EQ(dma_map_single(&dev, page_address(page) + 7, 1,
				DMA_TO_DEVICE), SZ_1G + 7);
	dma_unmap_page(&dev, SZ_1G, 30, DMA_FROM_DEVICE);
	CHECK_EQ(called, 1000 + 30 + DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(&dev, SZ_1G, 5, DMA_FROM_DEVICE);
	CHECK_EQ(called, 2005);
	/* Operations that are not there. */
	dma_sync_single_for_device(&dev, SZ_1G, 6, DMA_FROM_DEVICE);
	dma_unmap_sg(&dev, sgt.sgl, 3, DMA_FROM_DEVICE);
	CHECK_EQ(called, 2005);
	CHECK(!dma_alloc_coherent(&dev, 10, &addr, GFP_KERNEL));
	CHECK_EQ(dma_map_resource(&dev, 0, 4, DMA_TO_DEVICE, 0),
		 DMA_MAPPING_ERROR);

	sg_answer = 2;
	CHECK_EQ(dma_map_sg(&dev, sgt.sgl, 3, DMA_TO_DEVICE), 2);
	CHECK_EQ(dma_map_sgtable(&dev, &sgt, DMA_TO_DEVICE, 0), 0);
	CHECK_EQ(sgt.nents, 2);
	CHECK_EQ(sgt.orig_nents, 3);
	sg_answer = -ENOMEM;
	CHECK_EQ(dma_map_sg(&dev, sgt.sgl, 3, DMA_TO_DEVICE), 0);
	CHECK_EQ(dma_map_sgtable(&dev, &sgt, DMA_TO_DEVICE, 0), -ENOMEM);
	sg_answer = 0;
	CHECK_EQ(dma_map_sgtable(&dev, &sgt, DMA_TO_DEVICE, 0), -EIO);

	sg_free_table(&sgt);
	__free_page(page);
}

static void common_helpers(void)
{
	struct device dev = { .dma_ops = &ops };
	struct page *pages[3], *page;
	dma_addr_t addr;
	u8 *at;
	int i;

	page = dma_common_alloc_pages(&dev, PAGE_SIZE, &addr, DMA_TO_DEVICE,
				      GFP_KERNEL);
	CHECK(page && addr == SZ_1G);
	dma_common_free_pages(&dev, PAGE_SIZE, page, addr, DMA_TO_DEVICE);
	CHECK_EQ(called, 1000 + PAGE_SIZE + DMA_TO_DEVICE);
	for (i = 0; i < 3; i++)
		pages[i] = alloc_page(GFP_KERNEL);
	at = dma_common_pages_remap(pages, 2 * PAGE_SIZE + 1, PAGE_KERNEL,
				    NULL);
	CHECK(at);
	CHECK(dma_common_find_pages(at) == pages);
	CHECK(!dma_common_find_pages(at + 5 * PAGE_SIZE));
	at[2 * PAGE_SIZE] = 'x';
	CHECK_EQ(*(u8 *)page_address(pages[2]), 'x');
	dma_common_free_remap(at, 2 * PAGE_SIZE + 1);
	for (i = 0; i < 3; i++)
		__free_page(pages[i]);
	page = alloc_pages(GFP_KERNEL, 1);
	at = dma_common_contiguous_remap(page, 2 * PAGE_SIZE, PAGE_KERNEL,
					 NULL);
	CHECK(at && !dma_common_find_pages(at));
	at[PAGE_SIZE] = 'y';
	CHECK_EQ(((u8 *)page_address(page))[PAGE_SIZE], 'y');
	dma_common_free_remap(at, 2 * PAGE_SIZE);
	__free_pages(page, 1);
	at = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	dma_common_free_remap(at, PAGE_SIZE);
	hosted_log_quiet(false);
	CHECK(find_vm_area(at));
	vunmap(at);
}

static void what_a_device_can_reach(void)
{
	struct device_dma_parameters parms = {};
	struct device dev = {};
	u64 mask = 0;

	CHECK_EQ(dma_get_mask(&dev), DMA_BIT_MASK(32));
	CHECK_EQ(dma_set_mask(&dev, 1), -EIO);
	dev.dma_mask = &mask;
	CHECK_EQ(dma_get_mask(&dev), DMA_BIT_MASK(32));
	CHECK_EQ(dma_set_mask_and_coherent(&dev, DMA_BIT_MASK(40)), 0);
	CHECK_EQ(dma_get_mask(&dev), DMA_BIT_MASK(40));
	CHECK_EQ(dev.coherent_dma_mask, DMA_BIT_MASK(40));
	dev.dma_mask = NULL;
	CHECK_EQ(dma_coerce_mask_and_coherent(&dev, DMA_BIT_MASK(33)), 0);
	CHECK_EQ(dma_get_mask(&dev), DMA_BIT_MASK(33));
	/* All RAM, or it is no mask for it; unless it is translated. */
	CHECK_EQ(dma_set_mask(&dev, DMA_BIT_MASK(30)), -EIO);
	CHECK_EQ(dma_set_coherent_mask(&dev, DMA_BIT_MASK(30)), -EIO);
	CHECK_EQ(dma_set_mask(&dev, HOSTED_RAM_PHYS + HOSTED_RAM_SIZE - 2),
		 -EIO);
	CHECK_EQ(dma_set_mask(&dev, HOSTED_RAM_PHYS + HOSTED_RAM_SIZE - 1), 0);
	dev.dma_ops = &ops;
	CHECK_EQ(dma_set_mask_and_coherent(&dev, DMA_BIT_MASK(20)), 0);
	dev.dma_ops = NULL;
	CHECK_EQ(dma_get_max_seg_size(&dev), SZ_64K);
	CHECK_EQ(dma_get_seg_boundary(&dev), ULONG_MAX);
	CHECK_EQ(dma_set_max_seg_size(&dev, 5), -EIO);
	CHECK_EQ(dma_set_seg_boundary(&dev, 5), -EIO);
	dev.dma_parms = &parms;
	CHECK_EQ(dma_get_max_seg_size(&dev), SZ_64K);
	CHECK_EQ(dma_set_max_seg_size(&dev, SZ_4K), 0);
	CHECK_EQ(dma_set_seg_boundary(&dev, SZ_1M - 1), 0);
	CHECK_EQ(dma_get_max_seg_size(&dev), SZ_4K);
	CHECK_EQ(dma_get_seg_boundary(&dev), SZ_1M - 1);
	CHECK_EQ(min_not_zero(0, 5), 5);
	CHECK_EQ(min_not_zero(5, 0), 5);
	CHECK_EQ(min_not_zero(6, 5), 5);
	CHECK_EQ(min_not_zero(0, 0), 0);
}

static void branches_that_are_decided_once(void)
{
	static DEFINE_STATIC_KEY_FALSE(off);
	static DEFINE_STATIC_KEY_TRUE(on);

	CHECK(!static_branch_unlikely(&off));
	CHECK(static_branch_likely(&on));
	static_branch_enable(&off);
	static_branch_disable(&on);
	CHECK(static_branch_unlikely(&off));
	CHECK(!static_branch_likely(&on));
	static_branch_disable(&off);
	static_branch_enable(&on);
}

KTEST_SUITE(dma,
	KTEST(without_operations_addresses_are_physical),
	KTEST(operations_are_called),
	KTEST(common_helpers),
	KTEST(what_a_device_can_reach),
	KTEST(branches_that_are_decided_once));
