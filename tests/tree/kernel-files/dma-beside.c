// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux's DMA API beside the hosted core in one process, under names with
 * linux_: what a benchmark of one against the other starts from.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/time.h>
#include <linux/dma-map-ops.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include "arm-iommu.h"
#include "ktest.h"
#include "linux-core.h"

extern typeof(iommu_setup_dma_ops) linux_iommu_setup_dma_ops;

static void probe_finalize(struct device *dev)
{
	linux_iommu_setup_dma_ops(dev, 0, U64_MAX);
}

static struct arm_iommu arm;
static struct device *dev;
static struct page *page;

static void setup(int (*def_domain_type)(struct device *dev))
{
	hosted_time_freeze(true);
	arm_iommu_init(&arm, linux_generic_device_group);
	arm.ops.def_domain_type = def_domain_type;
	arm.ops.probe_finalize = probe_finalize;
	dev = arm_device_create(&arm, "dev");
	if (!dev || linux_iommu_probe_device(dev) || !get_dma_ops(dev))
		ktest_fail(__FILE__, __LINE__, "probe");
	page = alloc_page(GFP_KERNEL);
}

static void teardown(void)
{
	linux_iommu_release_device(dev);
	put_device(dev);
	__free_page(page);
	hosted_time_freeze(false);
}

/* Returns how many invalidations of ranges 100 calls took. */
static u64 map_and_unmap(void)
{
	u64 before = atomic64_read(&arm.syncs);
	int i;

	for (i = 0; i < 100; i++) {
		dma_addr_t addr = dma_map_page(dev, page, 0, PAGE_SIZE,
					       DMA_TO_DEVICE);

		if (dma_mapping_error(dev, addr))
			ktest_fail(__FILE__, __LINE__, "map");
		dma_unmap_page(dev, addr, PAGE_SIZE, DMA_TO_DEVICE);
	}
	return atomic64_read(&arm.syncs) - before;
}

static void strict_invalidates_each(void)
{
	u64 flushes;

	setup(arm_strict);
	flushes = atomic64_read(&arm.flushes);
	CHECK_EQ(map_and_unmap(), 100);
	CHECK_EQ(atomic64_read(&arm.flushes), flushes);
	teardown();
}

static void lazy_invalidates_all_at_once(void)
{
	u64 flushes;

	setup(arm_lazy);
	flushes = atomic64_read(&arm.flushes);
	CHECK_EQ(map_and_unmap(), 0);
	CHECK_EQ(atomic64_read(&arm.flushes), flushes);
	hosted_time_advance(10);
	CHECK_EQ(atomic64_read(&arm.flushes), flushes + 1);
	teardown();
}

/* The hosted core is there as it always is, and knows nothing of the other. */
static void the_hosted_core_is_another(void)
{
	struct hosted_iommu *iommu = hosted_iommu_create(NULL);
	struct device *mine = hosted_device_create(iommu, "mine");
	struct iommu_domain *domain;

	setup(arm_strict);
	domain = iommu_domain_alloc(hosted_iommu_bus(iommu));
	CHECK_EQ(iommu_attach_device(domain, mine), 0);
	CHECK(!mine->iommu_group && dev->iommu_group);
	CHECK(linux_iommu_get_domain_for_dev(dev));
	CHECK(!iommu_get_domain_for_dev(dev));
	iommu_detach_device(domain, mine);
	iommu_domain_free(domain);
	hosted_device_destroy(mine);
	hosted_iommu_destroy(iommu);
	teardown();
}

KTEST_SUITE(dma_beside,
	KTEST(strict_invalidates_each),
	KTEST(lazy_invalidates_all_at_once),
	KTEST(the_hosted_core_is_another));
