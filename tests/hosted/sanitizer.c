// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOTLB sanitizer: every kind of report, provoked by a driver of a few
 * lines, and next to it the same driver doing it right.
 */
#include <hosted/kernel.h>
#include <hosted/sanitizer.h>
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>

#include "attached.h"

#define IOVA 0x10000000UL

static struct iommu_iotlb_gather gather;

static void setup_config(const struct hosted_iommu_config *config)
{
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	hosted_log_quiet(true);
	attach_new(config, "nic0");
	iommu_iotlb_gather_init(&gather);
}

static void setup(void)
{
	setup_config(NULL);
}

static void teardown(void)
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

static noinline struct page *map_new(unsigned long iova)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	if (iommu_map(domain, iova, page_to_phys(page), PAGE_SIZE, RW))
		ktest_fail(__FILE__, __LINE__, "map");
	return page;
}

static noinline void driver_unmaps(unsigned long iova, size_t size)
{
	iommu_unmap_fast(domain, iova, size, &gather);
}

static noinline void driver_frees(struct page *page)
{
	__free_page(page);
}

static void freeing_a_page_before_the_sync(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	/* No device has ever used it. */
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

static void freeing_a_page_after_the_sync(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	CHECK_EQ(device_reads(IOVA), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(page);
	CHECK_SILENT();
	teardown();
}

static void the_report_has_both_stacks_and_the_place(void)
{
	struct page *page;
	char text[64];

	setup();
	page = map_new(IOVA);
	CHECK_EQ(device_reads(IOVA), 0);
	snprintf(text, sizeof(text), "led to page %#lx, phys 0x",
		 page_to_pfn(page));
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_EQ(hosted_log_count("BUG: IOMMU-SAN: page-freed in driver_frees"),
		 1);
	CHECK_EQ(hosted_log_count("IOVA 0x10000000-0x10000fff"), 1);
	CHECK_EQ(hosted_log_count(text), 1);
	CHECK_EQ(hosted_log_count("devices: nic0"), 1);
	CHECK_EQ(hosted_log_count("Freed:\n"), 1);
	CHECK_EQ(hosted_log_count("Unmapped:\n"), 1);
	CHECK_EQ(hosted_log_count("Mapped:\n"), 1);
	CHECK_EQ(hosted_log_count(" driver_unmaps+0x"), 1);
	CHECK_EQ(hosted_log_count(" map_new+0x"), 1);
	CHECK(hosted_log_count("tests/hosted/sanitizer.c:") >= 3);
	CHECK_EQ(hosted_log_count("IOTLB entries that cover it: 1"), 1);
	/* There is no such cache here. */
	CHECK_EQ(hosted_log_count("paging-structure"), 0);
	teardown();
}

static void the_report_has_the_paging_structure_cache(void)
{
	static const struct hosted_iommu_config config = { .psc_entries = 8 };
	struct page *page, *far;

	setup_config(&config);
	page = map_new(IOVA);
	far = map_new(IOVA + SZ_4M);
	CHECK_EQ(hosted_iommu_cached_tables(iommu, domain, 0, SZ_1G), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_reads(IOVA + SZ_4M), 0);
	CHECK_EQ(hosted_iommu_cached_tables(iommu, domain, IOVA, SZ_4K), 1);
	CHECK_EQ(hosted_iommu_cached_tables(iommu, domain, IOVA + SZ_2M,
					    SZ_2M), 0);
	CHECK_EQ(hosted_iommu_cached_tables(iommu, domain, 0, SZ_1G), 2);
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_EQ(hosted_log_count("cache entries that lead to it: 1"), 1);
	driver_unmaps(IOVA + SZ_4M, PAGE_SIZE);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(hosted_iommu_cached_tables(iommu, domain, 0, SZ_1G), 0);
	driver_frees(far);
	teardown();
}

static void a_second_reference_keeps_the_page(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	get_page(page);
	driver_unmaps(IOVA, PAGE_SIZE);
	put_page(page);
	CHECK_SILENT();
	iommu_iotlb_sync(domain, &gather);
	put_page(page);
	CHECK_SILENT();
	teardown();
}

static void a_block_is_found_by_any_page_of_it(void)
{
	struct page *pages;

	setup();
	pages = alloc_pages(GFP_KERNEL, 2);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(&pages[3]), PAGE_SIZE,
			   RW), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	__free_pages(pages, 2);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

/* What the invalidation covers is no longer stale, the rest is. */
static void an_invalidation_one_page_short(void)
{
	struct page *pages[3];
	int i;

	setup();
	for (i = 0; i < 3; i++)
		pages[i] = map_new(IOVA + i * PAGE_SIZE);
	driver_unmaps(IOVA, 3 * PAGE_SIZE);
	gather.end -= PAGE_SIZE;
	iommu_iotlb_sync(domain, &gather);
	driver_frees(pages[0]);
	driver_frees(pages[1]);
	CHECK_SILENT();
	driver_frees(pages[2]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

static void an_invalidation_from_the_middle(void)
{
	struct page *pages[5];
	int i;

	setup();
	for (i = 0; i < 5; i++)
		pages[i] = map_new(IOVA + i * PAGE_SIZE);
	driver_unmaps(IOVA, 5 * PAGE_SIZE);
	gather.start += 2 * PAGE_SIZE;
	gather.end -= 2 * PAGE_SIZE;
	iommu_iotlb_sync(domain, &gather);
	driver_frees(pages[2]);
	CHECK_SILENT();
	for (i = 0; i < 5; i++)
		if (i != 2)
			driver_frees(pages[i]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 4);
	teardown();
}

static void an_invalidation_of_another_domain(void)
{
	struct iommu_domain *other;
	struct device *dev2;
	struct page *page;

	setup();
	dev2 = hosted_device_create(iommu, "nic1");
	other = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(other, dev2), 0);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_flush_iotlb_all(other);
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	iommu_detach_device(other, dev2);
	iommu_domain_free(other);
	hosted_device_destroy(dev2);
	teardown();
}

static void an_invalidation_of_the_domain_or_of_all(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_flush_iotlb_all(domain);
	driver_frees(page);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	hosted_iommu_invalidate_all(iommu);
	driver_frees(page);
	CHECK_SILENT();
	teardown();
}

/* Unmaps while a flush that began before is on its way. */
static void unmap_in_flight(void *cookie, enum hosted_iommu_inval kind,
			    unsigned long iova, size_t size)
{
	(void)cookie, (void)kind, (void)iova, (void)size;
	hosted_iommu_set_hook(iommu, NULL, NULL);
	driver_unmaps(IOVA, PAGE_SIZE);
}

static void an_older_invalidation_does_not_count(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	hosted_iommu_set_hook(iommu, unmap_in_flight, NULL);
	iommu_flush_iotlb_all(domain);
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

static void a_hint_of_the_wrong_size(void)
{
	static const struct hosted_iommu_config config = { .leaf_hint = true };
	struct page *page;

	setup_config(&config);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	gather.pgsize = SZ_2M;
	iommu_iotlb_sync(domain, &gather);
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

static void a_domain_without_devices_has_nothing_stale(void)
{
	struct page *page;

	setup();
	iommu_detach_device(domain, dev);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_SILENT();
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	teardown();
}

static void using_an_address_after_its_unmap(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	CHECK_EQ(device_reads(IOVA + 8), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA + 8), 0);
	CHECK_REPORTS(HOSTED_SAN_STALE_USE, 1);
	CHECK_EQ(hosted_log_count("Read of IOVA 0x10000008 by device nic0"), 1);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_REPORTS(HOSTED_SAN_STALE_USE, 1);
	driver_frees(page);
	teardown();
}

static void mapping_an_address_again_before_the_sync(void)
{
	struct page *old, *new;

	setup();
	old = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	new = map_new(IOVA);
	CHECK_REPORTS(HOSTED_SAN_IOVA_REUSED, 1);
	CHECK_EQ(hosted_log_count("Mapped again:\n"), 1);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(old);
	driver_frees(new);
	CHECK_REPORTS(HOSTED_SAN_IOVA_REUSED, 1);
	teardown();
}

static void mapping_an_address_again_after_the_sync(void)
{
	struct page *old, *new;

	setup();
	old = map_new(IOVA);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	new = map_new(IOVA);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(old);
	driver_frees(new);
	CHECK_SILENT();
	teardown();
}

static void mapping_the_same_again_is_harmless(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	CHECK_EQ(device_reads(IOVA), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_SILENT();
	/* With fewer rights it is not the same. */
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE,
			   IOMMU_READ), 0);
	CHECK_REPORTS(HOSTED_SAN_IOVA_REUSED, 1);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(page);
	teardown();
}

/* What iommu_map() does, but for the synchronisation. */
static void map_nosync(unsigned long iova, struct page *page)
{
	size_t mapped = 0;

	if (domain->ops->map_pages(domain, iova, page_to_phys(page), PAGE_SIZE,
				   1, RW, GFP_KERNEL, &mapped))
		ktest_fail(__FILE__, __LINE__, "map_pages");
}

static void using_a_mapping_before_it_is_synchronised(void)
{
	static const struct hosted_iommu_config config = {
		.caching_mode = true,
	};
	struct page *page = alloc_page(GFP_KERNEL);

	setup_config(&config);
	map_nosync(IOVA, page);
	/* The walk finds it: by luck nobody had looked before. */
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_REPORTS(HOSTED_SAN_UNSYNCED_USE, 1);
	CHECK_EQ(hosted_log_count("unsynced-use"), 1);
	domain->ops->iotlb_sync_map(domain, IOVA, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_REPORTS(HOSTED_SAN_UNSYNCED_USE, 1);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(page);
	teardown();
}

static void a_cached_absence_is_an_unsynchronised_use_too(void)
{
	static const struct hosted_iommu_config config = {
		.caching_mode = true,
	};
	struct page *page = alloc_page(GFP_KERNEL);

	setup_config(&config);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_SILENT();
	map_nosync(IOVA, page);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_REPORTS(HOSTED_SAN_UNSYNCED_USE, 1);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(page);
	teardown();
}

static void without_caching_mode_a_map_needs_no_synchronisation(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	setup();
	map_nosync(IOVA, page);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_SILENT();
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(page);
	teardown();
}

static void freeing_a_domain_that_nobody_flushed(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_detach_device(domain, dev);
	/* Out of reach of the device by now. */
	driver_frees(page);
	CHECK_SILENT();
	iommu_domain_free(domain);
	CHECK_REPORTS(HOSTED_SAN_DOMAIN_FREED, 1);
	domain = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	teardown();
}

static void freeing_a_domain_after_a_late_flush(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_detach_device(domain, dev);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(page);
	iommu_domain_free(domain);
	CHECK_SILENT();
	domain = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	teardown();
}

static void mapping_over_a_mapping(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE, RW),
		 -EEXIST);
	CHECK_REPORTS(HOSTED_SAN_MAP_OVER, 1);
	CHECK_EQ(hosted_log_count(" map_new+0x"), 1);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(page);
	teardown();
}

static void unmapping_nothing(void)
{
	struct page *page;

	setup();
	CHECK_EQ(iommu_unmap(domain, IOVA, PAGE_SIZE), 0);
	CHECK_REPORTS(HOSTED_SAN_UNMAP_NOTHING, 1);
	/* Up to a hole is not nothing; nor is no size. */
	page = map_new(IOVA);
	CHECK_EQ(iommu_unmap(domain, IOVA, SZ_64K), PAGE_SIZE);
	CHECK_EQ(iommu_unmap(domain, IOVA, 0), 0);
	CHECK_REPORTS(HOSTED_SAN_UNMAP_NOTHING, 1);
	driver_frees(page);
	teardown();
}

/* Large pages that are unmapped in part, and mapped in one call. */
static void parts_of_a_large_page(void)
{
	unsigned long off;

	setup();
	CHECK_EQ(iommu_map(domain, SZ_1G, SZ_2G, SZ_4M, RW), 0);
	/* Translated; there is no RAM. */
	CHECK_EQ(device_reads(SZ_1G + SZ_64K), -EIO);
	CHECK_EQ(iommu_unmap(domain, SZ_1G, SZ_64K), SZ_64K);
	CHECK_EQ(device_reads(SZ_1G), -EFAULT);
	CHECK_EQ(device_reads(SZ_1G + SZ_64K), -EIO);
	for (off = SZ_64K; off < SZ_4M; off += SZ_64K)
		CHECK_EQ(iommu_unmap(domain, SZ_1G + off, SZ_64K), SZ_64K);
	CHECK_SILENT();
	teardown();
}

static void suppressed_by_a_symbol(void)
{
	static const char *const hit[] = {
		"driver_frees", "driver_unmaps", "x,driver_*",
		"page-freed:driver_frees", "stale-use:x,page-freed:*",
	}, *const miss[] = {
		"driver", "stale-use:driver_frees", "driver_free*s", "",
	};
	/* The compiler is not to unroll: the places would differ. */
	volatile size_t nr = ARRAY_SIZE(miss);
	struct page *page;
	size_t i;

	setup();
	for (i = 0; i < ARRAY_SIZE(hit); i++) {
		hosted_san_suppress(hit[i]);
		page = map_new(IOVA);
		driver_unmaps(IOVA, PAGE_SIZE);
		driver_frees(page);
		CHECK_SILENT();
		iommu_iotlb_sync(domain, &gather);
	}
	for (i = 0; i < nr; i++) {
		hosted_san_suppress(miss[i]);
		page = map_new(IOVA);
		driver_unmaps(IOVA, PAGE_SIZE);
		driver_frees(page);
		CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, i + 1);
		iommu_iotlb_sync(domain, &gather);
	}
	/* They look the same. */
	CHECK_EQ(hosted_log_count("BUG: IOMMU-SAN"), 1);
	teardown();
}

static void off_it_says_nothing(void)
{
	struct page *page;

	setup();
	hosted_san_set_mode(HOSTED_SAN_OFF);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_SILENT();
	/* Turned on, it does not know what was before. */
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	driver_frees(page);
	CHECK_SILENT();
	teardown();
}

/* Several CPUs, each with pages of its own and its own flushes. */
#define CPUS 4
#define ROUNDS 300

static int maps_and_unmaps(void *data)
{
	unsigned long iova = IOVA + (unsigned long)data * SZ_1M;
	struct page *page;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		page = map_new(iova);
		device_reads(iova);
		iommu_unmap(domain, iova, PAGE_SIZE);
		__free_page(page);
	}
	return 0;
}

static void several_cpus_that_do_it_right(void)
{
	struct task_struct *tasks[CPUS];
	unsigned long i;

	setup();
	for (i = 0; i < CPUS; i++)
		tasks[i] = kthread_run(maps_and_unmaps, (void *)i, "cpu%lu", i);
	for (i = 0; i < CPUS; i++)
		kthread_stop(tasks[i]);
	CHECK_SILENT();
	teardown();
}

static struct completion unmapped, go_on;
static int two = 2;

/* Both by the same call, so that their stacks are the same. */
static int unmap_two(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; i < READ_ONCE(two); i++) {
		iommu_unmap_fast(domain, IOVA + i * PAGE_SIZE, PAGE_SIZE,
				 &gather);
		complete(&unmapped);
		wait_for_completion(&go_on);
	}
	return 0;
}

static void unmap_during_flush(void *cookie, enum hosted_iommu_inval kind,
			       unsigned long iova, size_t size)
{
	(void)cookie, (void)kind, (void)iova, (void)size;
	complete(&go_on);
	wait_for_completion(&unmapped);
}

static void a_neighbour_unmapped_during_the_flush_is_another_matter(void)
{
	struct task_struct *task;
	struct page *pages[2];

	setup();
	pages[0] = alloc_pages(GFP_KERNEL, 1);
	pages[1] = pages[0] + 1;
	split_page(pages[0], 1);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(pages[0]),
			   2 * PAGE_SIZE, RW), 0);
	init_completion(&unmapped);
	init_completion(&go_on);
	task = kthread_run(unmap_two, NULL, "unmap");
	wait_for_completion(&unmapped);
	hosted_iommu_set_hook(iommu, unmap_during_flush, NULL);
	iommu_flush_iotlb_all(domain);
	hosted_iommu_set_hook(iommu, NULL, NULL);
	__free_page(pages[0]);
	CHECK_SILENT();
	__free_page(pages[1]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	complete(&go_on);
	kthread_stop(task);
	teardown();
}

KTEST_SUITE(sanitizer,
	KTEST(freeing_a_page_before_the_sync),
	KTEST(freeing_a_page_after_the_sync),
	KTEST(a_neighbour_unmapped_during_the_flush_is_another_matter),
	KTEST(the_report_has_both_stacks_and_the_place),
	KTEST(the_report_has_the_paging_structure_cache),
	KTEST(a_second_reference_keeps_the_page),
	KTEST(a_block_is_found_by_any_page_of_it),
	KTEST(an_invalidation_one_page_short),
	KTEST(an_invalidation_from_the_middle),
	KTEST(an_invalidation_of_another_domain),
	KTEST(an_invalidation_of_the_domain_or_of_all),
	KTEST(an_older_invalidation_does_not_count),
	KTEST(a_hint_of_the_wrong_size),
	KTEST(a_domain_without_devices_has_nothing_stale),
	KTEST(using_an_address_after_its_unmap),
	KTEST(mapping_an_address_again_before_the_sync),
	KTEST(mapping_an_address_again_after_the_sync),
	KTEST(mapping_the_same_again_is_harmless),
	KTEST(using_a_mapping_before_it_is_synchronised),
	KTEST(a_cached_absence_is_an_unsynchronised_use_too),
	KTEST(without_caching_mode_a_map_needs_no_synchronisation),
	KTEST(freeing_a_domain_that_nobody_flushed),
	KTEST(freeing_a_domain_after_a_late_flush),
	KTEST(mapping_over_a_mapping),
	KTEST(unmapping_nothing),
	KTEST(parts_of_a_large_page),
	KTEST(suppressed_by_a_symbol),
	KTEST(off_it_says_nothing),
	KTEST(several_cpus_that_do_it_right));
