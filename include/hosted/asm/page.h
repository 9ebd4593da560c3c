/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_PAGE_H
#define _ASM_PAGE_H

#include <linux/const.h>
#include <linux/types.h>

#define PAGE_SHIFT 12
#define PAGE_SIZE (_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))

/* The largest block of the page allocator: 2^10 pages, 4 MiB. */
#define MAX_ORDER_NR 10
#define MAX_ORDER (MAX_ORDER_NR + 1)

/*
 * All RAM is one arena.  Its physical addresses differ from the virtual ones,
 * so that taking one for the other shows; both are low, because there are
 * page table formats whose tables must be, and so that ASan, TSan and a
 * position-independent program all leave the place free.
 */
#define HOSTED_RAM_SIZE (_AC(256, UL) << 20)
#define HOSTED_RAM_PHYS _AC(0x40000000, UL)
#define PAGE_OFFSET _AC(0x10000000, UL)

#define __pa(x) ((phys_addr_t)((unsigned long)(x) - PAGE_OFFSET + \
			       HOSTED_RAM_PHYS))
#define __va(x) ((void *)((unsigned long)(x) - HOSTED_RAM_PHYS + PAGE_OFFSET))

/* Where pages are mapped a second time. */
#define VMALLOC_START _AC(0x30000000, UL)
#define VMALLOC_END _AC(0x38000000, UL)

/* All memory can be read and written; nothing looks at it. */
typedef struct {
	unsigned long pgprot;
} pgprot_t;
#define PAGE_KERNEL ((pgprot_t) { 0 })
#define pgprot_writecombine(prot) (prot)

struct page;
extern struct page *mem_map;

#define ARCH_PFN_OFFSET (HOSTED_RAM_PHYS >> PAGE_SHIFT)
#define max_mapnr (HOSTED_RAM_SIZE >> PAGE_SHIFT)
#define pfn_valid(pfn) \
	((unsigned long)(pfn) - ARCH_PFN_OFFSET < max_mapnr)
#define pfn_to_page(pfn) (mem_map + ((pfn) - ARCH_PFN_OFFSET))
#define page_to_pfn(page) \
	((unsigned long)((page) - mem_map) + ARCH_PFN_OFFSET)
#define page_to_virt(page) __va(page_to_phys(page))
#define virt_to_page(addr) pfn_to_page(__pa(addr) >> PAGE_SHIFT)
#define virt_addr_valid(addr) pfn_valid(__pa(addr) >> PAGE_SHIFT)
#define page_to_phys(page) ((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#define phys_to_page(phys) pfn_to_page((unsigned long)(phys) >> PAGE_SHIFT)
#define clear_page(page) __builtin_memset((page), 0, PAGE_SIZE)
#define copy_page(to, from) __builtin_memcpy((to), (from), PAGE_SIZE)

#endif
