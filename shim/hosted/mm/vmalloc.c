// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages mapped a second time, one after the other.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>

#include "posix/posix.h"

#define NR_PAGES ((VMALLOC_END - VMALLOC_START) >> PAGE_SHIFT)

static DEFINE_SPINLOCK(vmap_lock);
static DECLARE_BITMAP(used, NR_PAGES);
static LIST_HEAD(areas);

/* With a page after it that nothing is at. */
static bool get_addr(struct vm_struct *area)
{
	unsigned int nr = area->nr_pages + 1;
	unsigned long at;

	spin_lock(&vmap_lock);
	at = bitmap_find_next_zero_area(used, NR_PAGES, 0, nr, 0);
	if (at < NR_PAGES) {
		bitmap_set(used, at, nr);
		area->addr = (void *)(VMALLOC_START + at * PAGE_SIZE);
		list_add(&area->node, &areas);
	}
	spin_unlock(&vmap_lock);
	return at < NR_PAGES;
}

static void put_addr(struct vm_struct *area)
{
	spin_lock(&vmap_lock);
	list_del(&area->node);
	bitmap_clear(used, ((unsigned long)area->addr - VMALLOC_START) >>
		     PAGE_SHIFT, area->nr_pages + 1);
	spin_unlock(&vmap_lock);
}

/* Neighbours in RAM are mapped by one call. */
static int map_pages(struct vm_struct *area, struct page **pages)
{
	unsigned int i, n;
	int ret;

	for (i = 0; i < area->nr_pages; i += n) {
		for (n = 1; i + n < area->nr_pages &&
		     pages[i + n] == pages[i] + n; n++)
			;
		ret = posix_alias(area->addr + i * PAGE_SIZE,
				  (pages[i] - mem_map) * PAGE_SIZE,
				  n * PAGE_SIZE);
		if (ret)
			return ret;
	}
	return 0;
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot)
{
	struct vm_struct *area;

	(void)prot;
	might_sleep();
	if (!count || count >= NR_PAGES)
		return NULL;
	area = kzalloc(sizeof(*area), GFP_KERNEL);
	if (!area)
		return NULL;
	area->nr_pages = count;
	area->size = (count + 1) * PAGE_SIZE;
	area->flags = flags;
	if (!get_addr(area))
		goto free;
	if (!map_pages(area, pages))
		return area->addr;

	posix_unalias(area->addr, count * PAGE_SIZE);
	put_addr(area);
free:
	kfree(area);
	return NULL;
}

struct vm_struct *find_vm_area(const void *addr)
{
	struct vm_struct *area, *found = NULL;

	spin_lock(&vmap_lock);
	list_for_each_entry(area, &areas, node)
		if (addr >= area->addr &&
		    addr < area->addr + area->nr_pages * PAGE_SIZE)
			found = area;
	spin_unlock(&vmap_lock);
	return found;
}

void vunmap(const void *addr)
{
	struct vm_struct *area;

	might_sleep();
	if (!addr)
		return;
	area = find_vm_area(addr);
	if (WARN(!area || area->addr != addr,
		 "vunmap of %px, which is no area\n", addr))
		return;
	/* Before anybody else may get the place. */
	posix_unalias(area->addr, area->nr_pages * PAGE_SIZE);
	put_addr(area);
	kfree(area);
}

struct page *vmalloc_to_page(const void *addr)
{
	struct vm_struct *area = find_vm_area(addr);

	if (!area || !area->pages)
		return NULL;
	return area->pages[(addr - area->addr) >> PAGE_SHIFT];
}

static void __attribute__((constructor(101))) vmalloc_init(void)
{
	void *start = (void *)VMALLOC_START;

	posix_map(start, VMALLOC_END - VMALLOC_START, "vmalloc");
	posix_unalias(start, VMALLOC_END - VMALLOC_START);
}

static void free_pages_of(struct page **pages, unsigned int n)
{
	while (n--)
		__free_page(pages[n]);
	kfree(pages);
}

static void *alloc_area(unsigned long size, gfp_t gfp)
{
	unsigned int n, count = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct page **pages;
	void *addr;

	if (!size || size > VMALLOC_END - VMALLOC_START)
		return NULL;
	pages = kcalloc(count, sizeof(*pages), gfp);
	if (!pages)
		return NULL;
	for (n = 0; n < count; n++) {
		pages[n] = alloc_page(gfp);
		if (!pages[n])
			goto free;
	}
	addr = vmap(pages, count, VM_ALLOC, PAGE_KERNEL);
	if (!addr)
		goto free;
	find_vm_area(addr)->pages = pages;
	return addr;

free:
	free_pages_of(pages, n);
	return NULL;
}

void *vmalloc(unsigned long size)
{
	return alloc_area(size, GFP_KERNEL);
}

void *vzalloc(unsigned long size)
{
	return alloc_area(size, GFP_KERNEL | __GFP_ZERO);
}

void vfree(const void *addr)
{
	struct vm_struct *area = addr ? find_vm_area(addr) : NULL;
	struct page **pages;
	unsigned int n;

	if (!addr || WARN(!area || !(area->flags & VM_ALLOC),
			  "vfree of %px, which is no area\n", addr))
		return;
	pages = area->pages;
	n = area->nr_pages;
	vunmap(addr);
	free_pages_of(pages, n);
}
