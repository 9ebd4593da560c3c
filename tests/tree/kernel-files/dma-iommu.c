// SPDX-License-Identifier: GPL-2.0-only
/*
 * The DMA API over an IOMMU: what devices reach, when the IOTLB is invalidated,
 * and what becomes of memory; strict, and with a flush queue, whose timer runs on
 * time that the test moves on.  Linux's own, over its own core and allocator of
 * IOVAs; and ours, over that core and over the hosted one.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sanitizer.h>
#include <hosted/sysfs.h>
#include <hosted/time.h>
#include <hosted/user.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/iommu.h>
#include <linux/iova.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/msi.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "ktest.h"

#define FQ_SIZE 256		/* per CPU, in 6.1 */
#define FQ_TIMEOUT 10

#ifdef DMA_API_OURS
#define UNMAP_SYMBOL "dma_op_unmap_page"
#else
#define UNMAP_SYMBOL "iommu_dma_unmap_page"
#endif

static struct hosted_iommu *iommu;
static struct device *dev;
static char page_of_text[PAGE_SIZE];

static int group(struct device *d)
{
	struct iommu_group *group = iommu_group_get(d);
	int id = iommu_group_id(group);

	iommu_group_put(group);
	return id;
}

static ssize_t set_type(const char *type)
{
	char path[64];

	snprintf(path, sizeof(path), "kernel/iommu_groups/%d/type",
		 group(dev));
	return hosted_sysfs_store(path, type, strlen(type));
}

static bool type_is(const char *type)
{
	char path[64];
	ssize_t len;

	snprintf(path, sizeof(path), "kernel/iommu_groups/%d/type",
		 group(dev));
	len = hosted_sysfs_show(path, page_of_text);
	return len == (ssize_t)strlen(page_of_text) &&
	       sysfs_streq(page_of_text, type);
}

static void setup_preset(const char *preset, const char *type)
{
	static u64 mask;

	hosted_time_freeze(true);
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	iommu = hosted_iommu_create(hosted_iommu_preset(preset));
	dev = hosted_device_create(iommu, "nic");
	mask = DMA_BIT_MASK(48);
	dev->dma_mask = &mask;
	dev->coherent_dma_mask = mask;
	if (set_type(type) < 0 || !type_is(type))
		ktest_fail(__FILE__, __LINE__, "type");
}

static void setup(const char *type)
{
	setup_preset("vt-d", type);
}

/* It has no memory, so that what the case did not free is missed. */
static void teardown(void)
{
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
	hosted_san_set_mode(HOSTED_SAN_OFF);
	hosted_time_freeze(false);
}

static u64 invalidations(void)
{
	struct hosted_iommu_stats stats;

	hosted_iommu_stats(iommu, &stats);
	return hosted_iommu_invalidations(&stats);
}

/* Does the device read @text there? */
static bool reads(dma_addr_t addr, const char *text)
{
	char buf[32] = "";

	return !hosted_device_read(dev, addr, buf, strlen(text)) &&
	       !memcmp(buf, text, strlen(text));
}

static bool faults(dma_addr_t addr)
{
	char c;

	return hosted_device_read(dev, addr, &c, 1) == -EFAULT;
}

/* ---- strict ---- */

static void strict_on(const char *preset)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	char *text = page_address(page);
	dma_addr_t addr;
	u64 before;

	setup_preset(preset, "DMA");
	strcpy(text + 100, "to the device");
	/* Unaligned: whole pages of the IOMMU, and the offset kept. */
	addr = dma_map_single(dev, text + 100, PAGE_SIZE, DMA_TO_DEVICE);
	CHECK(!dma_mapping_error(dev, addr));
	CHECK_EQ(offset_in_page(addr), 100);
	CHECK(addr != virt_to_phys(text + 100));
	CHECK(reads(addr, "to the device"));
	/* Only what the direction says. */
	CHECK_EQ(hosted_device_write(dev, addr, "x", 1), -EFAULT);
	before = invalidations();
	dma_unmap_single(dev, addr, PAGE_SIZE, DMA_TO_DEVICE);
	CHECK(invalidations() > before);
	CHECK(faults(addr));

	addr = dma_map_page(dev, page, 0, 2 * PAGE_SIZE, DMA_FROM_DEVICE);
	CHECK_EQ(hosted_device_write(dev, addr + PAGE_SIZE - 2, "over", 4), 0);
	CHECK(!memcmp(text + PAGE_SIZE - 2, "over", 4));
	CHECK(faults(addr));
	dma_unmap_page(dev, addr, 2 * PAGE_SIZE, DMA_FROM_DEVICE);
	__free_pages(page, 1);
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

static void strict(void)
{
	strict_on("vt-d");
}

static void strict_in_caching_mode(void)
{
	strict_on("vt-d-caching-mode");
}

static void strict_on_smmu(void)
{
	strict_on("smmu-v3");
}

static void strict_on_shadow_tables(void)
{
	strict_on("s390-shadow");
}

/* ---- the flush queue ---- */

static dma_addr_t map_one(struct page *page)
{
	return dma_map_page(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
}

static void unmap_one(dma_addr_t addr)
{
	dma_unmap_page(dev, addr, PAGE_SIZE, DMA_BIDIRECTIONAL);
}

static void queue_waits_for_its_timer(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	dma_addr_t addr;
	u64 before;

	setup("DMA-FQ");
	strcpy(page_address(page), "stale");
	addr = map_one(page);
	CHECK(reads(addr, "stale"));
	before = invalidations();
	unmap_one(addr);
	/* Not a command, and the IOTLB still translates. */
	CHECK_EQ(invalidations(), before);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_STALE_USE), 0);
	hosted_log_quiet(true);
	CHECK(reads(addr, "stale"));
	hosted_log_quiet(false);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_STALE_USE), 1);
	hosted_time_advance(FQ_TIMEOUT - 1);
	CHECK_EQ(invalidations(), before);
	hosted_time_advance(1);
	CHECK_EQ(invalidations(), before + 1);
	CHECK(faults(addr));
	/* One round only: there is nothing more to flush. */
	hosted_time_advance(10 * FQ_TIMEOUT);
	CHECK_EQ(invalidations(), before + 1);
	__free_page(page);
	CHECK_EQ(hosted_san_total(), 1);
	teardown();
}

#ifndef DMA_API_OURS
static void a_full_queue_is_flushed_at_once(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u64 before;
	int i;

	setup("DMA-FQ");
	before = invalidations();
	for (i = 0; i < FQ_SIZE - 1; i++)
		unmap_one(map_one(page));
	CHECK_EQ(invalidations(), before);
	unmap_one(map_one(page));
	CHECK_EQ(invalidations(), before + 1);
	/* All the first were given back: as many again until the next. */
	for (i = 0; i < FQ_SIZE - 2; i++)
		unmap_one(map_one(page));
	CHECK_EQ(invalidations(), before + 1);
	unmap_one(map_one(page));
	CHECK_EQ(invalidations(), before + 2);
	hosted_time_advance(FQ_TIMEOUT);
	__free_page(page);
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}
#endif

/* An IOVA is nobody's until it was flushed: never handed out while stale. */
static void no_address_comes_back_before_its_flush(void)
{
	static dma_addr_t seen[FQ_SIZE];
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t again;
	int i, j;

	setup("DMA-FQ");
	for (i = 0; i < FQ_SIZE - 1; i++) {
		seen[i] = map_one(page);
		for (j = 0; j < i; j++)
			CHECK(seen[j] != seen[i]);
		unmap_one(seen[i]);
	}
	CHECK_EQ(hosted_san_count(HOSTED_SAN_IOVA_REUSED), 0);
	hosted_time_advance(FQ_TIMEOUT);
	/* Some that were never used may come first. */
	for (i = 0, j = FQ_SIZE - 1; i < 16 && j == FQ_SIZE - 1; i++) {
		again = map_one(page);
		for (j = 0; j < FQ_SIZE - 1; j++)
			if (seen[j] == again)
				break;
		unmap_one(again);
	}
	CHECK(j < FQ_SIZE - 1);
	hosted_time_advance(FQ_TIMEOUT);
	__free_page(page);
	teardown();
}

/* The window that lazy invalidation leaves open, by its name. */
static void a_page_freed_before_the_flush_is_reported(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addr;

	setup("DMA-FQ");
	addr = map_one(page);
	unmap_one(addr);
	hosted_log_quiet(true);
	__free_page(page);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_PAGE_FREED), 1);
	CHECK_EQ(hosted_log_count(UNMAP_SYMBOL), 1);
	hosted_time_advance(FQ_TIMEOUT);
	teardown();
}

static void from_strict_to_lazy_with_a_device_at_work(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t kept, addr;
	u64 before;

	setup("DMA");
	kept = map_one(page);
	CHECK(set_type("DMA-FQ") > 0);
	CHECK(type_is("DMA-FQ"));
	CHECK(!faults(kept));
	before = invalidations();
	addr = map_one(page);
	unmap_one(addr);
	unmap_one(kept);
	CHECK_EQ(invalidations(), before);
	hosted_time_advance(FQ_TIMEOUT);
	CHECK_EQ(invalidations(), before + 1);
	__free_page(page);
	/* Back is another domain; what it cannot be it does not become. */
	CHECK(set_type("DMA") > 0);
	CHECK_EQ(set_type("mystery"), -EINVAL);
	CHECK(set_type("identity") > 0);
	CHECK(type_is("identity"));
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

#define THREADS 4

static int maps_and_unmaps(void *data)
{
	struct page *page = data;
	u32 mine = page_to_pfn(page), got;
	dma_addr_t addr;
	int i;

	for (i = 0; i < 3000; i++) {
		*(u32 *)page_address(page) = mine;
		addr = map_one(page);
		if (dma_mapping_error(dev, addr) ||
		    hosted_device_read(dev, addr, &got, sizeof(got)) ||
		    got != mine)
			ktest_fail(__FILE__, __LINE__, "not its own page");
		unmap_one(addr);
	}
	return 0;
}

static void on_several_cpus(const char *type)
{
	struct task_struct *tasks[THREADS];
	struct page *pages[THREADS];
	int i;

	setup(type);
	/* The timer thread is one of those that flush. */
	hosted_time_freeze(false);
	for (i = 0; i < THREADS; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		tasks[i] = kthread_run(maps_and_unmaps, pages[i], "maps");
	}
	for (i = 0; i < THREADS; i++)
		kthread_stop(tasks[i]);
	hosted_time_freeze(true);
	hosted_time_advance(FQ_TIMEOUT);
	for (i = 0; i < THREADS; i++)
		__free_page(pages[i]);
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

static void strict_on_several_cpus(void)
{
	on_several_cpus("DMA");
}

static void queues_on_several_cpus(void)
{
	on_several_cpus("DMA-FQ");
}

/* ---- scatterlists and memory of the API ---- */

static void a_scatterlist_is_one_range(void)
{
	struct scatterlist sgl[3], *sg;
	struct page *pages[3];
	dma_addr_t end = 0;
	int i, n;

	setup("DMA");
	sg_init_table(sgl, 3);
	for (i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		snprintf(page_address(pages[i]) + (i ? 0 : 2048), 16,
			 "entry %d", i);
	}
	sg_set_page(&sgl[0], pages[0], 2048, 2048);
	sg_set_page(&sgl[1], pages[1], 4096, 0);
	sg_set_page(&sgl[2], pages[2], 100, 0);
	n = dma_map_sg(dev, sgl, 3, DMA_TO_DEVICE);
	/* They end and begin at pages: merged. */
	CHECK_EQ(n, 1);
	CHECK_EQ(sg_dma_len(sgl), 2048 + 4096 + 100);
	CHECK(reads(sg_dma_address(sgl), "entry 0"));
	CHECK(reads(sg_dma_address(sgl) + 2048, "entry 1"));
	CHECK(reads(sg_dma_address(sgl) + 2048 + 4096, "entry 2"));
	dma_unmap_sg(dev, sgl, 3, DMA_TO_DEVICE);
	CHECK(faults(sg_dma_address(sgl)));

	/* In the middle of pages: as many segments, one after the other. */
	sg_set_page(&sgl[0], pages[0], 512, 2048);
	sg_set_page(&sgl[1], pages[1], 512, 0);
	n = dma_map_sg(dev, sgl, 3, DMA_TO_DEVICE);
	CHECK_EQ(n, 3);
	for_each_sg(sgl, sg, n, i) {
		CHECK(sg_dma_address(sg) > end);
		end = sg_dma_address(sg);
		snprintf(page_of_text, 16, "entry %d", i);
		CHECK(reads(end, page_of_text));
	}
	dma_unmap_sg(dev, sgl, 3, DMA_TO_DEVICE);
	for (i = 0; i < 3; i++)
		__free_page(pages[i]);
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

static void segments_keep_the_limits_of_the_device(void)
{
	struct device_dma_parameters parms = {
		.max_segment_size = SZ_8K,
		.segment_boundary_mask = SZ_16K - 1,
	};
	struct page *page = alloc_pages(GFP_KERNEL, 3);
	struct scatterlist sgl[8], *sg;
	int i, n;

	setup("DMA");
	dev->dma_parms = &parms;
	sg_init_table(sgl, 8);
	for (i = 0; i < 8; i++)
		sg_set_page(&sgl[i], page + i, SZ_4K, 0);
	n = dma_map_sg(dev, sgl, 8, DMA_TO_DEVICE);
	CHECK_EQ(n, 4);
	for_each_sg(sgl, sg, n, i) {
		CHECK_EQ(sg_dma_len(sg), SZ_8K);
		CHECK_EQ(sg_dma_address(sg) & ~(dma_addr_t)(SZ_16K - 1),
			 (sg_dma_address(sg) + SZ_8K - 1) &
			 ~(dma_addr_t)(SZ_16K - 1));
	}
	dma_unmap_sg(dev, sgl, 8, DMA_TO_DEVICE);
	__free_pages(page, 3);
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

static void coherent_memory(void)
{
	const size_t size = 5 * PAGE_SIZE + 10;
	struct sg_table sgt;
	dma_addr_t addr;
	u8 *mem;

	setup("DMA");
	/* Pages from anywhere, in one piece for both. */
	mem = dma_alloc_coherent(dev, size, &addr, GFP_KERNEL);
	CHECK(mem);
	CHECK(is_vmalloc_addr(mem));
	CHECK(!memchr_inv(mem, 0, size));
	strcpy((char *)mem + 4 * PAGE_SIZE - 3, "shared");
	CHECK(reads(addr + 4 * PAGE_SIZE - 3, "shared"));
	CHECK_EQ(hosted_device_write(dev, addr + PAGE_SIZE - 1, "ab", 2), 0);
	CHECK(mem[PAGE_SIZE - 1] == 'a' && mem[PAGE_SIZE] == 'b');
	CHECK_EQ(dma_get_sgtable(dev, &sgt, mem, addr, size), 0);
	CHECK_EQ(((u8 *)sg_virt(sgt.sgl))[PAGE_SIZE - 1], 'a');
	sg_free_table(&sgt);
	dma_free_coherent(dev, size, mem, addr);
	CHECK(faults(addr));

	/* Where it may not sleep, one block. */
	mem = dma_alloc_coherent(dev, PAGE_SIZE, &addr, GFP_ATOMIC);
	CHECK(mem && !is_vmalloc_addr(mem));
	strcpy((char *)mem, "atomic");
	CHECK(reads(addr, "atomic"));
	dma_free_coherent(dev, PAGE_SIZE, mem, addr);
	CHECK(faults(addr));
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

static void coherent_memory_for_a_process(void)
{
	struct vm_area_struct vma = {
		.vm_start = 0x7f0000000000,
		.vm_end = 0x7f0000000000 + 2 * PAGE_SIZE,
		.vm_pgoff = 1,
	};
	const size_t size = 3 * PAGE_SIZE;
	struct page *pages[2];
	dma_addr_t addr;
	u8 *mem;

	setup("DMA");
	mem = dma_alloc_coherent(dev, size, &addr, GFP_KERNEL);
	CHECK_EQ(dev->dma_ops->mmap(dev, &vma, mem, addr, size, 0), 0);
	CHECK_EQ(pin_user_pages(vma.vm_start, 2, 0, pages, NULL), 2);
	strcpy((char *)mem + PAGE_SIZE, "second page");
	CHECK(!strcmp(page_address(pages[0]), "second page"));
	unpin_user_page(pages[0]);
	unpin_user_page(pages[1]);
	hosted_user_page(vma.vm_start, NULL);
	hosted_user_page(vma.vm_start + PAGE_SIZE, NULL);
	vma.vm_pgoff = 2;
	CHECK_EQ(dev->dma_ops->mmap(dev, &vma, mem, addr, size, 0), -ENXIO);
	dma_free_coherent(dev, size, mem, addr);
	teardown();
}

static void out_of_memory(void)
{
	unsigned int i, failed = 1;
	dma_addr_t addr;
	void *mem;

	setup("DMA");
	/* Each allocation in turn: all is given back, and none is forgotten. */
	for (i = 0; failed; i++) {
		hosted_mem_fail(i, 1);
		mem = dma_alloc_coherent(dev, 3 * PAGE_SIZE, &addr,
					 GFP_KERNEL);
		failed = hosted_mem_fail(0, 0);
		if (mem)
			dma_free_coherent(dev, 3 * PAGE_SIZE, mem, addr);
	}
	CHECK(mem);
	CHECK(i > 4);
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

static void out_of_addresses(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addrs[16];
	int i, n;

	setup("DMA");
	/* Pages 1 to 7. */
	*dev->dma_mask = DMA_BIT_MASK(15);
	for (n = 0; n < 16; n++) {
		addrs[n] = map_one(page);
		if (dma_mapping_error(dev, addrs[n]))
			break;
		CHECK(addrs[n] && addrs[n] < 0x8000);
	}
	CHECK_EQ(n, 7);
	for (i = 0; i < n; i++)
		unmap_one(addrs[i]);
	CHECK(!dma_mapping_error(dev, addrs[0] = map_one(page)));
	unmap_one(addrs[0]);
	__free_page(page);
	CHECK_EQ(hosted_san_total(), 0);
	teardown();
}

#ifndef DMA_API_OURS
static void messages_that_interrupt(void)
{
	struct msi_desc desc = {};
	struct msi_msg msg = { .address_lo = 0xfee01004 };
	const phys_addr_t doorbell = 0xfee01004;
	u64 iova;

	setup("DMA");
	desc.dev = dev;
	CHECK_EQ(iommu_dma_prepare_msi(&desc, doorbell), 0);
	iommu_dma_compose_msi_msg(&desc, &msg);
	iova = (u64)msg.address_hi << 32 | msg.address_lo;
	CHECK_EQ(iova & 0xfff, 4);
	CHECK_EQ(iommu_iova_to_phys(iommu_get_domain_for_dev(dev), iova),
		 doorbell);
	teardown();
}
#endif

KTEST_SUITE(dma_iommu,
	KTEST(strict),
	KTEST(strict_in_caching_mode),
	KTEST(strict_on_smmu),
	KTEST(strict_on_shadow_tables),
#ifndef DMA_API_OURS
	KTEST(a_full_queue_is_flushed_at_once),
	KTEST(messages_that_interrupt),
#endif
	KTEST(queue_waits_for_its_timer),
	KTEST(no_address_comes_back_before_its_flush),
	KTEST(a_page_freed_before_the_flush_is_reported),
	KTEST(from_strict_to_lazy_with_a_device_at_work),
	KTEST(strict_on_several_cpus),
	KTEST(queues_on_several_cpus),
	KTEST(a_scatterlist_is_one_range),
	KTEST(segments_keep_the_limits_of_the_device),
	KTEST(coherent_memory),
	KTEST(coherent_memory_for_a_process),
	KTEST(out_of_memory),
	KTEST(out_of_addresses));
