/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <asm/page.h>
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm_types.h>

/*
 * Pages of RAM a second time, at addresses that follow each other.  What is
 * written here is there, and the other way round.
 */
struct vm_struct {
	struct list_head node;
	void *addr;
	unsigned long size;
	unsigned long flags;
	struct page **pages;
	unsigned int nr_pages;
};

#define VM_ALLOC 0x00000002
#define VM_MAP 0x00000004
#define VM_DMA_COHERENT 0x00000200

static inline bool is_vmalloc_addr(const void *x)
{
	return (unsigned long)x >= VMALLOC_START &&
	       (unsigned long)x < VMALLOC_END;
}

/* NULL when there is no room.  The array is the caller's. */
void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot);
void vunmap(const void *addr);
/* Of what contains @addr. */
struct vm_struct *find_vm_area(const void *addr);
struct page *vmalloc_to_page(const void *addr);

/* Pages that belong to the area; NULL.  vfree() takes NULL. */
void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
void vfree(const void *addr);

static inline unsigned long vmalloc_to_pfn(const void *addr)
{
	return page_to_pfn(vmalloc_to_page(addr));
}

#endif
