// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOTLB sanitizer: every kind of report, provoked by a driver of a few
 * lines, and next to it the same driver doing it right.
 */
#include <linux/kthread.h>

#include "watched.h"

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

/* What happens to the page then is the matter of who has it now. */
static void a_page_is_reported_once(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK(alloc_page(GFP_KERNEL) == page);
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

/* It is not lost among the many that were flushed by a detach. */
static void a_page_is_found_whatever_was_before(void)
{
	const unsigned long pages = 64, rounds = BIT(16) / pages;
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long n, i;

	setup();
	for (n = 1; n <= rounds; n++) {
		for (i = 0; i < pages; i++)
			CHECK_EQ(iommu_map(domain, IOVA + i * PAGE_SIZE,
					   page_to_phys(page), PAGE_SIZE, RW),
				 0);
		/* The last time the first stays. */
		i = n == rounds;
		driver_unmaps(IOVA + i * PAGE_SIZE, (pages - i) * PAGE_SIZE);
		iommu_detach_device(domain, dev);
		CHECK_EQ(iommu_attach_device(domain, dev), 0);
	}
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
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

/* Frame 0, for an address that did not come from anywhere is 0 too. */
static void a_fault_is_no_use(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, IOVA, 0, PAGE_SIZE, RW), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_SILENT();
	teardown();
}

/* The translation that the device uses is not the one that was unmapped. */
static void a_use_is_of_the_translation_it_went_by(void)
{
	struct page *old, *new;

	setup();
	old = map_new(IOVA);
	CHECK_EQ(device_reads(IOVA), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	new = map_new(IOVA);
	CHECK_REPORTS(HOSTED_SAN_IOVA_REUSED, 1);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_REPORTS(HOSTED_SAN_IOVA_REUSED, 1);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(old);
	driver_frees(new);
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

/* Nothing can be cached any more when the device comes back. */
static void mapping_an_address_again_after_a_detach(void)
{
	struct page *old, *new;

	setup();
	old = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_detach_device(domain, dev);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	new = map_new(IOVA);
	CHECK_SILENT();
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(old);
	driver_frees(new);
	CHECK_SILENT();
	teardown();
}

static void mapping_a_part_again_leaves_the_rest_stale(void)
{
	struct page *pages, *new;

	setup();
	pages = alloc_row(1);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(pages), 2 * PAGE_SIZE,
			   RW), 0);
	driver_unmaps(IOVA, 2 * PAGE_SIZE);
	new = map_new(IOVA);
	CHECK_REPORTS(HOSTED_SAN_IOVA_REUSED, 1);
	driver_frees(&pages[1]);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_PAGE_FREED), 1);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(&pages[0]);
	driver_frees(new);
	teardown();
}

static void mapping_the_same_again_leaves_nothing_to_flush(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE, RW), 0);
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	CHECK_SILENT();
	driver_frees(page);
	domain = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
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
static void map_pages_nosync(unsigned long iova, struct page *pages, size_t nr)
{
	size_t mapped = 0;

	if (domain->ops->map_pages(domain, iova, page_to_phys(pages), PAGE_SIZE,
				   nr, RW, GFP_KERNEL, &mapped))
		ktest_fail(__FILE__, __LINE__, "map_pages");
}

static void map_nosync(unsigned long iova, struct page *page)
{
	map_pages_nosync(iova, page, 1);
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

static struct page *late_page;

static void map_in_flight(void *cookie, enum hosted_iommu_inval kind,
			  unsigned long iova, size_t size)
{
	(void)cookie, (void)kind, (void)iova, (void)size;
	hosted_iommu_set_hook(iommu, NULL, NULL);
	map_nosync(IOVA, late_page);
}

static void an_older_invalidation_does_not_synchronise_a_map(void)
{
	static const struct hosted_iommu_config config = {
		.caching_mode = true,
	};

	late_page = alloc_page(GFP_KERNEL);
	setup_config(&config);
	hosted_iommu_set_hook(iommu, map_in_flight, NULL);
	iommu_flush_iotlb_all(domain);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_REPORTS(HOSTED_SAN_UNSYNCED_USE, 1);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	driver_frees(late_page);
	teardown();
}

/* Mapped by one call, synchronised and unmapped page by page. */
static void a_part_of_a_mapping_is_synchronised(void)
{
	static const struct hosted_iommu_config config = {
		.caching_mode = true,
	};
	struct page *pages = alloc_pages(GFP_KERNEL, 2);

	setup_config(&config);
	map_pages_nosync(IOVA, pages, 4);
	domain->ops->iotlb_sync_map(domain, IOVA, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_SILENT();
	CHECK_EQ(device_reads(IOVA + PAGE_SIZE), 0);
	CHECK_REPORTS(HOSTED_SAN_UNSYNCED_USE, 1);
	iommu_unmap(domain, IOVA + 2 * PAGE_SIZE, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA + 3 * PAGE_SIZE), 0);
	CHECK_REPORTS(HOSTED_SAN_UNSYNCED_USE, 2);
	iommu_unmap(domain, IOVA, 2 * PAGE_SIZE);
	iommu_unmap(domain, IOVA + 3 * PAGE_SIZE, PAGE_SIZE);
	__free_pages(pages, 2);
	CHECK_REPORTS(HOSTED_SAN_UNSYNCED_USE, 2);
	teardown();
}

static void what_was_mapped_before_the_attach_is_synchronised(void)
{
	static const struct hosted_iommu_config config = {
		.caching_mode = true,
	};
	struct page *page = alloc_page(GFP_KERNEL);

	setup_config(&config);
	iommu_detach_device(domain, dev);
	map_nosync(IOVA, page);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_SILENT();
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	map_nosync(IOVA, page);
	iommu_detach_device(domain, dev);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_SILENT();
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

static void off_it_says_nothing(void)
{
	struct page *page;

	setup();
	hosted_san_set_mode(HOSTED_SAN_OFF);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_SILENT();
	/* Turned on, it does not know what was before, */
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	driver_frees(page);
	CHECK_SILENT();
	/* nor has it kept what it knew. */
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

KTEST_SUITE(sanitizer,
	KTEST(freeing_a_page_before_the_sync),
	KTEST(freeing_a_page_after_the_sync),
	KTEST(a_page_is_reported_once),
	KTEST(a_page_is_found_whatever_was_before),
	KTEST(a_second_reference_keeps_the_page),
	KTEST(a_block_is_found_by_any_page_of_it),
	KTEST(a_domain_without_devices_has_nothing_stale),
	KTEST(using_an_address_after_its_unmap),
	KTEST(a_fault_is_no_use),
	KTEST(a_use_is_of_the_translation_it_went_by),
	KTEST(mapping_an_address_again_before_the_sync),
	KTEST(mapping_an_address_again_after_the_sync),
	KTEST(mapping_an_address_again_after_a_detach),
	KTEST(mapping_a_part_again_leaves_the_rest_stale),
	KTEST(mapping_the_same_again_leaves_nothing_to_flush),
	KTEST(mapping_the_same_again_is_harmless),
	KTEST(using_a_mapping_before_it_is_synchronised),
	KTEST(an_older_invalidation_does_not_synchronise_a_map),
	KTEST(a_part_of_a_mapping_is_synchronised),
	KTEST(what_was_mapped_before_the_attach_is_synchronised),
	KTEST(a_cached_absence_is_an_unsynchronised_use_too),
	KTEST(without_caching_mode_a_map_needs_no_synchronisation),
	KTEST(freeing_a_domain_that_nobody_flushed),
	KTEST(freeing_a_domain_after_a_late_flush),
	KTEST(mapping_over_a_mapping),
	KTEST(unmapping_nothing),
	KTEST(parts_of_a_large_page),
	KTEST(off_it_says_nothing),
	KTEST(several_cpus_that_do_it_right));
