/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_SOFT_IOMMU_H
#define SHIM_HOSTED_SOFT_IOMMU_H

/*
 * The software IOMMU from inside.  driver.c is its driver and pgtable.c writes
 * the page table for it; hw.c is the hardware, which reads the table and keeps
 * translations in the caches of tlb.c and shadow.c; queue.c carries out the
 * commands that empty them.  The driver reaches the hardware by the hw_ calls
 * only.
 */

#include <hosted/iommu.h>
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/iommu.h>
#include <linux/list.h>
#include <linux/spinlock.h>

#include "sanitizer/san.h"

/*
 * The table: four levels, 0 being the last, of 512 entries.  An entry that
 * grants nothing is not present.  One with PTE_LEAF, and every entry of level
 * 0, is a page; another is the next table.
 */
#define PTE_READ BIT_ULL(0)
#define PTE_WRITE BIT_ULL(1)
#define PTE_LEAF BIT_ULL(7)
#define PTE_ADDR GENMASK_ULL(47, 12)
#define PTE_PRESENT (PTE_READ | PTE_WRITE)

#define PT_LEVELS 4
#define PT_BITS 9
#define PT_ENTRIES 512u
#define IOVA_BITS (PAGE_SHIFT + PT_LEVELS * PT_BITS)

static inline unsigned int level_shift(int level)
{
	return PAGE_SHIFT + level * PT_BITS;
}

static inline size_t level_size(int level)
{
	return BIT(level_shift(level));
}

static inline unsigned int pte_index(unsigned long iova, int level)
{
	return (iova >> level_shift(level)) & (PT_ENTRIES - 1);
}

static inline bool pte_is_leaf(u64 pte, int level)
{
	return !level || pte & PTE_LEAF;
}

/* A cached walk.  perm 0: it ended at an entry that was not present. */
struct iotlb_entry {
	bool valid;
	u8 shift;		/* of the page */
	u16 did;		/* domain id, the tag */
	unsigned int perm;	/* PTE_READ | PTE_WRITE */
	unsigned long tag;	/* iova >> shift */
	phys_addr_t paddr;	/* of the page */
	u64 used;		/* when last, for replacement */
};

struct iotlb {
	unsigned int sets;
	unsigned int ways;
	struct iotlb_entry *entries;
	u64 clock;
	u64 evictions;
};

int iotlb_init(struct iotlb *tlb, unsigned int sets, unsigned int ways);
void iotlb_destroy(struct iotlb *tlb);
struct iotlb_entry *iotlb_lookup(struct iotlb *tlb, u16 did,
				 unsigned long iova);
void iotlb_insert(struct iotlb *tlb, const struct iotlb_entry *new);
/* Calls @fn for each valid entry of @did that covers a byte of the range. */
void iotlb_for_each(struct iotlb *tlb, u16 did, unsigned long start,
		    unsigned long last,
		    void (*fn)(struct iotlb_entry *entry, void *cookie),
		    void *cookie);
void iotlb_drop_all(struct iotlb *tlb);

struct psc_entry {
	u16 did;
	unsigned long tag;
	const u64 *table;	/* NULL: not valid */
};

struct psc {
	unsigned int nr;	/* 0: there is none */
	struct psc_entry *entries;
};

int psc_init(struct psc *psc, unsigned int nr);
void psc_destroy(struct psc *psc);
const u64 *psc_lookup(struct psc *psc, u16 did, unsigned long iova);
void psc_insert(struct psc *psc, u16 did, unsigned long iova,
		const u64 *table);
void psc_drop(struct psc *psc, u16 did, unsigned long start,
	      unsigned long last);
void psc_drop_all(struct psc *psc);
/* How many tables of the range are remembered. */
unsigned int psc_count(const struct psc *psc, u16 did, unsigned long start,
		       unsigned long last);

struct shadow;
struct shadow *shadow_alloc(void);
void shadow_free(struct shadow *s);
/* Makes the shadow what the table is, in the range. */
void shadow_sync(struct shadow *s, const u64 *root, unsigned long start,
		 unsigned long last);
struct iotlb_entry shadow_walk(const struct shadow *s, unsigned long iova);

/*
 * A table that was freed too early may be anything by now; the hardware reads
 * it all the same.
 */
static inline u64 __attribute__((no_sanitize("address")))
hw_read_pte(const u64 *ptep)
{
	return smp_load_acquire(ptep);
}

#define HW_CONTEXTS 64
#define HW_DIDS 1024

/* What a device's transactions are translated with. */
struct hw_context {
	struct iommu_domain *domain;	/* NULL: none, everything faults */
	struct device *dev;
	const u64 *root;
	u16 did;
	bool identity;		/* not translated */
};

/* What a device has of its own. */
struct hw_device {
	struct iotlb devtlb;		/* without entries: none */
	struct shadow *shadow;
};

struct hw_command {
	enum hosted_iommu_inval kind;
	u16 did;
	u16 sid;			/* of the device TLB */
	u8 shift;			/* only pages of this size; 0: all */
	unsigned long start;
	unsigned long last;
	u64 due;			/* when it takes effect; 0: at once */
};

#define HW_QUEUE_SIZE 64
struct hw_queue {
	u64 head;			/* number of the next to execute */
	u64 tail;
	u64 busy_until;
	struct hw_command commands[HW_QUEUE_SIZE];
};

struct hosted_iommu {
	struct hosted_iommu_config config;
	struct iommu_device iommu_dev;
	struct iommu_ops ops;
	struct bus_type bus;

	/* Of the driver: domain and context numbers in use. */
	spinlock_t id_lock;
	unsigned long dids[HW_DIDS / BITS_PER_LONG];
	unsigned long sids[HW_CONTEXTS / BITS_PER_LONG];

	/*
	 * Of the hardware: everything below.  A transaction holds the lock
	 * from its translation to the end of its transfer, so that a command
	 * which has run also waited for transactions under way.
	 */
	spinlock_t hw_lock;
	struct hw_context contexts[HW_CONTEXTS];
	struct hw_device devices[HW_CONTEXTS];
	struct hw_queue queue;
	struct iotlb tlb;
	struct psc psc;
	struct hosted_iommu_stats stats;
	struct hosted_iommu_fault last_fault;
	hosted_iommu_hook_t hook;
	void *hook_cookie;
};

int hw_init(struct hosted_iommu *iommu);
void hw_exit(struct hosted_iommu *iommu);
/* Executes what is due; with hw_lock held. */
void hw_process(struct hosted_iommu *iommu);

/*
 * The registers and commands of the hardware.  A command has taken effect, in
 * the device TLBs as well, when the call returns.
 */
void hw_set_context(struct hosted_iommu *iommu, unsigned int sid,
		    const struct hw_context *context);
void hw_invalidate_range(struct hosted_iommu *iommu, u16 did,
			 unsigned long iova, size_t size, size_t pgsize);
void hw_invalidate_domain(struct hosted_iommu *iommu, u16 did);
/* The same for whoever gets the id next, not for who waits for a flush. */
void hw_forget_domain(struct hosted_iommu *iommu, u16 did);

/* A transaction of the device @sid, within one page of the smallest size. */
int hw_transfer(struct hosted_iommu *iommu, unsigned int sid,
		struct device *dev, unsigned long iova, void *buf, size_t len,
		bool write);

/*
 * The table as the driver writes it.  Several CPUs may do so at once as long as
 * they do it to different ranges.
 */
struct soft_domain {
	struct iommu_domain domain;
	u64 *root;
	struct hosted_iommu *iommu;	/* once attached */
	u16 did;
	unsigned int attached;
	struct san_domain san;
};

static inline struct soft_domain *to_soft_domain(struct iommu_domain *domain)
{
	return container_of(domain, struct soft_domain, domain);
}

int pgtable_map_pages(struct iommu_domain *domain, unsigned long iova,
		      phys_addr_t paddr, size_t pgsize, size_t pgcount,
		      int prot, gfp_t gfp, size_t *mapped);
size_t pgtable_unmap_pages(struct iommu_domain *domain, unsigned long iova,
			   size_t pgsize, size_t pgcount,
			   struct iommu_iotlb_gather *gather);
/* The same, and the sanitizer is told. */
int pgtable_map_pages_watched(struct iommu_domain *domain, unsigned long iova,
			      phys_addr_t paddr, size_t pgsize, size_t pgcount,
			      int prot, gfp_t gfp, size_t *mapped);
size_t pgtable_unmap_pages_watched(struct iommu_domain *domain,
				   unsigned long iova, size_t pgsize,
				   size_t pgcount,
				   struct iommu_iotlb_gather *gather);
/* Which of the two every domain uses from now on. */
void soft_iommu_watch(bool watch);
phys_addr_t pgtable_iova_to_phys(struct iommu_domain *domain,
				 dma_addr_t iova);
void pgtable_free(u64 *root);

/* NULL: never attached, so nothing can be cached. */
struct hosted_iommu *soft_domain_iommu(struct soft_domain *sd);
/* Invalidates a range now, where the domain is attached to anything. */
void soft_domain_flush(struct soft_domain *sd, unsigned long iova,
		       size_t size, size_t pgsize);

#endif
