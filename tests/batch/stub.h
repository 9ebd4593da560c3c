/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the cases take from the kernel, as far as a compiler has to see it.
 * Included on the command line, so that a case holds nothing but its function.
 */
#ifndef STUB_H
#define STUB_H

#include <stdbool.h>
#include <stddef.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned long dma_addr_t, phys_addr_t;
typedef long ssize_t;
typedef struct { int locked; } spinlock_t;
typedef struct { int counter; } atomic_t;

#define NULL_OR(x) ((x) ? (x) : NULL)
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define GFP_KERNEL 1
#define IOMMU_READ 1
#define SZ_4K 4096
#define SZ_2M 0x200000
#define __user
#define __init
#define IS_ERR(p) ((unsigned long)(p) >= (unsigned long)-4095)
#define IS_ERR_OR_NULL(p) (!(p) || IS_ERR(p))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define READ_ONCE(x) (*(volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define container_of(p, type, member) \
	((type *)((char *)(p) - offsetof(type, member)))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define min_t(type, a, b) min((type)(a), (type)(b))
#define swap(a, b) \
	do { __typeof__(a) t = (a); (a) = (b); (b) = t; } while (0)
#define unlikely(x) (x)
#define WARN_ON(x) (!!(x))
#define BIT(n) (1UL << (n))

struct list_head {
	struct list_head *next, *prev;
};

#define list_entry container_of
#define list_first_entry(h, type, member) \
	list_entry((h)->next, type, member)
#define list_for_each_entry(p, h, member) \
	for (p = list_entry((h)->next, __typeof__(*p), member); \
	     &p->member != (h); \
	     p = list_entry(p->member.next, __typeof__(*p), member))
#define list_for_each_entry_safe(p, n, h, member) \
	for (p = list_entry((h)->next, __typeof__(*p), member), \
	     n = list_entry(p->member.next, __typeof__(*p), member); \
	     &p->member != (h); \
	     p = n, n = list_entry(n->member.next, __typeof__(*n), member))
#define list_for_each_entry_safe_reverse(p, n, h, member) \
	for (p = list_entry((h)->prev, __typeof__(*p), member), \
	     n = list_entry(p->member.prev, __typeof__(*p), member); \
	     &p->member != (h); \
	     p = n, n = list_entry(n->member.prev, __typeof__(*n), member))
#define list_for_each_entry_continue(p, h, member) \
	for (p = list_entry(p->member.next, __typeof__(*p), member); \
	     &p->member != (h); \
	     p = list_entry(p->member.next, __typeof__(*p), member))
#define list_for_each_entry_rcu list_for_each_entry
#define for_each_sg(list, sg, nr, i) \
	for (i = 0, sg = (list); i < (nr); i++, sg = sg_next(sg))
#define for_each_child_of_node(parent, child) \
	for (child = of_next(parent, NULL); child; \
	     child = of_next(parent, child))
/* Iterators that no table knows. */
#define walk_chunks(c, head) for (c = (head); c; c = c->next)
#define for_each_dom(d, head) for (d = (head); d; d = dom_next(d))

struct iommu_domain { int type; };
struct device { int id; void *driver_data; };
struct page { int refs; };
struct kref { int refs; };
struct device_node { int id; };
struct iova_domain { int granule; };
struct mm_node { u64 start; };
struct scatterlist {
	dma_addr_t dma_address;
	unsigned int length;
};
struct sg_table {
	struct scatterlist *sgl;
	unsigned int orig_nents;
};

/* A mapping, in a list, in a chain, and with what backs it. */
struct map {
	struct list_head node;
	struct map *next;
	unsigned long iova;
	size_t len;
	struct page *page;
	struct kref ref;
	bool used;
	struct iommu_domain *domain;
	void *buf;
};

struct ops {
	void (*release)(struct map *m);
	void (*done)(void *cookie);
};

/* A device with its domain. */
struct ctx {
	struct iommu_domain *domain;
	struct device *dev;
	struct list_head maps;
	struct map *first;
	struct map slots[16];
	struct iova_domain iovad;
	const struct ops *ops;
	spinlock_t lock;
	unsigned long base, flags;
	unsigned long *bitmap;
	size_t total;
	atomic_t refs;
	u32 tail;
	int count, error;
	void *regs;
};

size_t iommu_unmap(struct iommu_domain *d, unsigned long iova, size_t n);
/* Some levels have a gfp_t behind prot. */
#define MAPS(suffix) \
	int iommu_map##suffix(struct iommu_domain *d, unsigned long iova, \
			      phys_addr_t paddr, size_t n, int prot, ...); \
	int iommu_map_atomic##suffix(struct iommu_domain *d, \
				     unsigned long iova, phys_addr_t paddr, \
				     size_t n, int prot); \
	ssize_t iommu_map_sg##suffix(struct iommu_domain *d, \
				     unsigned long iova, \
				     struct scatterlist *sg, \
				     unsigned int nents, int prot, ...); \
	ssize_t iommu_map_sg_atomic##suffix(struct iommu_domain *d, \
					    unsigned long iova, \
					    struct scatterlist *sg, \
					    unsigned int nents, int prot); \
	ssize_t iommu_map_sgtable##suffix(struct iommu_domain *d, \
					  unsigned long iova, \
					  struct sg_table *sgt, int prot)
MAPS();
MAPS(_sync);
MAPS(_async);
phys_addr_t iommu_iova_to_phys(struct iommu_domain *d, dma_addr_t iova);
struct iommu_domain *iommu_domain_alloc(void *bus);
struct iommu_domain *iommu_paging_domain_alloc(struct device *dev);
void iommu_domain_free(struct iommu_domain *d);

/* Styles gather and nosync. */
#if STYLE_GATHER
struct iommu_iotlb_gather { unsigned long start, end; };
void iommu_iotlb_gather_init(struct iommu_iotlb_gather *gather);
void iommu_iotlb_sync(struct iommu_domain *d,
		      struct iommu_iotlb_gather *gather);
size_t iommu_unmap_fast(struct iommu_domain *d, unsigned long iova,
			size_t n, struct iommu_iotlb_gather *gather);
#else
size_t iommu_unmap_fast(struct iommu_domain *d, unsigned long iova,
			size_t n);
void iommu_tlb_range_add(struct iommu_domain *d, unsigned long iova,
			 size_t n);
void iommu_tlb_sync(struct iommu_domain *d);
#endif
size_t iommu_unmap_sync(struct iommu_domain *d, unsigned long iova,
			size_t n);
size_t iommu_unmap_async(struct iommu_domain *d, unsigned long iova,
			 size_t n);

struct iommu_domain *dom_next(struct iommu_domain *d);
struct iommu_domain *dom_get(int i);
void *kmalloc(size_t n, int flags);
void kfree(const void *p);
void kvfree(const void *p);
void put_page(struct page *p);
void __free_page(struct page *p);
void unpin_user_page(struct page *p);
void free_iova(struct iova_domain *d, unsigned long pfn);
void __free_iova(struct ctx *c, unsigned long iova, size_t n);
void dma_unmap_page(struct device *dev, dma_addr_t a, size_t n, int dir);
void dma_free_coherent(struct device *dev, size_t n, void *p,
		       dma_addr_t a);
void put_device(struct device *dev);
int kref_put(struct kref *ref, void (*release)(struct kref *ref));
void of_node_put(struct device_node *np);
struct device_node *of_next(struct device_node *p, struct device_node *np);
void drm_mm_remove_node(struct mm_node *node);
void spin_lock(spinlock_t *l);
void spin_unlock(spinlock_t *l);
void cond_resched(void);
void list_del(struct list_head *e);
void list_add(struct list_head *e, struct list_head *h);
void list_add_tail(struct list_head *e, struct list_head *h);
void list_add_rcu(struct list_head *e, struct list_head *h);
bool list_empty(const struct list_head *h);
struct scatterlist *sg_next(struct scatterlist *sg);
dma_addr_t sg_dma_address(struct scatterlist *sg);
unsigned int sg_dma_len(struct scatterlist *sg);
void set_bit(long n, unsigned long *p);
void clear_bit(long n, unsigned long *p);
int test_bit(long n, const unsigned long *p);
int test_and_clear_bit(long n, unsigned long *p);
void bitmap_clear(unsigned long *p, unsigned int start, int n);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
int atomic_dec_and_test(atomic_t *v);
int atomic_read(const atomic_t *v);
void writel(u32 v, void *addr);
void smp_store_release(u32 *p, u32 v);
void *memset(void *p, int c, size_t n);
void *memcpy(void *p, const void *q, size_t n);
phys_addr_t page_to_phys(const struct page *p);
phys_addr_t sg_phys(const struct scatterlist *sg);
phys_addr_t virt_to_phys(const void *p);
int bus_for_each_dev(void *bus, void *data, int (*fn)(void *p));
void dev_err(struct device *dev, const char *fmt, ...);
void usnic_err(const char *fmt, ...);
void pool_put_err(void *pool, const char *why);
void handle_error(void *pool, const char *why);

/* As linux/interval_tree_generic.h names what it makes. */
struct rb_root_cached { void *node; };
#define INTERVAL_TREE_DEFINE(type, rb, of, last, START, LAST, where, prefix) \
	where void prefix##_insert(type *node, struct rb_root_cached *root); \
	where void prefix##_remove(type *node, struct rb_root_cached *root); \
	where type *prefix##_subtree_search(type *node, of start, of end); \
	where type *prefix##_iter_first(struct rb_root_cached *root, of start, \
					of end); \
	where type *prefix##_iter_next(type *node, of start, of end);

/* Functions of nobody that anybody knows. */
void helper(void *p);
void list_release_entry(void *p);
void minos_release(void *p);
void atomic_pool_release(void *p);
void hlist_put(void *p);
void list_del_and_free(void *p);
void drop_pages_lock(void *p);
void kfree_later(void *p);
int is_last(unsigned long iova);
unsigned long next_iova(unsigned long iova);
void use(unsigned long n);

#endif
