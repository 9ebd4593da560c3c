// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the calls of later levels do that those of 5.4 do not.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/preempt.h>

#include "ktest.h"

#define IOVA 0x01011000UL
#define RW (IOMMU_READ | IOMMU_WRITE)

static struct hosted_iommu *iommu;
static struct device *dev;
static struct iommu_domain *domain;
static struct page *page;

static struct iommu_domain *alloc_domain(struct device *dev)
{
#if HOSTED_LEVEL >= 616
	struct iommu_domain *domain = iommu_paging_domain_alloc(dev);

	return IS_ERR(domain) ? NULL : domain;
#else
	return iommu_domain_alloc(dev->bus);
#endif
}

static bool set_up(void)
{
	iommu = hosted_iommu_create(hosted_iommu_preset("vt-d-caching-mode"));
	dev = hosted_device_create(iommu, "dev");
	domain = alloc_domain(dev);
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	return domain && page && !iommu_attach_device(domain, dev);
}

static void tear_down(void)
{
	__free_page(page);
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
}

static bool device_reads(unsigned long iova)
{
	char c;

	return !hosted_device_read(dev, iova, &c, 1);
}

static void a_map_may_sleep_when_it_says_so(void)
{
	struct scatterlist sg;

	CHECK(set_up());
	sg_init_one(&sg, page_address(page), PAGE_SIZE);
	CHECK(!device_reads(IOVA));
	preempt_disable();
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE, RW,
			   GFP_ATOMIC), 0);
	CHECK_EQ(iommu_map_sg(domain, 2 * IOVA, &sg, 1, RW, GFP_NOWAIT),
		 PAGE_SIZE);
	ktest_expect_warnings(2);
	hosted_log_quiet(true);
	/* Beside these, so that no table has to be allocated. */
	CHECK_EQ(iommu_map(domain, IOVA + PAGE_SIZE, page_to_phys(page),
			   PAGE_SIZE, RW, GFP_KERNEL), 0);
	CHECK_EQ(iommu_map_sg(domain, 2 * IOVA + PAGE_SIZE, &sg, 1, RW, GFP_KERNEL),
		 PAGE_SIZE);
	hosted_log_quiet(false);
	preempt_enable();
	/* In a moment in which it was known that nothing is there. */
	CHECK(device_reads(IOVA) && device_reads(2 * IOVA));
	tear_down();
}

static void tables_are_not_from_a_zone(void)
{
	struct scatterlist sg;

	CHECK(set_up());
	sg_init_one(&sg, page_address(page), PAGE_SIZE);
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE, RW,
			   GFP_KERNEL | __GFP_DMA32), -EINVAL);
	CHECK_EQ(iommu_map_sg(domain, IOVA, &sg, 1, RW,
			      GFP_KERNEL | __GFP_HIGHMEM), -EINVAL);
	hosted_log_quiet(false);
	CHECK(!iommu_iova_to_phys(domain, IOVA));
	tear_down();
}

static void a_table_of_entries_is_mapped(void)
{
	struct scatterlist sg;
	struct sg_table table = { .sgl = &sg, .nents = 1, .orig_nents = 1 };

	CHECK(set_up());
	sg_init_one(&sg, page_address(page), PAGE_SIZE);
	CHECK_EQ(iommu_map_sgtable(domain, IOVA, &table, RW), PAGE_SIZE);
	CHECK_EQ(iommu_iova_to_phys(domain, IOVA), page_to_phys(page));
	tear_down();
}

#if HOSTED_LEVEL >= 616

static void a_domain_is_for_a_device(void)
{
	struct device alone = { 0 };
	struct iommu_domain *other;

	CHECK(set_up());
	CHECK(iommu_paging_domain_alloc(&alone) == ERR_PTR(-ENODEV));
	CHECK(iommu_paging_domain_alloc_flags(dev, 1) == ERR_PTR(-EOPNOTSUPP));
	other = iommu_paging_domain_alloc_flags(dev, 0);
	CHECK(!IS_ERR(other));
	iommu_domain_free(other);
	tear_down();
}

static void a_map_can_be_synchronised_later(void)
{
	struct hosted_iommu_stats before, after;

	CHECK(set_up());
	/* The hardware remembers that there is nothing. */
	CHECK(!device_reads(IOVA) && !device_reads(IOVA + PAGE_SIZE));
	hosted_iommu_stats(iommu, &before);
	CHECK_EQ(iommu_map_nosync(domain, IOVA, page_to_phys(page), PAGE_SIZE,
				  RW, GFP_KERNEL), 0);
	CHECK_EQ(iommu_map_nosync(domain, IOVA + PAGE_SIZE, page_to_phys(page),
				  PAGE_SIZE, RW, GFP_KERNEL), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, IOVA), page_to_phys(page));
	CHECK(!device_reads(IOVA) && !device_reads(IOVA + PAGE_SIZE));
	CHECK_EQ(iommu_sync_map(domain, IOVA, 2 * PAGE_SIZE), 0);
	CHECK(device_reads(IOVA) && device_reads(IOVA + PAGE_SIZE));
	hosted_iommu_stats(iommu, &after);
	CHECK_EQ(hosted_iommu_invalidations(&after) -
		 hosted_iommu_invalidations(&before), 1);
	hosted_log_quiet(true);
	CHECK_EQ(iommu_map_nosync(domain, 2 * IOVA + 1, 0, PAGE_SIZE, RW,
				  GFP_KERNEL), -EINVAL);
	hosted_log_quiet(false);
	tear_down();
}

/* A driver whose synchronising fails; before, the core could not be told. */
static int fails(struct iommu_domain *domain, unsigned long iova, size_t size)
{
	(void)domain, (void)iova, (void)size;
	return -EIO;
}

static void a_map_that_cannot_be_synchronised_is_undone(void)
{
	const struct iommu_domain_ops *ops;
	struct iommu_domain_ops failing;
	struct scatterlist sg;

	CHECK(set_up());
	sg_init_one(&sg, page_address(page), PAGE_SIZE);
	ops = domain->ops;
	failing = *ops;
	failing.iotlb_sync_map = fails;
	domain->ops = &failing;
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE, RW,
			   GFP_KERNEL), -EIO);
	CHECK_EQ(iommu_map_sg(domain, IOVA, &sg, 1, RW, GFP_KERNEL), -EIO);
	CHECK(!iommu_iova_to_phys(domain, IOVA));
	CHECK_EQ(iommu_map_nosync(domain, IOVA, page_to_phys(page), PAGE_SIZE,
				  RW, GFP_KERNEL), 0);
	CHECK_EQ(iommu_sync_map(domain, IOVA, PAGE_SIZE), -EIO);
	domain->ops = ops;
	tear_down();
}

#define OF_6_16							\
	, KTEST(a_domain_is_for_a_device)				\
	, KTEST(a_map_can_be_synchronised_later)			\
	, KTEST(a_map_that_cannot_be_synchronised_is_undone)
#else
#define OF_6_16
#endif

KTEST_SUITE(calls,
	KTEST(a_map_may_sleep_when_it_says_so),
	KTEST(tables_are_not_from_a_zone),
	KTEST(a_table_of_entries_is_mapped)
	OF_6_16);
