/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_SAN_H
#define SHIM_HOSTED_SAN_H

/*
 * What the hosted kernel tells the sanitizer.  state.c keeps the state and finds
 * what is wrong, report.c says it.  Maps and unmaps have no hook while the
 * sanitizer is off (soft_iommu_watch()); each other one is then a test of one flag,
 * and nothing when it is not compiled in.
 */

#include <hosted/sanitizer.h>
#include <linux/iommu.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/types.h>

struct hosted_iommu;
struct page;
struct san_stack;

#ifdef HOSTED_NO_SAN
#define san_on() false
#else
extern bool san_enabled;
#define san_on() unlikely(READ_ONCE(san_enabled))
#endif

/* A part of the IOVA space that is mapped in one piece, or was. */
struct san_range {
	struct rb_node node;
	unsigned long start;
	unsigned long last;
	phys_addr_t paddr;		/* of start */
	u8 perm;
	u8 shift;			/* of the leaves */
	bool pending;			/* stale: a cache may hold it */
	bool unsynced;			/* mapped: not yet synchronised */
	bool freed;			/* reported as page-freed */
	u64 seq;			/* of the map or unmap */
	u64 call;			/* that unmapped it: seq of its first leaf */
	const struct san_stack *mapped;
	const struct san_stack *unmapped;
};

/* Part of every domain of the software IOMMU. */
struct san_domain {
	struct list_head node;		/* of all that have something */
	struct iommu_domain *domain;
	struct rb_root live;
	struct rb_root stale;
};

/* What a report is made of; state.c fills it in, under its lock. */
struct san_report {
	enum hosted_san_kind kind;
	struct iommu_domain *domain;
	struct device *dev;		/* that did DMA, or NULL */
	unsigned long iova;
	size_t size;
	phys_addr_t paddr;
	u8 perm;
	bool pending;
	bool write;
	const struct san_stack *event;
	const struct san_stack *unmapped;
	const struct san_stack *mapped;
};

#define SAN_FRAMES 16
struct san_stack {
	struct san_stack *next;
	unsigned int hash;
	unsigned int nr;
	void *frames[SAN_FRAMES];
};

/* The calling thread's stack, one copy of each. */
const struct san_stack *san_stack_save(void);
/* Prints it, unless it is suppressed or was printed before; may not return. */
void san_report(const struct san_report *report);

/* Forgets everything, and goes on or stops watching. */
void san_reset(bool enable);

/* state.c's side of the hooks. */
u64 __san_command_begin(void);
void __san_command_done(struct hosted_iommu *iommu, int did,
			unsigned long start, unsigned long last,
			unsigned int shift, u64 begin);
void __san_map(struct iommu_domain *domain, unsigned long iova, size_t size,
	       phys_addr_t paddr, unsigned int perm, unsigned int shift);
void __san_map_over(struct iommu_domain *domain, unsigned long iova);
void __san_unmap_begin(void);
bool __san_unmapped(void);
void __san_unmap(struct iommu_domain *domain, unsigned long iova, size_t size,
		 phys_addr_t paddr, unsigned int perm, unsigned int shift);
void __san_unmap_nothing(struct iommu_domain *domain, unsigned long iova,
			 size_t size);
bool __san_access(struct iommu_domain *domain, struct device *dev,
		  unsigned long iova, bool translated, phys_addr_t paddr,
		  bool write, struct san_report *report);
void __san_detached(struct iommu_domain *domain);
void __san_domain_free(struct iommu_domain *domain);
void __san_page_free(struct page *page, unsigned int order);

static inline void san_domain_init(struct san_domain *san,
				   struct iommu_domain *domain)
{
	INIT_LIST_HEAD(&san->node);
	san->domain = domain;
}

/*
 * An invalidation: the result of the first goes to the second, when the
 * command has taken effect in all caches.  @did -1: of every domain.  @shift: only
 * of leaves of this size; 0: of all.
 */
static inline u64 san_command_begin(void)
{
	return san_on() ? __san_command_begin() : 0;
}

static inline void san_command_done(struct hosted_iommu *iommu, int did,
				    unsigned long start, unsigned long last,
				    unsigned int shift, u64 begin)
{
	if (san_on())
		__san_command_done(iommu, did, start, last, shift, begin);
}

/* Entries have been written. */
static inline void san_map(struct iommu_domain *domain, unsigned long iova,
			   size_t size, phys_addr_t paddr, unsigned int perm,
			   unsigned int shift)
{
	if (san_on() && size)
		__san_map(domain, iova, size, paddr, perm, shift);
}

/* There is a mapping at @iova already. */
static inline void san_map_over(struct iommu_domain *domain,
				unsigned long iova)
{
	if (san_on())
		__san_map_over(domain, iova);
}

/* An unmap call begins; then once for each leaf, its entry being cleared. */
static inline void san_unmap_begin(void)
{
	if (san_on())
		__san_unmap_begin();
}

static inline void san_unmap(struct iommu_domain *domain, unsigned long iova,
			     size_t size, phys_addr_t paddr,
			     unsigned int perm, unsigned int shift)
{
	if (san_on())
		__san_unmap(domain, iova, size, paddr, perm, shift);
}

/* Has there been a leaf in that call? */
static inline bool san_unmapped(void)
{
	return san_on() && __san_unmapped();
}

static inline void san_unmap_nothing(struct iommu_domain *domain,
				     unsigned long iova, size_t size)
{
	if (san_on())
		__san_unmap_nothing(domain, iova, size);
}

/*
 * A device accesses @iova, with the lock of the hardware held; true: there is
 * something to report when it is released.
 */
static inline bool san_access(struct iommu_domain *domain, struct device *dev,
			      unsigned long iova, bool translated,
			      phys_addr_t paddr, bool write,
			      struct san_report *report)
{
	return san_on() && __san_access(domain, dev, iova, translated, paddr,
					write, report);
}

/* A device was detached, with all its translations. */
static inline void san_detached(struct iommu_domain *domain)
{
	if (san_on())
		__san_detached(domain);
}

/* Also when it is off: it may have been on. */
static inline void san_domain_free(struct iommu_domain *domain)
{
#ifndef HOSTED_NO_SAN
	__san_domain_free(domain);
#else
	(void)domain;
#endif
}

/* The last reference of a block of pages is gone. */
static inline void san_page_free(struct page *page, unsigned int order)
{
	if (san_on())
		__san_page_free(page, order);
}

#endif
