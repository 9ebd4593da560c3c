/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_IOVA_H
#define _LINUX_IOVA_H

/* The allocator of IOVAs, as Linux 6.1 has it; by its own drivers/iommu/iova.c. */

#include <linux/dma-mapping.h>
#include <linux/kernel.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/* Allocated, in units of the domain's granule; both ends included. */
struct iova {
	struct rb_node node;
	unsigned long pfn_hi;
	unsigned long pfn_lo;
};

struct iova_rcache;

struct iova_domain {
	spinlock_t iova_rbtree_lock;
	struct rb_root rbroot;
	struct rb_node *cached_node;
	struct rb_node *cached32_node;
	unsigned long granule;
	unsigned long start_pfn;
	unsigned long dma_32bit_pfn;
	unsigned long max32_alloc_size;
	struct iova anchor;
	struct iova_rcache *rcaches;
	struct hlist_node cpuhp_dead;
};

#define iova_size(iova) ((iova)->pfn_hi - (iova)->pfn_lo + 1)
#define iova_shift(iovad) __ffs((iovad)->granule)
#define iova_mask(iovad) ((iovad)->granule - 1)
#define iova_offset(iovad, iova) ((size_t)((iova) & iova_mask(iovad)))
#define iova_align(iovad, size) ALIGN(size, (iovad)->granule)
#define iova_dma_addr(iovad, iova) \
	((dma_addr_t)(iova)->pfn_lo << iova_shift(iovad))
#define iova_pfn(iovad, iova) ((unsigned long)((iova) >> iova_shift(iovad)))

int iova_cache_get(void);
void iova_cache_put(void);
unsigned long iova_rcache_range(void);
void init_iova_domain(struct iova_domain *iovad, unsigned long granule,
		      unsigned long start_pfn);
int iova_domain_init_rcaches(struct iova_domain *iovad);
void put_iova_domain(struct iova_domain *iovad);
struct iova *alloc_iova(struct iova_domain *iovad, unsigned long size,
			unsigned long limit_pfn, bool size_aligned);
struct iova *find_iova(struct iova_domain *iovad, unsigned long pfn);
struct iova *reserve_iova(struct iova_domain *iovad, unsigned long pfn_lo,
			  unsigned long pfn_hi);
void free_iova(struct iova_domain *iovad, unsigned long pfn);
void __free_iova(struct iova_domain *iovad, struct iova *iova);
unsigned long alloc_iova_fast(struct iova_domain *iovad, unsigned long size,
			      unsigned long limit_pfn, bool flush_rcache);
void free_iova_fast(struct iova_domain *iovad, unsigned long pfn,
		    unsigned long size);

#endif
