// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lazy domains: when they flush, what waits until then, and that nothing of it
 * is used again before.
 */
#include <hosted/device.h>
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sanitizer.h>
#include <hosted/time.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "env.h"
#include "ktest.h"

static void flushed_when_the_time_is_up(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addr;
	u64 before;

	addr = map_page(page);
	before = invalidations();
	unmap_page(addr);
	hosted_time_advance(lazy_timeout() - 1);
	CHECK_EQ(invalidations(), before);
	hosted_time_advance(1);
	CHECK_EQ(invalidations(), before + 1);
	CHECK(device_faults(addr));
	/* Once, and no more while there is nothing. */
	hosted_time_advance(10 * lazy_timeout());
	CHECK_EQ(invalidations(), before + 1);

	/* The timer is off by now; it starts anew, from the unmap on. */
	addr = map_page(page);
	before = invalidations();
	hosted_time_advance(3 * lazy_timeout());
	unmap_page(addr);
	hosted_time_advance(lazy_timeout() - 1);
	CHECK_EQ(invalidations(), before);
	hosted_time_advance(1);
	CHECK_EQ(invalidations(), before + 1);
	__free_page(page);
}

/* However they come, each is flushed within the time. */
static void nothing_waits_longer(void)
{
	unsigned int gap, i, t = lazy_timeout();
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addr;
	u64 before;

	for (gap = 1; gap < 3 * t; gap += t / 5 + 1)
		for (i = 0; i < 10; i++) {
			addr = map_page(page);
			unmap_page(addr);
			before = invalidations();
			hosted_time_advance(t);
			CHECK(invalidations() > before);
			CHECK(device_faults(addr));
			hosted_time_advance(gap);
		}
	hosted_time_advance(2 * t);
	__free_page(page);
}

/* No more than in Linux, and fewer where a flush costs little. */
static void so_many_wait_at_most(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int waiting = 0, most = 0, i;
	u64 before = 0, now;

	for (i = 0; i < 3 * lazy_entries(); i++) {
		dma_addr_t addr = map_page(page);

		CHECK(!dma_mapping_error(dev, addr));
		before = invalidations();
		unmap_page(addr);
		now = invalidations();
		waiting = now == before ? waiting + 1 : 0;
		/* In the end as at first. */
		if (i == 2 * lazy_entries())
			most = 0;
		most = max(most, waiting);
	}
	CHECK(most <= lazy_entries());
	/* But not few either: a flush is worth that. */
	CHECK(most >= 256);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_IOVA_REUSED), 0);
	hosted_time_advance(lazy_timeout());
	__free_page(page);
}

#define MANY 500

static void no_iova_comes_back_before_its_flush(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	static dma_addr_t seen[MANY];
	unsigned int i, j, again = 0;

	for (i = 0; i < MANY; i++) {
		seen[i] = map_page(page);
		CHECK(!dma_mapping_error(dev, seen[i]));
		for (j = 0; j < i; j++)
			CHECK(seen[i] != seen[j]);
		unmap_page(seen[i]);
	}
	hosted_time_advance(lazy_timeout());
	/* They come back, then. */
	for (i = 0; i < MANY && !again; i++) {
		dma_addr_t addr = map_page(page);

		for (j = 0; j < MANY; j++)
			again += addr == seen[j];
		unmap_page(addr);
	}
	CHECK(again);
	hosted_time_advance(lazy_timeout());
	__free_page(page);
}

/* There are seven pages, all waiting; and the eighth is needed. */
static void short_of_addresses_it_flushes(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addrs[7];
	unsigned int i, round;

	*dev->dma_mask = DMA_BIT_MASK(15);
	for (round = 0; round < 3; round++) {
		for (i = 0; i < ARRAY_SIZE(addrs); i++) {
			addrs[i] = map_page(page);
			CHECK(!dma_mapping_error(dev, addrs[i]));
			CHECK(addrs[i] && addrs[i] < 0x8000);
		}
		CHECK(dma_mapping_error(dev, map_page(page)));
		for (i = 0; i < ARRAY_SIZE(addrs); i++)
			unmap_page(addrs[i]);
	}
	hosted_time_advance(lazy_timeout());
	__free_page(page);
}

static void what_the_api_frees_is_flushed_before(void)
{
	static const gfp_t gfps[] = { GFP_KERNEL, GFP_ATOMIC };
	dma_addr_t addr, kept;
	unsigned int i;
	u64 before;
	void *mem;

	for (i = 0; i < ARRAY_SIZE(gfps); i++) {
		mem = dma_alloc_coherent(dev, 3 * PAGE_SIZE, &addr, gfps[i]);
		CHECK(mem);
		CHECK(device_reads(addr + PAGE_SIZE, "\0", 1));
		before = invalidations();
		kept = addr;
		dma_free_coherent(dev, 3 * PAGE_SIZE, mem, addr);
		CHECK(invalidations() > before);
		CHECK(device_faults(kept + PAGE_SIZE));
	}
	CHECK_EQ(hosted_san_count(HOSTED_SAN_PAGE_FREED), 0);
}

/* Tables that become empty wait, too; and large IOVAs, which nobody caches. */
static void large_buffers(void)
{
	struct page *block = alloc_pages(GFP_KERNEL | __GFP_ZERO, 10);
	const size_t size = PAGE_SIZE << 10;
	dma_addr_t first, addr;
	u64 before;
	int i;

	first = dma_map_page(dev, block, 0, size, DMA_TO_DEVICE);
	CHECK(!dma_mapping_error(dev, first));
	CHECK_EQ(first & (size - 1), 0);
	CHECK(device_reads(first + size - 8, "\0\0\0", 3));
	before = invalidations();
	dma_unmap_page(dev, first, size, DMA_TO_DEVICE);
	CHECK_EQ(invalidations(), before);
	/* Not again before the flush. */
	addr = dma_map_page(dev, block, 0, size, DMA_TO_DEVICE);
	CHECK(addr != first);
	dma_unmap_page(dev, addr, size, DMA_TO_DEVICE);
	hosted_time_advance(lazy_timeout());
	CHECK(device_faults(first));
	CHECK_EQ(dma_map_page(dev, block, 0, size, DMA_TO_DEVICE), first);
	dma_unmap_page(dev, first, size, DMA_TO_DEVICE);
	/* In sizes around what is cached. */
	for (i = 30; i < 36; i++) {
		addr = dma_map_page(dev, block, 0, i * PAGE_SIZE,
				    DMA_TO_DEVICE);
		CHECK(device_reads(addr, "\0", 1));
		dma_unmap_page(dev, addr, i * PAGE_SIZE, DMA_TO_DEVICE);
	}
	hosted_time_advance(lazy_timeout());
	CHECK(device_faults(addr));
	__free_pages(block, 10);
}

static unsigned long free_memory(void)
{
	struct hosted_mem_stats stats;

	hosted_mem_stats(&stats);
	return stats.free_pages;
}

/* The hardware may walk a table until the flush. */
static void tables_wait_as_well(void)
{
	struct page *block = alloc_pages(GFP_KERNEL, 10);
	const size_t size = SZ_2M;
	unsigned long before;
	dma_addr_t addr;

	/* Not aligned to anything but pages: a whole table of them. */
	addr = dma_map_page(dev, block, PAGE_SIZE, size, DMA_TO_DEVICE);
	CHECK(!dma_mapping_error(dev, addr));
	before = free_memory();
	dma_unmap_page(dev, addr, size, DMA_TO_DEVICE);
	CHECK(free_memory() <= before);
	hosted_time_advance(lazy_timeout());
	CHECK(free_memory() > before);
	__free_pages(block, 10);
}

static void without_memory_to_retire_into(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int skip, failed = 1;
	dma_addr_t addr;
	u64 before;

	for (skip = 0; failed; skip++) {
		addr = map_page(page);
		CHECK(!dma_mapping_error(dev, addr));
		before = invalidations();
		hosted_mem_fail(skip, 1);
		unmap_page(addr);
		failed = hosted_mem_fail(0, 0);
		CHECK_EQ(invalidations(), before);
		hosted_time_advance(lazy_timeout());
		CHECK_EQ(invalidations(), before + 1);
		CHECK(device_faults(addr));
	}
	CHECK(skip > 1);
	__free_page(page);
}

/* ---- several CPUs, and the timer's thread ---- */

#define THREADS 4

static unsigned int rounds;

static int traffic(void *data)
{
	unsigned int i, tries = 0;
	struct page *page = data;

	for (i = 0; i < rounds; i++) {
		u32 value = page_to_pfn(page) + i, *at = page_address(page);
		dma_addr_t addr;

		*at = value;
		/* Others may be faster, where there are few. */
		do {
			addr = map_page(page);
		} while (dma_mapping_error(dev, addr) && tries++ < 100000);
		if (dma_mapping_error(dev, addr) ||
		    !device_reads(addr, &value, sizeof(value)))
			ktest_fail(__FILE__, __LINE__, "not its own page");
		unmap_page(addr);
	}
	return 0;
}

static void with_traffic(unsigned int n, void (*meanwhile)(void))
{
	struct task_struct *tasks[THREADS];
	struct page *pages[THREADS];
	int i;

	rounds = n;
	hosted_time_freeze(false);
	for (i = 0; i < THREADS; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		tasks[i] = kthread_run(traffic, pages[i], "traffic");
	}
	meanwhile();
	for (i = 0; i < THREADS; i++)
		kthread_stop(tasks[i]);
	hosted_time_freeze(true);
	/* Pages are given back when nothing leads to them. */
	hosted_time_advance(lazy_timeout());
	for (i = 0; i < THREADS; i++)
		__free_page(pages[i]);
}

static void nothing(void)
{
}

static void traffic_on_several_cpus(void)
{
	with_traffic(2000, nothing);
}

static void short_of_addresses_on_several_cpus(void)
{
	*dev->dma_mask = DMA_BIT_MASK(17);
	with_traffic(300, nothing);
}

static void become_lazy(void)
{
	if (set_type("DMA-FQ") <= 0)
		ktest_fail(__FILE__, __LINE__, "type");
}

static void from_strict_to_lazy_during_traffic(void)
{
	CHECK(set_type("DMA") > 0);
	with_traffic(2000, become_lazy);
	CHECK(type_is("DMA-FQ"));
}

KTEST_SUITE(dma_lazy,
	KTEST(flushed_when_the_time_is_up),
	KTEST(nothing_waits_longer),
	KTEST(so_many_wait_at_most),
	KTEST(no_iova_comes_back_before_its_flush),
	KTEST(short_of_addresses_it_flushes),
	KTEST(what_the_api_frees_is_flushed_before),
	KTEST(large_buffers),
	KTEST(tables_wait_as_well),
	KTEST(without_memory_to_retire_into),
	KTEST(traffic_on_several_cpus),
	KTEST(short_of_addresses_on_several_cpus),
	KTEST(from_strict_to_lazy_during_traffic));
