// SPDX-License-Identifier: GPL-2.0-only
/*
 * Slab: objects of one size share blocks of pages.  The first page of a block
 * has a bitmap of the objects in use, so that nothing is kept in an object
 * that is free.
 */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "asan.h"
#include "mm.h"

#define MAX_OBJECTS (4 * BITS_PER_LONG)

struct kmem_cache {
	const char *name;
	unsigned int object_size;	/* as asked for */
	unsigned int size;		/* from one object to the next */
	unsigned int order;
	unsigned int per_slab;
	void (*ctor)(void *obj);
	spinlock_t lock;		/* of what follows */
	struct list_head partial;	/* slabs with a free object */
	unsigned long slabs;
};

static struct kmem_cache kmalloc_caches[] = {
	{ .size = 16 }, { .size = 32 }, { .size = 64 }, { .size = 96 },
	{ .size = 128 }, { .size = 192 }, { .size = 256 }, { .size = 512 },
	{ .size = 1024 }, { .size = 2048 }, { .size = 4096 },
};

static atomic64_t in_use;

unsigned long slab_objects_in_use(void)
{
	return atomic64_read(&in_use);
}

static void cache_init(struct kmem_cache *c, const char *name,
		       unsigned int object_size, unsigned int size)
{
	c->name = name;
	c->object_size = object_size;
	c->size = size;
	/* Eight objects in a block at least. */
	c->order = get_order(size * 8UL);
	c->per_slab = min((PAGE_SIZE << c->order) / size,
			  (unsigned long)MAX_OBJECTS);
	spin_lock_init(&c->lock);
	INIT_LIST_HEAD(&c->partial);
	c->slabs = 0;
}

static void __attribute__((constructor(102))) slab_init(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kmalloc_caches); i++)
		cache_init(&kmalloc_caches[i], "kmalloc",
			   kmalloc_caches[i].size, kmalloc_caches[i].size);
}

static struct kmem_cache *kmalloc_cache(size_t size)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kmalloc_caches); i++)
		if (size <= kmalloc_caches[i].size)
			return &kmalloc_caches[i];
	return NULL;
}

static struct page *new_slab(struct kmem_cache *c, gfp_t gfp)
{
	struct page *page = alloc_pages(gfp & ~__GFP_ZERO, c->order);
	unsigned int i;

	if (!page)
		return NULL;
	/* Each page of the block leads to the first. */
	for (i = 0; i < BIT(c->order); i++) {
		WRITE_ONCE(page[i].flags, BIT(PG_slab));
		page[i].slab_cache = c;
		page[i].order = c->order;
	}
	page->inuse = 0;
	memset(page->objects, 0, sizeof(page->objects));
	asan_poison(page_to_virt(page), PAGE_SIZE << c->order);
	return page;
}

static void free_slab(struct page *page)
{
	unsigned int i, order = page->order;

	for (i = 1; i < BIT(order); i++)
		WRITE_ONCE(page[i].flags, 0);
	__free_pages(page, order);
}

static struct page *head_page(const void *p)
{
	struct page *page = virt_to_page(p);

	return mem_map + ALIGN_DOWN(page - mem_map, (long)BIT(page->order));
}

static void *cache_alloc(struct kmem_cache *c, size_t size, gfp_t gfp)
{
	struct page *page, *fresh = NULL;
	unsigned long flags, nr;
	void *obj;

	might_sleep_if(gfpflags_allow_blocking(gfp));
	if (should_fail_alloc())
		return NULL;

	spin_lock_irqsave(&c->lock, flags);
	if (list_empty(&c->partial)) {
		spin_unlock_irqrestore(&c->lock, flags);
		fresh = new_slab(c, gfp);
		if (!fresh)
			return NULL;
		spin_lock_irqsave(&c->lock, flags);
		list_add(&fresh->slab_list, &c->partial);
		c->slabs++;
	}
	page = list_first_entry(&c->partial, struct page, slab_list);
	nr = find_first_zero_bit(page->objects, c->per_slab);
	__set_bit(nr, page->objects);
	if (++page->inuse == c->per_slab)
		list_del(&page->slab_list);
	spin_unlock_irqrestore(&c->lock, flags);

	atomic64_inc(&in_use);
	obj = page_to_virt(page) + nr * c->size;
	asan_unpoison(obj, size);
	if (gfp & __GFP_ZERO)
		memset(obj, 0, size);
	if (c->ctor)
		c->ctor(obj);
	return obj;
}

static void cache_free(struct kmem_cache *c, const void *p)
{
	struct page *page = head_page(p);
	unsigned long off = p - page_to_virt(page);
	unsigned long nr = off / c->size;
	unsigned long flags;
	bool empty;

	asan_poison(p, c->size);
	spin_lock_irqsave(&c->lock, flags);
	if (WARN(off % c->size || nr >= c->per_slab ||
		 !test_bit(nr, page->objects),
		 "%s: %px freed, which is no object in use\n", c->name, p)) {
		spin_unlock_irqrestore(&c->lock, flags);
		return;
	}
	__clear_bit(nr, page->objects);
	if (page->inuse-- == c->per_slab)
		list_add(&page->slab_list, &c->partial);
	empty = !page->inuse;
	if (empty) {
		list_del(&page->slab_list);
		c->slabs--;
	}
	spin_unlock_irqrestore(&c->lock, flags);

	atomic64_dec(&in_use);
	if (empty)
		free_slab(page);
}

static void *kmalloc_large(size_t size, gfp_t gfp)
{
	unsigned int order = get_order(size);
	struct page *page = alloc_pages(gfp, order);

	if (!page)
		return NULL;
	WRITE_ONCE(page->flags, BIT(PG_large));
	atomic64_inc(&in_use);
	asan_poison(page_to_virt(page) + size, (PAGE_SIZE << order) - size);
	return page_to_virt(page);
}

void *kmalloc(size_t size, gfp_t gfp)
{
	struct kmem_cache *c;

	if (!size)
		return ZERO_SIZE_PTR;
	if (size > KMALLOC_MAX_SIZE)
		return NULL;
	c = kmalloc_cache(size);
	return c ? cache_alloc(c, size, gfp) : kmalloc_large(size, gfp);
}

void kfree(const void *p)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(p))
		return;
	if (WARN(!virt_addr_valid(p), "kfree of %px, which is no RAM\n", p))
		return;

	page = virt_to_page(p);
	if (test_bit(PG_slab, &page->flags)) {
		cache_free(page->slab_cache, p);
	} else if (!WARN(!test_bit(PG_large, &page->flags) ||
			 offset_in_page(p),
			 "kfree of %px, which is not allocated\n", p)) {
		atomic64_dec(&in_use);
		put_page(page);
	}
}

size_t ksize(const void *p)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(p))
		return 0;
	page = virt_to_page(p);
	if (test_bit(PG_slab, &page->flags))
		return page->slab_cache->object_size;
	return PAGE_SIZE << page->order;
}

void *krealloc(const void *p, size_t size, gfp_t gfp)
{
	size_t old = ksize(p);
	void *new;

	if (!size) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	new = kmalloc(size, gfp);
	if (!new)
		return NULL;
	if (old) {
		asan_unpoison(p, old);
		memcpy(new, p, min(old, size));
	}
	kfree(p);
	return new;
}

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, unsigned int flags,
				     void (*ctor)(void *))
{
	struct kmem_cache *c;

	if (flags & SLAB_HWCACHE_ALIGN)
		align = max(align, 64u);
	align = max(align, (unsigned int)ARCH_KMALLOC_MINALIGN);
	if (!size || !is_power_of_2(align) || align > PAGE_SIZE)
		return NULL;
	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return NULL;
	cache_init(c, name, size, ALIGN(size, align));
	c->ctor = ctor;
	return c;
}

void *kmem_cache_alloc(struct kmem_cache *c, gfp_t gfp)
{
	return cache_alloc(c, c->object_size, gfp);
}

void kmem_cache_free(struct kmem_cache *c, void *p)
{
	if (!WARN(virt_to_page(p)->slab_cache != c,
		  "%s: %px is of another cache\n", c->name, p))
		cache_free(c, p);
}

void kmem_cache_destroy(struct kmem_cache *c)
{
	if (!c)
		return;
	if (!WARN(c->slabs, "%s: objects remain in %lu slabs\n", c->name,
		  c->slabs))
		kfree(c);
}
