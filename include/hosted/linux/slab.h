/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/types.h>

#define KMALLOC_MAX_SIZE (PAGE_SIZE << MAX_ORDER_NR)
#define ARCH_KMALLOC_MINALIGN 16
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= \
			     (unsigned long)ZERO_SIZE_PTR)
typedef unsigned int slab_flags_t;
#define SLAB_HWCACHE_ALIGN 0x2000u
/* Memory of all zones is within reach of every device. */
#define SLAB_CACHE_DMA 0x4000u
#define SLAB_CACHE_DMA32 0x8000u

/*
 * Objects come from pages of the RAM arena, so they have a physical address;
 * a slab that is empty goes back to the page allocator.  Under ASan what is
 * freed, or beyond the size asked for, is poisoned.  Size 0 gives
 * ZERO_SIZE_PTR.
 */
void *kmalloc(size_t size, gfp_t gfp);
void *krealloc(const void *p, size_t size, gfp_t gfp);
void kfree(const void *p);
/* The bytes that may be used, at least those asked for. */
size_t ksize(const void *p);

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *));
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp);
void kmem_cache_free(struct kmem_cache *cache, void *p);
/* Reports objects that are still in use, and then keeps the cache. */
void kmem_cache_destroy(struct kmem_cache *cache);

static inline void *kzalloc(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp | __GFP_ZERO);
}

static inline void *kmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc(size_mul(n, size), gfp);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc_array(n, size, gfp | __GFP_ZERO);
}

#define kmem_cache_zalloc(cache, gfp) \
	kmem_cache_alloc(cache, (gfp) | __GFP_ZERO)
#define kvmalloc kmalloc
#define kvzalloc kzalloc
#define kvcalloc kcalloc
#define kvmalloc_array kmalloc_array
#define kvmalloc_node(size, gfp, node) ((void)(node), kvmalloc(size, gfp))
#define kvfree kfree

#endif
