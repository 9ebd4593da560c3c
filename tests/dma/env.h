/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_DMA_ENV_H
#define TESTS_DMA_ENV_H

/*
 * A device behind an IOMMU of a preset, in its default domain, while time
 * stands still and the sanitizer watches; at the end of a case there must have
 * been no report, but those it announced.
 */

#include <linux/dma-mapping.h>
#include <linux/iommu.h>

extern struct hosted_iommu *iommu;
extern struct device *dev;
extern unsigned int expected_reports;

/* What Linux waits before it flushes, in ms, and IOVAs that wait at most. */
unsigned int lazy_timeout(void);
unsigned int lazy_entries(void);

/* Does its driver say of what is not mapped that it was unmapped? */
bool counts_holes(void);

/* By its group's file in sysfs. */
ssize_t set_type(const char *type);
bool type_is(const char *type);

/* Invalidations so far. */
u64 invalidations(void);

bool device_reads(dma_addr_t addr, const void *data, size_t len);
bool device_faults(dma_addr_t addr);

dma_addr_t map_page(struct page *page);
void unmap_page(dma_addr_t addr);

#endif
