/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_IOMMU_H
#define _HOSTED_IOMMU_H

/*
 * The software IOMMU: a hardware model and its driver.
 *
 * A four-level radix table of 4 KiB pages in the RAM arena translates 48 bits
 * of IOVA; leaves are 4 KiB, 2 MiB or 1 GiB.  The driver writes it; the
 * hardware side walks it, and keeps what it found in the IOTLB until it is
 * replaced or invalidated: a translation that the driver has removed goes on
 * to work.  An invalidation that has returned also waited for the DMA that was
 * under way.
 */

#include <linux/device.h>
#include <linux/iommu.h>
#include <linux/sizes.h>
#include <linux/types.h>

struct hosted_iommu;

enum hosted_iommu_inval {
	HOSTED_INVAL_RANGE,	/* of one domain */
	HOSTED_INVAL_DOMAIN,	/* everything of one domain */
	HOSTED_INVAL_GLOBAL,
	HOSTED_INVAL_DEVTLB,	/* of one device, a range or all */
	HOSTED_INVAL_KINDS,
};

/*
 * What an unmap makes of IOVAs where nothing is mapped.  Of a domain that was
 * never attached to a device, no driver knows better than to end.
 */
enum hosted_iommu_holes {
	HOSTED_HOLES_END,	/* it ends there, as on Arm */
	/* They count where they have a table of pages: AMD, up to Linux 6.12. */
	HOSTED_HOLES_COUNT_PAGES,
	/*
	 * They count; where a table is missing at the first IOVA, as all that it
	 * would map, and so much is unmapped: VT-d, up to Linux 6.12.
	 */
	HOSTED_HOLES_COUNT,
};

struct hosted_iommu_config {
	const char *name;		/* default "iommu" */
	unsigned long pgsize_bitmap;	/* default 4K | 2M | 1G */
	unsigned int iotlb_sets;	/* a power of two; default 64 */
	unsigned int iotlb_ways;	/* default 4 */
	/*
	 * Caching mode: a walk that ended at a non-present entry is cached as
	 * well, and a new mapping shows only after an invalidation.
	 */
	bool caching_mode;
	/*
	 * A range invalidation says the size of the pages in it, and drops
	 * entries of that size only (the TTL hint of SMMUv3.2).
	 */
	bool leaf_hint;
	/* Nothing is kept in the IOTLB: every access walks. */
	bool iotlb_off;
	/*
	 * The tables of pages of so many stretches of 2 MiB are remembered, so
	 * that a walk begins there; a power of two; default none.
	 */
	unsigned int psc_entries;
	/* Each device keeps so many translations itself (ATS); default none. */
	unsigned int devtlb_entries;
	/*
	 * Devices are translated with a copy of the table, which follows it
	 * at an invalidation only (a hypervisor's; shadow_on_flush in struct
	 * dev_iommu is set).
	 */
	bool shadow;
	enum hosted_iommu_holes holes;
	/* What a command takes, one after the other; up to a millisecond. */
	unsigned int inval_latency_ns;
};

/* By name: vt-d, vt-d-caching-mode, amd-vi, smmu-v3, virtio, s390-shadow. */
extern const struct hosted_iommu_config hosted_iommu_presets[];
/* NULL when there is none of that name. */
const struct hosted_iommu_config *hosted_iommu_preset(const char *name);

struct hosted_iommu_stats {
	u64 invalidations[HOSTED_INVAL_KINDS];
	u64 iotlb_hits;
	u64 iotlb_misses;
	u64 iotlb_evictions;	/* replaced while valid */
	u64 psc_hits;
	u64 devtlb_hits;
	u64 faults;
};

/* A fault as the hardware recorded it. */
struct hosted_iommu_fault {
	struct device *dev;
	unsigned long iova;
	int flags;		/* IOMMU_FAULT_READ or IOMMU_FAULT_WRITE */
};

/*
 * An IOMMU and the bus of the devices behind it.  A zeroed field of @config,
 * or a NULL @config, means the default.  ERR_PTR(-EINVAL) for a configuration
 * that no hardware could have, ERR_PTR(-ENOMEM).  Destroy it after its
 * devices; may sleep.
 */
struct hosted_iommu *
hosted_iommu_create(const struct hosted_iommu_config *config);
void hosted_iommu_destroy(struct hosted_iommu *iommu);
struct bus_type *hosted_iommu_bus(struct hosted_iommu *iommu);

/* Counters since creation.  Any context. */
void hosted_iommu_stats(struct hosted_iommu *iommu,
			struct hosted_iommu_stats *stats);
/*
 * All invalidations in @stats, without those of device TLBs, which go along
 * with the others.
 */
u64 hosted_iommu_invalidations(const struct hosted_iommu_stats *stats);

/* The newest fault; false when there was none.  Any context. */
bool hosted_iommu_last_fault(struct hosted_iommu *iommu,
			     struct hosted_iommu_fault *fault);

/*
 * How many IOTLB entries of @domain hold a translation for a byte of
 * [@iova, @iova + @size), present ones only.  Any context.
 */
unsigned int hosted_iommu_cached(struct hosted_iommu *iommu,
				 struct iommu_domain *domain,
				 unsigned long iova, size_t size);

/*
 * How many entries of the paging-structure cache a walk for a byte of the range
 * may begin at.  Any context.
 */
unsigned int hosted_iommu_cached_tables(struct hosted_iommu *iommu,
					struct iommu_domain *domain,
					unsigned long iova, size_t size);

/* A global invalidation: for a test that wants a cold IOTLB. */
void hosted_iommu_invalidate_all(struct hosted_iommu *iommu);

/*
 * Called for each invalidation command before it takes effect, by the CPU that
 * issued it and in its context: a place to hold a flush in flight.  NULL
 * takes the hook away; no command may be under way then.
 */
typedef void (*hosted_iommu_hook_t)(void *cookie,
				    enum hosted_iommu_inval kind,
				    unsigned long iova, size_t size);
void hosted_iommu_set_hook(struct hosted_iommu *iommu,
			   hosted_iommu_hook_t hook, void *cookie);

#endif
