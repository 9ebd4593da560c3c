/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <asm/io.h>
#include <asm/page.h>
#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/sizes.h>

#define VM_BUG_ON(cond) BUG_ON(cond)
#define VM_WARN_ON(cond) WARN_ON(cond)

#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr) ALIGN_DOWN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

static inline int page_count(struct page *page)
{
	return atomic_read(&page->_refcount);
}

#define page_ref_count page_count

static inline void get_page(struct page *page)
{
	WARN_ON(!atomic_inc_not_zero(&page->_refcount));
}

void put_page(struct page *page);
/* Drops a reference of every page on the list, linked through lru. */
void put_pages_list(struct list_head *pages);

static inline void set_page_dirty(struct page *page)
{
	set_bit(PG_dirty, &page->flags);
}

static inline bool PageDirty(struct page *page)
{
	return test_bit(PG_dirty, &page->flags);
}

static inline void *page_address(const struct page *page)
{
	return page_to_virt(page);
}

static inline unsigned int get_order(unsigned long size)
{
	return size <= PAGE_SIZE ? 0 : fls_long((size - 1) >> PAGE_SHIFT);
}

/* A block becomes pages that are freed one by one. */
void split_page(struct page *page, unsigned int order);

/* No memory is out of the kernel's sight. */
#define PageHighMem(page) ((void)(page), false)

static inline unsigned long vma_pages(struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

/* Into the one process; see <hosted/user.h>. */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot);
int vm_map_pages(struct vm_area_struct *vma, struct page **pages,
		 unsigned long num);

/* See <hosted/user.h> for what is there to pin. */
#define FOLL_WRITE 0x01
#define FOLL_FORCE 0x10
#define FOLL_LONGTERM 0x10000
long pin_user_pages(unsigned long start, unsigned long nr_pages,
		    unsigned int gup_flags, struct page **pages,
		    struct vm_area_struct **vmas);
void unpin_user_page(struct page *page);
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages,
				 bool make_dirty);
void mmap_read_lock(struct mm_struct *mm);
void mmap_read_unlock(struct mm_struct *mm);

/* Every process may pin memory. */
static inline bool can_do_mlock(void)
{
	return true;
}

#endif
