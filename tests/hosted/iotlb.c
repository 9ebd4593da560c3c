// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOTLB, the commands that empty it and their counters, and the device's
 * DMA through it.
 */
#include <hosted/memory.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "attached.h"

#define IOVA 0x10000000UL

static struct page *page;

static void setup_config(const struct hosted_iommu_config *config)
{
	attach_new(config, "dev");
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
}

static void setup(void)
{
	setup_config(NULL);
}

static void teardown(void)
{
	detach();
	__free_page(page);
}

static int map_page(unsigned long iova, int prot)
{
	return iommu_map(domain, iova, page_to_phys(page), PAGE_SIZE, prot);
}

/* Unmapped, and nothing flushed. */
static void unmap_only(unsigned long iova, size_t size,
		       struct iommu_iotlb_gather *gather)
{
	iommu_iotlb_gather_init(gather);
	iommu_unmap_fast(domain, iova, size, gather);
}

static void data_goes_both_ways(void)
{
	char text[32] = "";

	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	strscpy(page_address(page) + 100, "from memory", PAGE_SIZE - 100);
	CHECK_EQ(hosted_device_read(dev, IOVA + 100, text, 12), 0);
	CHECK(!strcmp(text, "from memory"));
	CHECK_EQ(hosted_device_write(dev, IOVA + 200, "from device", 12), 0);
	CHECK(!strcmp(page_address(page) + 200, "from device"));
	teardown();
}

static void a_transfer_crosses_pages_that_are_apart(void)
{
	struct page *pages;
	u8 out[16], in[16];
	int i;

	setup();
	pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, 2);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(&pages[3]), PAGE_SIZE,
			   RW), 0);
	CHECK_EQ(iommu_map(domain, IOVA + PAGE_SIZE, page_to_phys(&pages[0]),
			   PAGE_SIZE, RW), 0);
	for (i = 0; i < 16; i++)
		out[i] = i + 1;
	CHECK_EQ(hosted_device_write(dev, IOVA + PAGE_SIZE - 6, out, 16), 0);
	CHECK(!memcmp(page_address(&pages[3]) + PAGE_SIZE - 6, out, 6));
	CHECK(!memcmp(page_address(&pages[0]), out + 6, 10));
	CHECK_EQ(hosted_device_read(dev, IOVA + PAGE_SIZE - 6, in, 16), 0);
	CHECK(!memcmp(in, out, 16));
	__free_pages(pages, 2);
	teardown();
}

static void a_transfer_stops_at_the_fault(void)
{
	u8 buf[64] = { 0 }, ones[64];

	setup();
	memset(ones, 0xff, sizeof(ones));
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(hosted_device_write(dev, IOVA + PAGE_SIZE - 32, ones, 64),
		 -EFAULT);
	CHECK(!memchr_inv(page_address(page) + PAGE_SIZE - 32, 0xff, 32));
	CHECK_EQ(hosted_device_read(dev, IOVA + PAGE_SIZE - 32, buf, 64),
		 -EFAULT);
	CHECK(!memchr_inv(buf, 0xff, 32) && !memchr_inv(buf + 32, 0, 32));
	teardown();
}

static void access_is_what_was_granted(void)
{
	setup();
	CHECK_EQ(map_page(IOVA, IOMMU_READ), 0);
	CHECK_EQ(map_page(IOVA + SZ_64K, IOMMU_WRITE), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_writes(IOVA), -EFAULT);
	CHECK_EQ(device_writes(IOVA + SZ_64K), 0);
	CHECK_EQ(device_reads(IOVA + SZ_64K), -EFAULT);
	teardown();
}

static void the_rest_of_a_large_page_keeps_its_rights(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, SZ_2M, SZ_2G, SZ_2M, IOMMU_READ), 0);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_64K), SZ_64K);
	/* It is translated; there is no RAM. */
	CHECK_EQ(device_reads(SZ_2M + SZ_64K), -EIO);
	CHECK_EQ(device_writes(SZ_2M + SZ_64K), -EFAULT);
	teardown();
}

static void an_iova_beyond_the_aperture_is_no_alias(void)
{
	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA | 1UL << 48), -EFAULT);
	CHECK_EQ(device_writes(IOVA | 1UL << 63), -EFAULT);
	CHECK_EQ(device_reads(IOVA), 0);
	teardown();
}

static void there_may_be_no_ram(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, IOVA, HOSTED_RAM_PHYS + HOSTED_RAM_SIZE,
			   PAGE_SIZE, RW), 0);
	CHECK_EQ(device_reads(IOVA), -EIO);
	CHECK_EQ(stats().faults, 0);
	teardown();
}

static struct {
	unsigned int calls;
	struct iommu_domain *domain;
	struct device *dev;
	unsigned long iova;
	int flags;
} seen;

static int handler(struct iommu_domain *d, struct device *of,
		   unsigned long iova, int flags, void *token)
{
	seen.calls++;
	seen.domain = d;
	seen.dev = of;
	seen.iova = iova;
	seen.flags = flags;
	return token == &seen ? 0 : -EINVAL;
}

static void a_fault_is_recorded_and_handled(void)
{
	struct hosted_iommu_fault fault;

	setup();
	seen.calls = 0;
	CHECK(!hosted_iommu_last_fault(iommu, &fault));
	CHECK_EQ(report_iommu_fault(domain, dev, 0, 0), -ENOSYS);
	iommu_set_fault_handler(domain, handler, &seen);
	CHECK_EQ(device_writes(0xabc123), -EFAULT);
	CHECK_EQ(seen.calls, 1);
	CHECK(seen.domain == domain && seen.dev == dev);
	CHECK_EQ(seen.iova, 0xabc123);
	CHECK_EQ(seen.flags, IOMMU_FAULT_WRITE);
	CHECK(hosted_iommu_last_fault(iommu, &fault));
	CHECK(fault.dev == dev && fault.iova == 0xabc123);
	CHECK_EQ(fault.flags, IOMMU_FAULT_WRITE);
	CHECK_EQ(device_reads(0x1000), -EFAULT);
	CHECK_EQ(seen.flags, IOMMU_FAULT_READ);
	CHECK_EQ(stats().faults, 2);
	teardown();
}

static void a_device_that_is_not_attached_reaches_nothing(void)
{
	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	iommu_detach_device(domain, dev);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	teardown();
}

static void a_device_finds_nothing_of_its_first_time(void)
{
	struct iommu_iotlb_gather gather;

	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	iommu_detach_device(domain, dev);
	unmap_only(IOVA, PAGE_SIZE, &gather);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	iommu_iotlb_sync(domain, &gather);
	teardown();
}

static void the_second_access_is_a_hit(void)
{
	struct hosted_iommu_stats s;

	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	s = stats();
	CHECK_EQ(s.iotlb_misses, 1);
	CHECK_EQ(s.iotlb_hits, 0);
	CHECK_EQ(device_writes(IOVA + 8), 0);
	s = stats();
	CHECK_EQ(s.iotlb_misses, 1);
	CHECK_EQ(s.iotlb_hits, 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, PAGE_SIZE), 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA + PAGE_SIZE, 1), 0);
	teardown();
}

static void a_translation_outlives_its_page_table_entry(void)
{
	struct iommu_iotlb_gather gather;

	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	unmap_only(IOVA, PAGE_SIZE, &gather);
	CHECK_EQ(iommu_iova_to_phys(domain, IOVA), 0);
	CHECK_EQ(device_writes(IOVA), 0);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(device_writes(IOVA), -EFAULT);
	teardown();
}

static void what_was_never_used_is_not_cached(void)
{
	struct iommu_iotlb_gather gather;

	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	unmap_only(IOVA, PAGE_SIZE, &gather);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	iommu_iotlb_sync(domain, &gather);
	teardown();
}

static void a_range_drops_what_overlaps_it_and_no_more(void)
{
	struct iommu_iotlb_gather gather;
	struct page *block;
	int i;

	setup();
	block = alloc_pages(GFP_KERNEL, 9);
	for (i = 0; i < 4; i++)
		CHECK_EQ(map_page(IOVA + i * PAGE_SIZE, RW), 0);
	CHECK_EQ(iommu_map(domain, SZ_2M, page_to_phys(block), SZ_2M, RW), 0);
	for (i = 0; i < 4; i++)
		CHECK_EQ(device_reads(IOVA + i * PAGE_SIZE), 0);
	CHECK_EQ(device_reads(SZ_2M), 0);

	iommu_iotlb_gather_init(&gather);
	iommu_iotlb_gather_add_page(domain, &gather, IOVA + PAGE_SIZE,
				    PAGE_SIZE);
	iommu_iotlb_gather_add_page(domain, &gather, IOVA + 2 * PAGE_SIZE,
				    PAGE_SIZE);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, PAGE_SIZE), 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA + PAGE_SIZE,
				     2 * PAGE_SIZE), 0);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA + 3 * PAGE_SIZE,
				     PAGE_SIZE), 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, SZ_2M, SZ_2M), 1);

	/* A page in the middle of a large one drops the large one. */
	iommu_iotlb_gather_add_page(domain, &gather, SZ_2M + SZ_64K,
				    PAGE_SIZE);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, SZ_2M, SZ_2M), 0);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_RANGE], 2);
	__free_pages(block, 9);
	teardown();
}

static void with_leaf_hints_the_size_matters(void)
{
	const struct hosted_iommu_config config = { .leaf_hint = true };
	struct iommu_iotlb_gather gather;
	struct page *block;

	setup_config(&config);
	block = alloc_pages(GFP_KERNEL, 9);
	CHECK_EQ(iommu_map(domain, SZ_2M, page_to_phys(block), SZ_2M, RW), 0);
	CHECK_EQ(device_reads(SZ_2M), 0);
	iommu_iotlb_gather_init(&gather);
	iommu_iotlb_gather_add_range(&gather, SZ_2M, SZ_2M);
	gather.pgsize = SZ_4K;
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, SZ_2M, 1), 1);
	iommu_iotlb_gather_add_range(&gather, SZ_2M, SZ_2M);
	gather.pgsize = SZ_2M;
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, SZ_2M, 1), 0);
	__free_pages(block, 9);
	teardown();
}

static void domains_do_not_share_entries(void)
{
	struct iommu_domain *other;
	struct page *page2;
	struct device *dev2;
	u8 mark = 0x42, got = 0;

	setup();
	page2 = alloc_page(GFP_KERNEL | __GFP_ZERO);
	dev2 = hosted_device_create(iommu, "dev2");
	other = iommu_domain_alloc(dev2->bus);
	CHECK_EQ(iommu_attach_device(other, dev2), 0);
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(hosted_device_read(dev2, IOVA, &got, 1), -EFAULT);
	CHECK_EQ(iommu_map(other, IOVA, page_to_phys(page2), PAGE_SIZE, RW), 0);
	CHECK_EQ(hosted_device_write(dev2, IOVA, &mark, 1), 0);
	CHECK_EQ(*(u8 *)page_address(page2), mark);
	CHECK_EQ(*(u8 *)page_address(page), 0);

	iommu_flush_iotlb_all(domain);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, 1), 0);
	CHECK_EQ(hosted_iommu_cached(iommu, other, IOVA, 1), 1);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_DOMAIN], 1);
	hosted_iommu_invalidate_all(iommu);
	CHECK_EQ(hosted_iommu_cached(iommu, other, IOVA, 1), 0);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_GLOBAL], 1);

	iommu_detach_device(other, dev2);
	iommu_domain_free(other);
	hosted_device_destroy(dev2);
	__free_page(page2);
	teardown();
}

static void devices_of_one_domain_share_them(void)
{
	struct device *dev2;
	u64 word;

	setup();
	dev2 = hosted_device_create(iommu, "dev2");
	CHECK_EQ(iommu_attach_device(domain, dev2), 0);
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(hosted_device_read(dev2, IOVA, &word, 8), 0);
	CHECK_EQ(stats().iotlb_misses, 1);
	CHECK_EQ(stats().iotlb_hits, 1);
	iommu_detach_device(domain, dev2);
	hosted_device_destroy(dev2);
	teardown();
}

/* The id of a domain that was freed is used again. */
static void a_new_domain_finds_nothing_of_the_last(void)
{
	setup();
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	domain = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	teardown();
}

static void a_full_set_replaces_the_least_recently_used(void)
{
	const struct hosted_iommu_config config = {
		.iotlb_sets = 4, .iotlb_ways = 2,
	};
	/* The same set: page numbers that agree in the low two bits. */
	const unsigned long a = IOVA, b = IOVA + 4 * PAGE_SIZE,
			    c = IOVA + 8 * PAGE_SIZE, d = IOVA + PAGE_SIZE;

	setup_config(&config);
	CHECK_EQ(map_page(a, RW) | map_page(b, RW) | map_page(c, RW) |
		 map_page(d, RW), 0);
	CHECK_EQ(device_reads(a) | device_reads(b) | device_reads(d), 0);
	CHECK_EQ(stats().iotlb_evictions, 0);
	CHECK_EQ(device_reads(a), 0);
	CHECK_EQ(device_reads(c), 0);
	CHECK_EQ(stats().iotlb_evictions, 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, a, 1), 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, b, 1), 0);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, c, 1), 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, d, 1), 1);
	teardown();
}

static void in_caching_mode_absence_is_cached(void)
{
	const struct hosted_iommu_config config = { .caching_mode = true };
	struct hosted_iommu_stats s;

	setup_config(&config);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	s = stats();
	CHECK_EQ(s.iotlb_misses, 1);
	CHECK_EQ(s.iotlb_hits, 1);
	/* Present translations are what is counted. */
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, 1), 0);

	/* The page table alone does not show it; the core's map does. */
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_RANGE], 1);
	CHECK_EQ(device_reads(IOVA), 0);
	/* Nothing mapped is nothing to tell. */
	CHECK_EQ(iommu_map(domain, IOVA, 0, 0, RW), 0);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_RANGE], 1);
	teardown();
}

static void without_it_a_map_costs_no_command(void)
{
	setup();
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_RANGE], 0);
	CHECK_EQ(device_reads(IOVA), 0);
	teardown();
}

static unsigned int hook_calls;
static bool hook_saw_entry;

static void hook(void *cookie, enum hosted_iommu_inval kind,
		 unsigned long iova, size_t size)
{
	if (cookie != &hook_calls || kind != HOSTED_INVAL_RANGE ||
	    iova != IOVA || size != PAGE_SIZE)
		ktest_fail(__FILE__, __LINE__, "the hook's arguments");
	hook_calls++;
	hook_saw_entry = hosted_iommu_cached(iommu, domain, IOVA, 1);
}

static void the_hook_comes_before_the_command(void)
{
	setup();
	hook_calls = 0;
	CHECK_EQ(map_page(IOVA, RW), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	hosted_iommu_set_hook(iommu, hook, &hook_calls);
	CHECK_EQ(iommu_unmap(domain, IOVA, PAGE_SIZE), PAGE_SIZE);
	hosted_iommu_set_hook(iommu, NULL, NULL);
	CHECK_EQ(hook_calls, 1);
	CHECK(hook_saw_entry);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, 1), 0);
	teardown();
}

static void a_stale_translation_reaches_a_page_that_is_free(void)
{
	struct iommu_iotlb_gather gather;
	struct page *victim;

	setup();
	victim = alloc_page(GFP_KERNEL);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(victim), PAGE_SIZE, RW),
		 0);
	CHECK_EQ(device_reads(IOVA), 0);
	unmap_only(IOVA, PAGE_SIZE, &gather);
	__free_page(victim);
	/* No sanitizer of the CPU stands in the device's way. */
	CHECK_EQ(device_writes(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(device_writes(IOVA), -EFAULT);
	teardown();
}

KTEST_SUITE(iotlb,
	KTEST(data_goes_both_ways),
	KTEST(a_transfer_crosses_pages_that_are_apart),
	KTEST(a_transfer_stops_at_the_fault),
	KTEST(access_is_what_was_granted),
	KTEST(the_rest_of_a_large_page_keeps_its_rights),
	KTEST(an_iova_beyond_the_aperture_is_no_alias),
	KTEST(there_may_be_no_ram),
	KTEST(a_fault_is_recorded_and_handled),
	KTEST(a_device_that_is_not_attached_reaches_nothing),
	KTEST(a_device_finds_nothing_of_its_first_time),
	KTEST(the_second_access_is_a_hit),
	KTEST(a_translation_outlives_its_page_table_entry),
	KTEST(what_was_never_used_is_not_cached),
	KTEST(a_range_drops_what_overlaps_it_and_no_more),
	KTEST(with_leaf_hints_the_size_matters),
	KTEST(domains_do_not_share_entries),
	KTEST(devices_of_one_domain_share_them),
	KTEST(a_new_domain_finds_nothing_of_the_last),
	KTEST(a_full_set_replaces_the_least_recently_used),
	KTEST(in_caching_mode_absence_is_cached),
	KTEST(without_it_a_map_costs_no_command),
	KTEST(the_hook_comes_before_the_command),
	KTEST(a_stale_translation_reaches_a_page_that_is_free));
