/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_HOSTED_WATCHED_H
#define TESTS_HOSTED_WATCHED_H

/*
 * A device whose mappings the IOTLB sanitizer watches, and a driver of a few
 * lines, whose functions are to stand in the stacks of reports.
 */
#include <hosted/kernel.h>
#include <hosted/sanitizer.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include "attached.h"

#define IOVA 0x10000000UL

static struct iommu_iotlb_gather gather;

static inline void setup_config(const struct hosted_iommu_config *config)
{
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	hosted_log_quiet(true);
	attach_new(config, "nic0");
	iommu_iotlb_gather_init(&gather);
}

static inline void setup(void)
{
	setup_config(NULL);
}

static inline void teardown(void)
{
	iommu_iotlb_sync(domain, &gather);
	detach();
	hosted_log_quiet(false);
	hosted_san_suppress(NULL);
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

/* Nothing but @n reports, and these of @kind. */
#define CHECK_REPORTS(kind, n)						\
	do {								\
		CHECK_EQ(hosted_san_count(kind), n);			\
		CHECK_EQ(hosted_san_total(), n);			\
	} while (0)
#define CHECK_SILENT() CHECK_EQ(hosted_san_total(), 0)

static noinline void driver_maps(unsigned long iova, struct page *page)
{
	if (iommu_map(domain, iova, page_to_phys(page), PAGE_SIZE, RW))
		ktest_fail(__FILE__, __LINE__, "map");
}

static noinline struct page *map_new(unsigned long iova)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	driver_maps(iova, page);
	return page;
}

/* Pages in one piece, each to be freed by itself. */
static inline struct page *alloc_row(unsigned int order)
{
	struct page *pages = alloc_pages(GFP_KERNEL, order);

	split_page(pages, order);
	return pages;
}

static noinline void driver_unmaps(unsigned long iova, size_t size)
{
	iommu_unmap_fast(domain, iova, size, &gather);
}

static noinline void driver_frees(struct page *page)
{
	__free_page(page);
}

#endif
