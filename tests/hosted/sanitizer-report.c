// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOTLB sanitizer: what a report says, and which are suppressed.
 */
#include "watched.h"

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
	CHECK(hosted_log_count("tests/hosted/watched.h:") >= 3);
	/* The stacks begin where the sanitizer was told. */
	CHECK_EQ(hosted_log_count("shim/hosted/sanitizer/"), 0);
	CHECK_EQ(hosted_log_count("shim/hosted/posix/"), 0);
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

static void the_report_has_the_range_that_leads_to_the_page(void)
{
	struct page *page, *other;

	setup();
	other = alloc_row(1);
	page = other + 1;
	/* Nothing is flushed by the way. */
	gather.queued = true;
	/* Stale, but of another page; and of this one, but out of reach. */
	driver_maps(SZ_1M, page);
	driver_unmaps(SZ_1M, PAGE_SIZE);
	iommu_detach_device(domain, dev);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	driver_maps(SZ_2M, other);
	driver_unmaps(SZ_2M, PAGE_SIZE);
	driver_maps(IOVA, page);
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	CHECK_EQ(hosted_log_count("IOVA 0x10000000-0x10000fff"), 1);
	iommu_flush_iotlb_all(domain);
	driver_frees(other);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

/* Neighbours in both spaces, unmapped by one call. */
static void a_report_says_who_mapped_just_this(void)
{
	struct page *pages;

	setup();
	pages = alloc_row(1);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(&pages[0]), PAGE_SIZE,
			   RW), 0);
	driver_maps(IOVA + PAGE_SIZE, &pages[1]);
	driver_unmaps(IOVA, 2 * PAGE_SIZE);
	driver_frees(&pages[1]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	CHECK_EQ(hosted_log_count(" driver_maps+0x"), 1);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(&pages[0]);
	teardown();
}

static void unmapping_what_was_unmapped_before(void)
{
	struct page *page;

	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(iommu_unmap(domain, IOVA, PAGE_SIZE), 0);
	CHECK_REPORTS(HOSTED_SAN_UNMAP_NOTHING, 1);
	CHECK_EQ(hosted_log_count("Unmapped before:\n"), 1);
	CHECK_EQ(hosted_log_count(" driver_unmaps+0x"), 1);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(page);
	teardown();
}

static void suppressed_by_a_symbol(void)
{
	static const char *const hit[] = {
		"driver_frees", "driver_unmaps", "x,driver_*",
		"page-freed:driver_frees", "stale-use:x,page-freed:*",
	}, *const miss[] = {
		"driver", "stale-use:driver_frees", "driver_free*s", "",
		"page:driver_frees", "page-found:driver_frees",
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

static noinline void another_frees(struct page *page)
{
	__free_page(page);
}

static noinline void another_unmaps(unsigned long iova, size_t size)
{
	iommu_unmap_fast(domain, iova, size, &gather);
}

static void one_of_a_kind_is_printed(void)
{
	static const struct {
		void (*unmaps)(unsigned long iova, size_t size);
		void (*frees)(struct page *page);
		unsigned int printed;
	} cases[] = {
		{ driver_unmaps, driver_frees, 1 },
		{ driver_unmaps, driver_frees, 1 },
		{ driver_unmaps, another_frees, 2 },
		{ another_unmaps, driver_frees, 3 },
		{ another_unmaps, driver_frees, 3 },
	};
	/* As above. */
	volatile size_t nr = ARRAY_SIZE(cases);
	struct page *page;
	size_t i;

	setup();
	for (i = 0; i < nr; i++) {
		page = map_new(IOVA);
		cases[i].unmaps(IOVA, PAGE_SIZE);
		cases[i].frees(page);
		CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, i + 1);
		CHECK_EQ(hosted_log_count("BUG: IOMMU-SAN"), cases[i].printed);
		iommu_iotlb_sync(domain, &gather);
	}
	teardown();
}

static void the_report_has_access_and_rights(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	setup();
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE,
			   IOMMU_WRITE), 0);
	CHECK_EQ(device_writes(IOVA), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(device_writes(IOVA), 0);
	CHECK_EQ(hosted_log_count("Write of IOVA 0x10000000 by device nic0"),
		 1);
	CHECK_EQ(hosted_log_count(", -w\n"), 1);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(page), PAGE_SIZE,
			   IOMMU_READ), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	driver_unmaps(IOVA, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(hosted_log_count("Read of IOVA 0x10000000 by device nic0"), 1);
	CHECK_EQ(hosted_log_count(", r-\n"), 1);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(page);
	teardown();
}

/* Those of the domain, of all behind the IOMMU. */
static void the_report_has_the_devices(void)
{
	struct device *second, *stranger;
	struct iommu_domain *other;
	struct page *page;

	setup();
	second = hosted_device_create(iommu, "nic1");
	stranger = hosted_device_create(iommu, "disk");
	other = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, second), 0);
	CHECK_EQ(iommu_attach_device(other, stranger), 0);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	driver_frees(page);
	CHECK_EQ(hosted_log_count("devices: nic0 nic1\n"), 1);
	iommu_detach_device(other, stranger);
	iommu_detach_device(domain, second);
	iommu_domain_free(other);
	hosted_device_destroy(stranger);
	hosted_device_destroy(second);
	teardown();
}

static void the_report_has_the_caches_that_may_hold_it(void)
{
	static const struct {
		struct hosted_iommu_config config;
		const char *caches;
	} cases[] = {
		{ { .iotlb_ways = 1 }, "IOTLB\n" },
		{ { .devtlb_entries = 4 }, "IOTLB, device TLBs\n" },
		{ { .shadow = true }, "shadow table\n" },
	};
	struct page *page;
	char text[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		setup_config(&cases[i].config);
		hosted_log_clear();
		page = map_new(IOVA);
		driver_unmaps(IOVA, PAGE_SIZE);
		/* In a place of its own, or it is no news. */
		if (!i)
			driver_frees(page);
		else if (i == 1)
			another_frees(page);
		else
			__free_page(page);
		snprintf(text, sizeof(text), "may hold it: %s",
			 cases[i].caches);
		CHECK_EQ(hosted_log_count(text), 1);
		teardown();
	}
	setup();
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_detach_device(domain, dev);
	driver_frees(page);
	iommu_domain_free(domain);
	CHECK_REPORTS(HOSTED_SAN_DOMAIN_FREED, 1);
	CHECK_EQ(hosted_log_count("may hold it: none, the devices were detached"),
		 1);
	domain = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	teardown();
}

KTEST_SUITE(sanitizer_report,
	KTEST(one_of_a_kind_is_printed),
	KTEST(the_report_has_access_and_rights),
	KTEST(the_report_has_the_devices),
	KTEST(the_report_has_the_caches_that_may_hold_it),
	KTEST(the_report_has_both_stacks_and_the_place),
	KTEST(the_report_has_the_paging_structure_cache),
	KTEST(the_report_has_the_range_that_leads_to_the_page),
	KTEST(a_report_says_who_mapped_just_this),
	KTEST(unmapping_what_was_unmapped_before),
	KTEST(suppressed_by_a_symbol));
