// SPDX-License-Identifier: GPL-2.0-only
/*
 * The types of a default domain, and how they are changed: by sysfs, by a
 * driver of its own domain, by an owner that is none of the kernel's drivers.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sysfs.h>
#include <hosted/time.h>
#include <linux/device/driver.h>
#include <linux/dma-map-ops.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "env.h"
#include "ktest.h"

static struct device_driver driver = { .name = "nic" };

/* The device works: it is translated, or not, and reads what is mapped. */
static bool works(bool translated)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	dma_addr_t addr;
	bool good;

	strcpy(page_address(page), "it works");
	addr = map_page(page);
	good = !dma_mapping_error(dev, addr) &&
	       (addr != page_to_phys(page)) == translated &&
	       device_reads(addr, "it works", 8);
	unmap_page(addr);
	hosted_time_advance(lazy_timeout());
	if (translated)
		good &= device_faults(addr);
	__free_page(page);
	return good;
}

static void lazy_at_first(void)
{
	CHECK(type_is("DMA-FQ"));
	CHECK(works(true));
	CHECK(iommu_is_dma_domain(iommu_get_domain_for_dev(dev)));
	CHECK(iommu_get_dma_domain(dev) == iommu_get_domain_for_dev(dev));
}

static void from_each_to_each(void)
{
	static const char *const types[] = { "DMA", "DMA-FQ", "identity" };
	unsigned int from, to;

	for (from = 0; from < ARRAY_SIZE(types); from++)
		for (to = 0; to < ARRAY_SIZE(types); to++) {
			CHECK(set_type(types[from]) > 0);
			CHECK(type_is(types[from]));
			CHECK_EQ(set_type(types[to]), strlen(types[to]));
			CHECK(type_is(types[to]));
			CHECK(works(to != 2));
			CHECK_EQ(!get_dma_ops(dev), to == 2);
		}
	/* With or without the end of the line. */
	CHECK_EQ(set_type("auto\n"), 5);
	CHECK(type_is("DMA-FQ"));
	CHECK(works(true));
}

static void what_is_no_type_is_refused(void)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(dev);

	CHECK_EQ(set_type("mystery"), -EINVAL);
	CHECK_EQ(set_type(""), -EINVAL);
	CHECK_EQ(set_type("dma"), -EINVAL);
	CHECK_EQ(set_type("DMA-FQ2"), -EINVAL);
	CHECK_EQ(set_type("blocked"), -EINVAL);
	CHECK_EQ(set_type("unmanaged"), -EINVAL);
	CHECK(iommu_get_domain_for_dev(dev) == domain);
	/* What it is already, it is without another domain. */
	CHECK(set_type("DMA-FQ") > 0);
	CHECK(iommu_get_domain_for_dev(dev) == domain);
}

static void a_driver_keeps_its_type(void)
{
	struct iommu_domain *domain;

	CHECK(set_type("DMA") > 0);
	domain = iommu_get_domain_for_dev(dev);
	dev->driver = &driver;
	hosted_log_quiet(true);
	CHECK_EQ(set_type("identity"), -EBUSY);
	CHECK_EQ(set_type("auto"), -EBUSY);
	CHECK_EQ(set_type("DMA"), -EBUSY);
	/* But for this one, which leaves the domain as it is. */
	CHECK(set_type("DMA-FQ") > 0);
	CHECK_EQ(set_type("DMA-FQ"), -EBUSY);
	CHECK_EQ(set_type("DMA"), -EBUSY);
	hosted_log_quiet(false);
	CHECK(type_is("DMA-FQ"));
	CHECK(iommu_get_domain_for_dev(dev) == domain);
	CHECK(works(true));
	dev->driver = NULL;
	CHECK(set_type("DMA") > 0);
	CHECK(works(true));
}

/* Strict at first; what was mapped then is unmapped lazily. */
static void from_strict_to_lazy_with_mappings_in_use(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	dma_addr_t kept, strict;
	u64 before;

	strcpy(page_address(page), "kept");
	CHECK(set_type("DMA") > 0);
	kept = map_page(page);
	strict = map_page(page);
	before = invalidations();
	CHECK(device_reads(strict, "kept", 4));
	unmap_page(strict);
	CHECK(invalidations() > before);
	CHECK(device_faults(strict));

	CHECK(set_type("DMA-FQ") > 0);
	CHECK(device_reads(kept, "kept", 4));
	before = invalidations();
	unmap_page(kept);
	CHECK_EQ(invalidations(), before);
	hosted_time_advance(lazy_timeout());
	CHECK(invalidations() > before);
	CHECK(device_faults(kept));
	__free_page(page);
}

/* What waits in a lazy domain is flushed before the device leaves it. */
static void a_lazy_domain_is_left_flushed(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct iommu_domain *domain;
	dma_addr_t addr;

	addr = map_page(page);
	unmap_page(addr);
	CHECK(set_type("identity") > 0);
	__free_page(page);
	CHECK(device_faults(addr) || hosted_device_read(dev, addr, &addr, 1));

	CHECK(set_type("DMA-FQ") > 0);
	page = alloc_page(GFP_KERNEL);
	unmap_page(map_page(page));
	domain = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	__free_page(page);
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);

	/* And when the device goes. */
	page = alloc_page(GFP_KERNEL);
	unmap_page(map_page(page));
	hosted_device_destroy(dev);
	__free_page(page);
	dev = hosted_device_create(iommu, "nic");
}

static void a_domain_of_its_own(void)
{
	struct iommu_domain *domain = iommu_domain_alloc(dev->bus), *other;
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	dma_addr_t addr;

	strcpy(page_address(page), "default");
	addr = map_page(page);
	CHECK(device_reads(addr, "default", 7));
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK(iommu_get_domain_for_dev(dev) == domain);
	CHECK(device_faults(addr));
	CHECK_EQ(iommu_map(domain, SZ_1G, page_to_phys(page), PAGE_SIZE,
			   IOMMU_READ), 0);
	CHECK(device_reads(SZ_1G, "default", 7));
	/* One at a time; and it is not the default domain that would change. */
	other = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(other, dev), -EBUSY);
	iommu_domain_free(other);
	CHECK_EQ(set_type("DMA"), -EBUSY);
	iommu_unmap(domain, SZ_1G, PAGE_SIZE);
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	/* Where it was, and as it was. */
	CHECK(iommu_get_domain_for_dev(dev) == iommu_get_dma_domain(dev));
	CHECK(device_reads(addr, "default", 7));
	unmap_page(addr);
	hosted_time_advance(lazy_timeout());
	__free_page(page);
}

static void blocked_while_somebody_owns_its_dma(void)
{
	struct iommu_group *group = iommu_group_get(dev);
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct iommu_domain *domain;
	dma_addr_t addr;

	addr = map_page(page);
	dev->driver = &driver;
	CHECK_EQ(iommu_group_claim_dma_owner(group, &driver), -EPERM);
	dev->driver = NULL;
	CHECK_EQ(iommu_group_claim_dma_owner(group, group), 0);
	CHECK(iommu_group_dma_owner_claimed(group));
	CHECK_EQ(iommu_group_claim_dma_owner(group, &driver), -EPERM);
	CHECK_EQ(iommu_get_domain_for_dev(dev)->type, IOMMU_DOMAIN_BLOCKED);
	/* Nothing is reached, and nothing can be mapped there. */
	CHECK(device_faults(addr));
	CHECK(device_faults(page_to_phys(page)));
	CHECK_EQ(iommu_map(iommu_get_domain_for_dev(dev), SZ_1G,
			   page_to_phys(page), PAGE_SIZE, IOMMU_READ), -EINVAL);
	CHECK_EQ(set_type("identity"), -EBUSY);

	/* Its own domain comes and goes; in between it is blocked again. */
	domain = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	CHECK(device_faults(addr));

	iommu_group_release_dma_owner(group);
	CHECK(!iommu_group_dma_owner_claimed(group));
	CHECK(device_reads(addr, "\0", 1));
	unmap_page(addr);
	hosted_time_advance(lazy_timeout());
	__free_page(page);
	iommu_group_put(group);
}

static void a_group_goes_with_its_device(void)
{
	struct iommu_group *group = iommu_group_get(dev);
	static char buf[PAGE_SIZE];
	char path[64];

	snprintf(path, sizeof(path), "kernel/iommu_groups/%d/type",
		 iommu_group_id(group));
	CHECK(hosted_sysfs_show(path, buf) > 0);
	hosted_device_destroy(dev);
	CHECK_EQ(hosted_sysfs_show(path, buf), -ENOENT);
	iommu_group_put(group);
	dev = hosted_device_create(iommu, "nic");
	CHECK(type_is("DMA-FQ"));
}

static void no_memory_for_another_domain(void)
{
	static const char *const to[] = { "identity", "DMA-FQ", "DMA" };
	unsigned int i, skip, failed;

	CHECK(set_type("DMA") > 0);
	for (i = 0; i < ARRAY_SIZE(to); i++) {
		for (skip = 0, failed = 1; failed; skip++) {
			bool done;

			hosted_log_quiet(true);
			hosted_mem_fail(skip, 1);
			done = set_type(to[i]) > 0;
			failed = hosted_mem_fail(0, 0);
			hosted_log_quiet(false);
			/* A domain, if a strict one for want of a queue. */
			if (!done || type_is("DMA"))
				CHECK(!type_is(to[i]) || i == 2);
			CHECK(works(!type_is("identity")));
			if (failed && done && i != 2)
				CHECK(set_type("DMA") > 0);
			if (failed && done && i == 2)
				CHECK(set_type("identity") > 0);
		}
		CHECK(type_is(to[i]));
		CHECK(skip > 1);
	}
}

static void no_memory_for_a_device(void)
{
	unsigned int skip, failed = 1;
	struct device *other;

	for (skip = 0; failed; skip++) {
		hosted_log_quiet(true);
		hosted_mem_fail(skip, 1);
		other = hosted_device_create(iommu, "other");
		failed = hosted_mem_fail(0, 0);
		hosted_log_quiet(false);
		/* Or one that has a domain without a queue. */
		if (!IS_ERR(other))
			hosted_device_destroy(other);
	}
	CHECK(skip > 5);
}

KTEST_SUITE(dma_types,
	KTEST(lazy_at_first),
	KTEST(from_each_to_each),
	KTEST(what_is_no_type_is_refused),
	KTEST(a_driver_keeps_its_type),
	KTEST(from_strict_to_lazy_with_mappings_in_use),
	KTEST(a_lazy_domain_is_left_flushed),
	KTEST(a_domain_of_its_own),
	KTEST(blocked_while_somebody_owns_its_dma),
	KTEST(a_group_goes_with_its_device),
	KTEST(no_memory_for_another_domain),
	KTEST(no_memory_for_a_device));
