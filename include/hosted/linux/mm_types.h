/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <asm/page.h>
#include <linux/types.h>

#define PG_buddy 0
#define PG_slab 1
#define PG_large 2
#define PG_dirty 3

struct kmem_cache;

/* One for every frame of the RAM arena. */
struct page {
	unsigned long flags;
	atomic_t _refcount;
	unsigned int order;
	union {
		/* of the owner; the free lists while PG_buddy */
		struct {
			struct list_head lru;
			unsigned long private;
			void *mapping;
		};
		/* a slab's first page */
		struct {
			struct list_head slab_list;
			struct kmem_cache *slab_cache;
			unsigned int inuse;
			unsigned long objects[4];
		};
	};
};

/* The address space of a process. */
struct mm_struct {
	atomic_t mm_count;
	atomic64_t pinned_vm;		/* in pages */
};

/* User addresses, the end not included. */
struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	pgprot_t vm_page_prot;
	unsigned long vm_pgoff;
};

#endif
