// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages at a second address, for the kernel and for a process.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/user.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "ktest.h"

#define N 5

static struct page *pages[N];

static void setup(void)
{
	int i;

	for (i = 0; i < N; i++)
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
}

static void teardown(void)
{
	int i;

	for (i = 0; i < N; i++)
		__free_page(pages[i]);
}

static void both_addresses_are_the_same_memory(void)
{
	struct page *order[N] = { pages[0] };
	u8 *at;
	int i;

	setup();
	/* Some that follow each other, and some that do not. */
	order[0] = pages[3];
	order[1] = pages[1];
	order[2] = pages[2];
	order[3] = pages[0];
	order[4] = pages[0];
	at = vmap(order, N, VM_MAP, PAGE_KERNEL);
	CHECK(is_vmalloc_addr(at) && is_vmalloc_addr(at + 5 * PAGE_SIZE - 1));
	CHECK(!is_vmalloc_addr(page_address(pages[0])));
	for (i = 0; i < N - 1; i++) {
		at[i * PAGE_SIZE + 10] = 'a' + i;
		CHECK_EQ(((u8 *)page_address(order[i]))[10], 'a' + i);
		((u8 *)page_address(order[i]))[PAGE_SIZE - 1] = 'A' + i;
		CHECK_EQ(at[(i + 1) * PAGE_SIZE - 1], 'A' + i);
	}
	/* One page twice. */
	CHECK_EQ(at[4 * PAGE_SIZE + 10], 'd');
	vunmap(at);
	CHECK_EQ(page_count(pages[0]), 1);
	teardown();
}

static void areas_are_apart_and_found(void)
{
	struct vm_struct *area;
	u8 *a, *b;

	setup();
	a = vmap(pages, 2, VM_MAP, PAGE_KERNEL);
	b = vmap(pages + 2, 2, VM_MAP, PAGE_KERNEL);
	CHECK(a && b);
	/* With a page between them that nobody has. */
	CHECK(b >= a + 3 * PAGE_SIZE || a >= b + 3 * PAGE_SIZE);
	area = find_vm_area(b + PAGE_SIZE);
	CHECK(area && area->addr == b);
	CHECK_EQ(area->nr_pages, 2);
	CHECK_EQ(area->flags, VM_MAP);
	CHECK(!find_vm_area(b + 2 * PAGE_SIZE));
	CHECK(!vmalloc_to_page(b));
	area->pages = pages + 2;
	CHECK(vmalloc_to_page(b + PAGE_SIZE + 5) == pages[3]);
	CHECK_EQ(vmalloc_to_pfn(b), page_to_pfn(pages[2]));
	vunmap(a);
	CHECK(!find_vm_area(a));
	CHECK(vmap(pages, 2, VM_MAP, PAGE_KERNEL) == a);
	vunmap(a);
	vunmap(b);
	vunmap(NULL);
	CHECK(!vmap(pages, 0, VM_MAP, PAGE_KERNEL));
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	vunmap(a);
	hosted_log_quiet(false);
	hosted_mem_fail(0, 1);
	CHECK(!vmap(pages, 2, VM_MAP, PAGE_KERNEL));
	hosted_mem_fail(0, 0);
	teardown();
}

static void addresses_run_out_and_come_back(void)
{
	static void *at[64];
	static struct page *many[1024];
	int i, n, round, first = 0;

	setup();
	for (i = 0; i < 1024; i++)
		many[i] = pages[i % N];
	for (round = 0; round < 2; round++) {
		for (n = 0; n < 64; n++) {
			at[n] = vmap(many, 1024, VM_MAP, PAGE_KERNEL);
			if (!at[n])
				break;
		}
		CHECK(n > 16 && n < 64);
		CHECK(!round || n == first);
		first = n;
		while (n--)
			vunmap(at[n]);
	}
	teardown();
}

static void a_block_is_split_into_pages(void)
{
	struct page *block = alloc_pages(GFP_KERNEL, 2);
	int i;

	split_page(block, 2);
	for (i = 0; i < 4; i++) {
		CHECK_EQ(page_count(block + i), 1);
		__free_page(block + i);
	}
}

static void areas_of_a_process(void)
{
	struct vm_area_struct vma = {
		.vm_start = SZ_1G, .vm_end = SZ_1G + 2 * PAGE_SIZE,
		.vm_pgoff = 1,
	};
	struct page *block, *got[2];

	setup();
	block = alloc_pages(GFP_KERNEL, 1);
	split_page(block, 1);
	CHECK_EQ(vma_pages(&vma), 2);
	CHECK_EQ(vm_map_pages(&vma, pages, N), 0);
	CHECK_EQ(pin_user_pages(SZ_1G, 2, 0, got, NULL), 2);
	CHECK(got[0] == pages[1] && got[1] == pages[2]);
	unpin_user_page(got[0]);
	unpin_user_page(got[1]);
	CHECK_EQ(vm_map_pages(&vma, pages, 2), -ENXIO);
	CHECK_EQ(vm_map_pages(&vma, pages, 1), -ENXIO);
	CHECK_EQ(remap_pfn_range(&vma, SZ_1G + PAGE_SIZE,
				 page_to_pfn(pages[4]), PAGE_SIZE,
				 PAGE_KERNEL), 0);
	CHECK_EQ(pin_user_pages(SZ_1G, 2, 0, got, NULL), 2);
	CHECK(got[0] == pages[1] && got[1] == pages[4]);
	unpin_user_page(got[0]);
	unpin_user_page(got[1]);
	CHECK_EQ(remap_pfn_range(&vma, SZ_1G, page_to_pfn(block), SZ_8K,
				 PAGE_KERNEL), 0);
	CHECK_EQ(pin_user_pages(SZ_1G, 2, 0, got, NULL), 2);
	CHECK(got[0] == block && got[1] == block + 1);
	unpin_user_page(got[0]);
	unpin_user_page(got[1]);
	CHECK_EQ(remap_pfn_range(&vma, SZ_1G + 1, 0, PAGE_SIZE, PAGE_KERNEL),
		 -EINVAL);
	CHECK_EQ(remap_pfn_range(&vma, SZ_1G + PAGE_SIZE, 0, SZ_8K,
				 PAGE_KERNEL), -EINVAL);
	hosted_user_page(SZ_1G, NULL);
	hosted_user_page(SZ_1G + PAGE_SIZE, NULL);
	__free_page(block);
	__free_page(block + 1);
	teardown();
}

static void memory_from_anywhere_in_one_piece(void)
{
	struct hosted_mem_stats before, after;
	unsigned int skip;
	char *at = NULL;

	hosted_mem_stats(&before);
	/* Pages that are not clean. */
	at = vmalloc(6 * PAGE_SIZE);
	memset(at, 0xff, 6 * PAGE_SIZE);
	vfree(at);
	at = NULL;
	for (skip = 0; !at; skip++) {
		hosted_mem_fail(skip, 1);
		at = vzalloc(5 * PAGE_SIZE + 1);
		hosted_mem_fail(0, 0);
	}
	/* The array, six pages, and the area; a slab may have to grow. */
	CHECK(skip > 1 + 6 + 1);
	CHECK(is_vmalloc_addr(at));
	CHECK(!memchr_inv(at, 0, 6 * PAGE_SIZE));
	memset(at, 0x5a, 6 * PAGE_SIZE);
	CHECK_EQ(*(char *)page_address(vmalloc_to_page(at + 5 * PAGE_SIZE)),
		 0x5a);
	vfree(at);
	vfree(NULL);
	CHECK(!vmalloc(0));
	CHECK(!vmalloc(VMALLOC_END - VMALLOC_START + 1));
	at = vmalloc(1);
	CHECK(at && !find_vm_area(at + PAGE_SIZE));
	vfree(at);
	hosted_mem_stats(&after);
	CHECK_EQ(after.free_pages, before.free_pages);
	CHECK_EQ(after.slab_objects, before.slab_objects);
}

KTEST_SUITE(vmalloc,
	KTEST(memory_from_anywhere_in_one_piece),
	KTEST(both_addresses_are_the_same_memory),
	KTEST(areas_are_apart_and_found),
	KTEST(addresses_run_out_and_come_back),
	KTEST(a_block_is_split_into_pages),
	KTEST(areas_of_a_process));
