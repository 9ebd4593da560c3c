// SPDX-License-Identifier: GPL-2.0-only
/*
 * Physical memory: one arena, a struct page for each frame, and a buddy
 * allocator.  A block that is freed merges with its buddy; memory goes back to
 * the host when enough of it is free and was not given back yet.
 */
#include <hosted/memory.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "asan.h"
#include "mm.h"
#include "posix/posix.h"
#include "sanitizer/san.h"

/* mem_map lies behind the arena. */
#define MEM_MAP_ADDR (PAGE_OFFSET + HOSTED_RAM_SIZE)

/* Freed memory that the host still holds; more than this is given back. */
#define TRIM_PAGES (SZ_16M >> PAGE_SHIFT)

struct page *mem_map = (struct page *)MEM_MAP_ADDR;

static DEFINE_SPINLOCK(zone_lock);
static struct list_head free_area[MAX_ORDER];
static unsigned long nr_free;
static unsigned long nr_untrimmed;

static __thread unsigned int fail_skip, fail_count, failed;

bool should_fail_alloc(void)
{
	if (!fail_count)
		return false;
	if (fail_skip) {
		fail_skip--;
		return false;
	}
	fail_count--;
	failed++;
	return true;
}

unsigned int hosted_mem_fail(unsigned int skip, unsigned int count)
{
	unsigned int n = failed;

	fail_skip = skip;
	fail_count = count;
	failed = 0;
	return n;
}

static void add_free(struct page *page, unsigned int order)
{
	page->order = order;
	__set_bit(PG_buddy, &page->flags);
	list_add(&page->lru, &free_area[order]);
}

static void del_free(struct page *page)
{
	__clear_bit(PG_buddy, &page->flags);
	list_del(&page->lru);
}

/*
 * The other half of the block that @page and it would make, if it is free.  If
 * not, whoever has it may be writing its flags: they are written as a whole.
 */
static struct page *free_buddy(struct page *page, unsigned int order)
{
	unsigned long nr = (page - mem_map) ^ BIT(order);
	struct page *buddy = mem_map + nr;

	if (nr >= max_mapnr || !test_bit(PG_buddy, &buddy->flags) ||
	    buddy->order != order)
		return NULL;
	return buddy;
}

static void zone_free(struct page *page, unsigned int order)
{
	struct page *buddy;

	nr_free += BIT(order);
	for (; order < MAX_ORDER_NR; order++) {
		buddy = free_buddy(page, order);
		if (!buddy)
			break;
		del_free(buddy);
		page = min(page, buddy);
	}
	add_free(page, order);
}

static struct page *zone_alloc(unsigned int order)
{
	unsigned int o = order;
	struct page *page;

	while (o <= MAX_ORDER_NR && list_empty(&free_area[o]))
		o++;
	if (o > MAX_ORDER_NR)
		return NULL;

	page = list_first_entry(&free_area[o], struct page, lru);
	del_free(page);
	while (o > order) {
		o--;
		add_free(page + BIT(o), o);
	}
	nr_free -= BIT(order);
	return page;
}

static void zone_trim(void)
{
	struct page *page;
	unsigned int o;

	for (o = 0; o < MAX_ORDER; o++)
		list_for_each_entry(page, &free_area[o], lru)
			posix_release(page_to_virt(page), PAGE_SIZE << o);
	nr_untrimmed = 0;
}

static void __attribute__((constructor(101))) zone_init(void)
{
	unsigned long nr;
	unsigned int o;

	posix_map_ram((void *)PAGE_OFFSET, HOSTED_RAM_SIZE);
	posix_map(mem_map, max_mapnr * sizeof(struct page), "mem_map");
	for (o = 0; o < MAX_ORDER; o++)
		INIT_LIST_HEAD(&free_area[o]);
	/* The lists are last in, first out: the lowest block is on top. */
	for (nr = max_mapnr; nr; ) {
		nr -= BIT(MAX_ORDER_NR);
		add_free(mem_map + nr, MAX_ORDER_NR);
	}
	nr_free = max_mapnr;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	unsigned long flags;
	struct page *page;

	might_sleep_if(gfpflags_allow_blocking(gfp));
	if (should_fail_alloc())
		return NULL;

	spin_lock_irqsave(&zone_lock, flags);
	page = zone_alloc(order);
	spin_unlock_irqrestore(&zone_lock, flags);
	if (!page)
		return NULL;

	WRITE_ONCE(page->flags, 0);
	page->order = order;
	page->private = 0;
	page->mapping = NULL;
	atomic_set(&page->_refcount, 1);
	asan_unpoison(page_to_virt(page), PAGE_SIZE << order);
	if (gfp & __GFP_ZERO)
		memset(page_to_virt(page), 0, PAGE_SIZE << order);
	return page;
}

static void free_block(struct page *page)
{
	unsigned int order = page->order;
	unsigned long flags;

	san_page_free(page, order);
	asan_poison(page_to_virt(page), PAGE_SIZE << order);
	spin_lock_irqsave(&zone_lock, flags);
	WRITE_ONCE(page->flags, 0);
	zone_free(page, order);
	nr_untrimmed += BIT(order);
	if (nr_untrimmed >= TRIM_PAGES)
		zone_trim();
	spin_unlock_irqrestore(&zone_lock, flags);
}

void put_page(struct page *page)
{
	int left = atomic_dec_return(&page->_refcount);

	if (left < 0) {
		atomic_inc(&page->_refcount);
		WARN(1, "page %#lx freed once too often\n", page_to_pfn(page));
	} else if (!left) {
		free_block(page);
	}
}

void __free_pages(struct page *page, unsigned int order)
{
	WARN(page_count(page) > 0 && page->order != order,
	     "page %#lx of order %u freed as order %u\n", page_to_pfn(page),
	     page->order, order);
	put_page(page);
}

void split_page(struct page *page, unsigned int order)
{
	unsigned int i;

	for (i = 0; i < BIT(order); i++) {
		WRITE_ONCE(page[i].flags, 0);
		page[i].order = 0;
		page[i].private = 0;
		page[i].mapping = NULL;
		atomic_set(&page[i]._refcount, 1);
	}
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order);

	return page ? (unsigned long)page_to_virt(page) : 0;
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page(addr), order);
}

void put_pages_list(struct list_head *pages)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, pages, lru) {
		list_del(&page->lru);
		put_page(page);
	}
}

void hosted_mem_trim(void)
{
	unsigned long flags;

	spin_lock_irqsave(&zone_lock, flags);
	zone_trim();
	spin_unlock_irqrestore(&zone_lock, flags);
}

void hosted_mem_stats(struct hosted_mem_stats *stats)
{
	unsigned long flags;

	spin_lock_irqsave(&zone_lock, flags);
	stats->free_pages = nr_free;
	spin_unlock_irqrestore(&zone_lock, flags);
	stats->resident_pages = posix_resident((void *)PAGE_OFFSET,
					       HOSTED_RAM_SIZE);
	stats->slab_objects = slab_objects_in_use();
}
