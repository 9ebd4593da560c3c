/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_CONFORMANCE_H
#define TESTS_CONFORMANCE_H

/*
 * The shim's contract, line by line.  A suite is a file, compiled once for each
 * style; which calls it can test depends on the style.  It judges by what the
 * device can reach, so that it means the same on a machine.
 *
 * The environment (hosted.c, tests/kernel/conformance) supplies the device.
 */

#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/sizes.h>

#include <iommu-shim/iommu.h>

#include "ktest.h"

#define STYLE_IS(name) IOMMU_SHIM_IS(name)

/* The synchronous call of this style: SYNC(iommu_map)(domain, ...). */
#if STYLE_IS(sync) || STYLE_IS(explicit)
#define __SYNC(call) call ## _sync
#define SYNC(call) __SYNC(call)
#else
#define SYNC(call) call
#endif

/* Its deferred ones; a style that cannot defer maps has the synchronous. */
#if STYLE_IS(async)
#define DEFER_UNMAP iommu_unmap_async
#define DEFER_MAP iommu_map_async
#define DEFER_MAP_SG iommu_map_sg_async
#elif STYLE_IS(fast)
#define DEFER_UNMAP iommu_unmap_fast
#define DEFER_MAP iommu_map
#define DEFER_MAP_SG iommu_map_sg
#elif STYLE_IS(sync) || STYLE_IS(explicit)
#define DEFER_UNMAP iommu_unmap
#define DEFER_MAP iommu_map
#define DEFER_MAP_SG iommu_map_sg
#endif

#define PROT_RW (IOMMU_READ | IOMMU_WRITE)

/* The last arguments of a map at this level. */
#if IOMMU_SHIM_HAS_GFP
#define RW PROT_RW, GFP_KERNEL
#define RW_TYPES int prot, gfp_t gfp
#define RW_ATOMIC PROT_RW, GFP_ATOMIC
#define ATOMIC(call) call
#else
#define RW PROT_RW
#define RW_TYPES int prot
#define RW_ATOMIC PROT_RW
#define ATOMIC(call) call ## _atomic
#endif

/* IOVAs that differ in the low bits of their page numbers. */
#define IOVA_A 0x01011000UL
#define IOVA_B 0x02022000UL
#define IOVA_C 0x03033000UL

/* Of the environment, for the case that runs. */
extern struct iommu_domain *conf_domain;	/* attached to the device */
extern struct device *conf_device;

/*
 * The device writes @value at @iova, or reads there; what happens when there
 * is no translation differs, so nothing is returned that says so.
 */
void env_dma_write(unsigned long iova, u64 value);
u64 env_dma_read(unsigned long iova);

/* Does what the device reads and writes at @iova come from and go to @page? */
bool conf_reaches(unsigned long iova, struct page *page);
/* @page, zeroed; freed after the case. */
struct page *conf_page(void);
struct page *conf_pages(unsigned int order);
/* For the environment, after the case. */
void conf_free_pages(void);

/* Maps, and lets the device use it, so that it is cached. */
int conf_map_cached(unsigned long iova, struct page *page);
/*
 * Maps 2 MiB so that there is a page table below them: a @block of pages, moved
 * by one.
 */
int conf_map_two_mib(unsigned long iova, struct page *block);
/* Lets the device find that there is nothing, so that this is cached. */
void conf_touch(unsigned long iova);

/* A domain of the device's bus, allocated without the shim's knowledge. */
struct iommu_domain *unshimmed_domain_alloc(struct device *dev);
/* Unmaps there, too, and leaves the IOTLB as it is. */
void unshimmed_unmap(struct iommu_domain *domain, unsigned long iova,
			    size_t size);

/* Detaches such a domain from the device, and frees it by the kernel's call. */
void conf_detach_unshimmed(void);
void unshimmed_domain_free(struct iommu_domain *domain);

/* Does that leave page tables to be freed by the flush? */
bool unshimmed_unmap_defers_tables(struct iommu_domain *domain,
				   unsigned long iova, size_t size);

/* Does it say in its gather what is to be flushed? */
bool unshimmed_unmap_gathers(struct iommu_domain *domain, unsigned long iova,
			     size_t size);

/* Unmaps in a unit of style explicit, and neither queues nor flushes. */
size_t other_unmap(struct iommu_domain *domain, unsigned long iova,
		   size_t size);

/*
 * What only an environment that can look inside can say; the others answer that
 * they cannot, and the case skips that part.
 */
#define ENV_UNKNOWN (~0ull)
u64 env_invalidations(void);		/* commands so far */
bool env_can_fail_alloc(void);
void env_fail_alloc(unsigned int skip, unsigned int count);
unsigned int env_log_count(const char *text);
/* Messages that the case provokes are not shown. */
void env_log_expect(bool on);
/* Frees the environment's domain within the case, in the style's way. */
void env_detach(void);
/* Goes on with another one, attached. */
int env_attach(struct iommu_domain *domain);

/*
 * @hook is called by whoever sends the IOMMU a command, before it takes effect
 * and in its context; it may sleep where that may.  NULL takes it away.  False
 * where nobody can be held there.
 */
bool env_set_flush_hook(void (*hook)(void));
/* Commands so far that were for a whole domain. */
u64 env_full_flushes(void);

/* Where a flush cannot be held, what happens meanwhile cannot be looked at. */
#define NEEDS_A_HOOK()							\
	do {								\
		if (!env_set_flush_hook(NULL))				\
			IMPOSSIBLE("a flush cannot be held in flight");	\
	} while (0)

/*
 * From here to the end of the case conf_domain has no operation that flushes
 * all.  False: which operations there are is the driver's business.
 */
bool env_drop_flush_all(void);

/*
 * Time.  In between two calls of env_time_pass() a case takes next to none of a
 * unit: time stands still, or, where that cannot be, the unit is long; but a
 * transfer of the device may take several.  Timers have fired that became due.
 */
extern const unsigned int env_time_unit_us;
void env_time_freeze(bool frozen);
void env_time_pass(unsigned int units);

/*
 * Calls @before, which must not sleep, on a CPU that then goes away, and is back
 * on return; the case itself runs on another one.  False: there is no such CPU.
 */
bool env_cpu_goes(void (*before)(void));

/* Does the shim keep anything for conf_domain?  False where nobody can tell. */
bool env_keeps_records(void);

/*
 * From here to the end of the case, a translation that is used when it should be
 * gone fails it, where there is somebody who sees that.
 */
void env_watch(void);

/*
 * Does the IOMMU's driver count a hole as unmapped, and more than was asked
 * where a large page would fit, as VT-d's does?
 */
bool env_counts_holes(void);

/*
 * What drivers and IOMMUs differ in, and the contract is silent on: is a map
 * refused that ends beyond the aperture, does an invalidation drop just what it
 * names, do page tables that became empty go with the flush, does an unmap say
 * in its gather what is to be flushed (without, each flush is one of all), is
 * what lies before a hole unmapped at all?
 */
bool env_enforces_aperture(void);
bool env_flushes_exactly(void);
bool env_defers_tables(void);
bool env_gathers(void);
bool env_unmaps_up_to_hole(void);

/* For cases in which the end of the aperture makes a map fail half way. */
#define NEEDS_APERTURE()						\
	do {								\
		if (!env_enforces_aperture())				\
			IMPOSSIBLE("this driver maps beyond the aperture"); \
	} while (0)

/* What an unmap returns that finds a hole after @bytes. */
static inline bool conf_is_up_to_hole(size_t unmapped, size_t bytes)
{
	return unmapped == bytes || (env_counts_holes() && unmapped > bytes);
}

#define NEEDS_UNMAP_UP_TO_HOLE()					\
	do {								\
		if (!env_unmaps_up_to_hole())				\
			IMPOSSIBLE("this driver forgets what it finds before a hole"); \
	} while (0)

#define CHECK_UP_TO_HOLE(unmap, bytes)					\
	CHECK(conf_is_up_to_hole(unmap, bytes))

/* How often a case repeats what it hammers at. */
extern const unsigned int env_rounds;

/* Threads: one that has been started is joined once. */
struct env_thread;
struct env_thread *env_thread(int (*fn)(void *), void *data);
void env_join(struct env_thread *thread);

/* In atomic context; sleeping there is reported. */
void env_atomic_begin(void);
void env_atomic_end(void);

#endif
