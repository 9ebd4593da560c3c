// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages and slab objects.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <asm/io.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "ktest.h"

static unsigned long free_pages_now(void)
{
	struct hosted_mem_stats s;

	hosted_mem_stats(&s);
	return s.free_pages;
}

static void addresses_of_a_page_agree(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *virt = page_address(page);
	phys_addr_t phys = page_to_phys(page);

	CHECK(PAGE_ALIGNED(virt));
	CHECK(virt_to_page(virt) == page);
	CHECK(virt_to_page(virt + 4095) == page);
	CHECK_EQ(virt_to_phys(virt + 5), phys + 5);
	CHECK(phys_to_virt(phys) == virt);
	CHECK(phys_to_page(phys) == page);
	CHECK(pfn_to_page(page_to_pfn(page)) == page);
	CHECK(pfn_valid(page_to_pfn(page)));
	CHECK(!pfn_valid(ARCH_PFN_OFFSET - 1));
	CHECK(!pfn_valid(ARCH_PFN_OFFSET + max_mapnr));
	CHECK((unsigned long)virt != phys);
	__free_page(page);
}

static void blocks_are_aligned_to_their_size(void)
{
	unsigned int order;

	for (order = 0; order <= MAX_ORDER_NR; order++) {
		struct page *page = alloc_pages(GFP_KERNEL, order);

		CHECK(page);
		CHECK(IS_ALIGNED(page_to_phys(page), PAGE_SIZE << order));
		memset(page_address(page), 1, PAGE_SIZE << order);
		__free_pages(page, order);
	}
	CHECK(!alloc_pages(GFP_KERNEL, MAX_ORDER_NR + 1));
}

static void zero_means_zero(void)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1);

	memset((void *)addr, 0xaa, 2 * PAGE_SIZE);
	free_pages(addr, 1);
	addr = __get_free_pages(GFP_KERNEL | __GFP_ZERO, 1);
	CHECK(!memchr_inv((void *)addr, 0, 2 * PAGE_SIZE));
	free_pages(addr, 1);
	free_pages(0, 0);
}

static void a_page_is_freed_by_its_last_reference(void)
{
	unsigned long before = free_pages_now();
	struct page *page = alloc_page(GFP_KERNEL);

	CHECK_EQ(page_count(page), 1);
	get_page(page);
	CHECK_EQ(page_count(page), 2);
	__free_page(page);
	CHECK_EQ(free_pages_now(), before - 1);
	put_page(page);
	CHECK_EQ(free_pages_now(), before);
	CHECK_EQ(page_count(page), 0);
}

static void freeing_twice_and_using_what_is_free_are_reported(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	__free_page(page);
	ktest_expect_warnings(2);
	hosted_log_quiet(true);
	__free_page(page);
	get_page(page);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("freed once too often"), 1);
	CHECK_EQ(page_count(page), 0);
}

static void freeing_with_another_order_is_reported(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	__free_pages(page, 1);
	hosted_log_quiet(false);
}

/* All that there is in the largest blocks. */
static unsigned long count_large_blocks(void)
{
	struct page *page;
	LIST_HEAD(all);
	unsigned long n = 0;

	while ((page = alloc_pages(GFP_KERNEL, MAX_ORDER_NR))) {
		list_add(&page->lru, &all);
		n++;
	}
	put_pages_list(&all);
	return n;
}

static void halves_merge_again(void)
{
	unsigned long before = count_large_blocks();
	static struct page *pages[2048];
	int i;

	/* More than what lies about in pieces: a whole block is split. */
	CHECK(before > 0 && before <= max_mapnr >> MAX_ORDER_NR);
	for (i = 0; i < 2048; i++)
		pages[i] = alloc_page(GFP_KERNEL);
	for (i = 0; i < 2048; i += 2)
		__free_page(pages[i]);
	for (i = 1; i < 2048; i += 2)
		__free_page(pages[i]);
	CHECK_EQ(count_large_blocks(), before);
}

static void freed_memory_goes_back_to_the_host(void)
{
	struct hosted_mem_stats before, used, after;
	struct page *blocks[6];
	int i;

	hosted_mem_trim();
	hosted_mem_stats(&before);
	for (i = 0; i < 6; i++) {
		blocks[i] = alloc_pages(GFP_KERNEL, MAX_ORDER_NR);
		memset(page_address(blocks[i]), 1, SZ_4M);
	}
	hosted_mem_stats(&used);
	CHECK(used.resident_pages >= before.resident_pages + 6 * 1024);
	for (i = 0; i < 6; i++)
		__free_pages(blocks[i], MAX_ORDER_NR);
	/* By itself, but for what is kept to be used again. */
	hosted_mem_stats(&after);
	CHECK(after.resident_pages <= before.resident_pages + 4 * 1024);
	hosted_mem_trim();
	hosted_mem_stats(&after);
	CHECK(after.resident_pages <= before.resident_pages);
}

static void objects_of_every_size(void)
{
	size_t size;

	for (size = 1; size <= 3 * PAGE_SIZE; size += size / 3 + 1) {
		u8 *a = kmalloc(size, GFP_KERNEL);
		u8 *b = kzalloc(size, GFP_KERNEL);

		CHECK(a && b && a != b);
		CHECK(IS_ALIGNED((unsigned long)a, ARCH_KMALLOC_MINALIGN));
		CHECK(ksize(a) >= size);
		CHECK(!memchr_inv(b, 0, size));
		memset(a, 1, size);
		memset(b, 2, size);
		CHECK(!memchr_inv(a, 1, size) && !memchr_inv(b, 2, size));
		CHECK(virt_addr_valid(a));
		kfree(a);
		kfree(b);
	}
}

static void objects_do_not_overlap(void)
{
	u32 *objs[500];
	u32 i;

	for (i = 0; i < 500; i++) {
		objs[i] = kmalloc_array(5, sizeof(u32), GFP_KERNEL);
		memset(objs[i], 0, 20);
		*objs[i] = i;
	}
	for (i = 0; i < 500; i++)
		CHECK_EQ(*objs[i], i);
	/* Every third, and they are used again. */
	for (i = 0; i < 500; i += 3)
		kfree(objs[i]);
	for (i = 0; i < 500; i += 3) {
		objs[i] = kcalloc(5, sizeof(u32), GFP_KERNEL);
		*objs[i] = i;
	}
	for (i = 0; i < 500; i++)
		CHECK_EQ(*objs[i], i);
	for (i = 0; i < 500; i++)
		kfree(objs[i]);
}

static void sizes_without_an_object(void)
{
	CHECK(kmalloc(0, GFP_KERNEL) == ZERO_SIZE_PTR);
	kfree(ZERO_SIZE_PTR);
	kfree(NULL);
	CHECK(!kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL));
	CHECK(!kmalloc_array(SIZE_MAX / 2, 3, GFP_KERNEL));
	CHECK_EQ(ksize(NULL), 0);
}

static void krealloc_keeps_what_fits(void)
{
	char *p = krealloc(NULL, 10, GFP_KERNEL);

	memcpy(p, "123456789", 10);
	p = krealloc(p, 1000, GFP_KERNEL);
	CHECK(!strcmp(p, "123456789"));
	p = krealloc(p, 5, GFP_KERNEL);
	CHECK(!memcmp(p, "12345", 5));
	CHECK(krealloc(p, 0, GFP_KERNEL) == ZERO_SIZE_PTR);
}

static void kfree_of_what_is_no_object_is_reported(void)
{
	char *p = kmalloc(64, GFP_KERNEL), *keep = kmalloc(64, GFP_KERNEL);
	char on_stack[16];

	ktest_expect_warnings(3);
	hosted_log_quiet(true);
	kfree(p + 16);
	kfree(p);
	kfree(p);
	kfree(on_stack);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("which is no object in use"), 2);
	CHECK_EQ(hosted_log_count("which is no RAM"), 1);
	kfree(keep);
}

static void mark(void *obj)
{
	*(u64 *)obj = 0x1234;
}

static void a_cache_has_objects_of_its_size_and_alignment(void)
{
	struct kmem_cache *c = kmem_cache_create("test", 100, 64, 0, mark);
	u64 *a, *b;

	CHECK(c);
	a = kmem_cache_alloc(c, GFP_KERNEL);
	b = kmem_cache_alloc(c, GFP_KERNEL);
	CHECK_EQ(*a, 0x1234);
	CHECK(IS_ALIGNED((unsigned long)b, 64));
	kmem_cache_free(c, a);

	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	kmem_cache_destroy(c);
	hosted_log_quiet(false);
	kmem_cache_free(c, b);
	kmem_cache_destroy(c);
	CHECK(!kmem_cache_create("odd", 100, 48, 0, NULL));
}

static void allocations_fail_when_told_to(void)
{
	void *a, *b, *c;

	hosted_mem_fail(1, 1);
	a = kmalloc(8, GFP_KERNEL);
	b = alloc_page(GFP_KERNEL);
	c = alloc_page(GFP_KERNEL);
	CHECK(a || b);
	CHECK(c);
	CHECK_EQ(hosted_mem_fail(0, 0), 1);
	kfree(a);
	if (b)
		__free_page(b);
	__free_page(c);
}

static void what_may_sleep_says_so_in_atomic_context(void)
{
	DEFINE_SPINLOCK(lock);
	void *p;

	ktest_expect_warnings(2);
	hosted_log_quiet(true);
	spin_lock(&lock);
	kfree(kmalloc(2000, GFP_KERNEL));
	p = kmalloc(2000, GFP_ATOMIC);
	spin_unlock(&lock);
	hosted_log_quiet(false);
	kfree(p);
}

static void orders_of_sizes(void)
{
	CHECK_EQ(get_order(1), 0);
	CHECK_EQ(get_order(PAGE_SIZE), 0);
	CHECK_EQ(get_order(PAGE_SIZE + 1), 1);
	CHECK_EQ(get_order(2 * PAGE_SIZE), 1);
	CHECK_EQ(get_order(2 * PAGE_SIZE + 1), 2);
	CHECK_EQ(get_order(1024 * PAGE_SIZE), 10);
}

static void pages_are_cleared_and_copied(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	char *a = page_to_virt(page), *b = a + PAGE_SIZE;

	CHECK(a == page_address(page));
	memset(a, 1, 2 * PAGE_SIZE);
	clear_page(a);
	CHECK(!memchr_inv(a, 0, PAGE_SIZE) && !memchr_inv(b, 1, PAGE_SIZE));
	copy_page(a, b);
	CHECK(!memchr_inv(a, 1, 2 * PAGE_SIZE));
	CHECK_EQ(page_ref_count(page), 1);
	get_page(page);
	CHECK_EQ(page_ref_count(page), 2);
	put_page(page);
	__free_pages(page, 1);

	a = (char *)get_zeroed_page(GFP_KERNEL);
	CHECK(!memchr_inv(a, 0, PAGE_SIZE));
	free_page((unsigned long)a);
}

/* A register is 32 bits at an address, and memory that is mapped is RAM. */
static void registers_and_mapped_memory(void)
{
	u32 regs[3] = { 1, ~0U, ~0U };
	struct page *page = alloc_page(GFP_KERNEL);
	void *at;

	writel(7, &regs[1]);
	CHECK(regs[0] == 1 && regs[1] == 7 && regs[2] == ~0U);
	iowrite32(0x12345678, &regs[2]);
	CHECK_EQ(regs[2], 0x12345678);
	CHECK_EQ(readl(&regs[1]), 7);
	CHECK_EQ(ioread32(&regs[2]), 0x12345678);
	at = memremap(page_to_phys(page) + 16, 32, MEMREMAP_WB);
	CHECK(at == page_address(page) + 16);
	memunmap(at);
	CHECK(!memremap(HOSTED_RAM_PHYS - 1, 4, MEMREMAP_WB));
	CHECK(!memremap(HOSTED_RAM_PHYS + HOSTED_RAM_SIZE - 4, 8, MEMREMAP_WB));
	__free_page(page);
}

static void allocations_by_all_their_names(void)
{
	struct kmem_cache *cache = kmem_cache_create("c", 40, 0, 0, NULL);
	void *p[5];
	int i;

	p[0] = kvmalloc(100, GFP_KERNEL);
	p[1] = kvzalloc(100, GFP_KERNEL);
	p[2] = kvcalloc(5, 20, GFP_KERNEL);
	p[3] = kvmalloc_array(5, 20, GFP_KERNEL);
	p[4] = kvmalloc_node(100, GFP_KERNEL | __GFP_ZERO, 0);
	CHECK(p[0] && p[3]);
	CHECK(!memchr_inv(p[1], 0, 100) && !memchr_inv(p[2], 0, 100) &&
	      !memchr_inv(p[4], 0, 100));
	for (i = 0; i < 5; i++)
		kvfree(p[i]);
	CHECK(!kvmalloc_array(SIZE_MAX, 2, GFP_KERNEL));
	CHECK(!kvcalloc(SIZE_MAX, 2, GFP_KERNEL));

	p[0] = kmem_cache_alloc(cache, GFP_KERNEL);
	memset(p[0], 1, 40);
	kmem_cache_free(cache, p[0]);
	p[0] = kmem_cache_zalloc(cache, GFP_KERNEL);
	CHECK(!memchr_inv(p[0], 0, 40));
	kmem_cache_free(cache, p[0]);
	kmem_cache_destroy(cache);
	CHECK(gfpflags_allow_blocking(GFP_KERNEL | __GFP_NOWARN));
	CHECK(!gfpflags_allow_blocking(GFP_ATOMIC) &&
	      !gfpflags_allow_blocking(GFP_NOWAIT));
}

KTEST_SUITE(memory,
	KTEST(orders_of_sizes),
	KTEST(addresses_of_a_page_agree),
	KTEST(blocks_are_aligned_to_their_size),
	KTEST(zero_means_zero),
	KTEST(a_page_is_freed_by_its_last_reference),
	KTEST(freeing_twice_and_using_what_is_free_are_reported),
	KTEST(freeing_with_another_order_is_reported),
	KTEST(halves_merge_again),
	KTEST(freed_memory_goes_back_to_the_host),
	KTEST(objects_of_every_size),
	KTEST(objects_do_not_overlap),
	KTEST(sizes_without_an_object),
	KTEST(krealloc_keeps_what_fits),
	KTEST(kfree_of_what_is_no_object_is_reported),
	KTEST(a_cache_has_objects_of_its_size_and_alignment),
	KTEST(pages_are_cleared_and_copied),
	KTEST(registers_and_mapped_memory),
	KTEST(allocations_by_all_their_names),
	KTEST(allocations_fail_when_told_to),
	KTEST(what_may_sleep_says_so_in_atomic_context));
