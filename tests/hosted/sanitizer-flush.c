// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOTLB sanitizer: which invalidation ends that a range is stale, and which
 * one was too small, of something else, or too early.
 */
#include <linux/completion.h>
#include <linux/kthread.h>

#include "watched.h"

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

/* The domains of two IOMMUs may have one number. */
static void an_invalidation_of_another_iommu(void)
{
	struct hosted_iommu *other_iommu;
	struct iommu_domain *other;
	struct device *dev2;
	struct page *page;

	setup();
	other_iommu = hosted_iommu_create(NULL);
	dev2 = hosted_device_create(other_iommu, "nic1");
	other = iommu_domain_alloc(dev2->bus);
	CHECK_EQ(iommu_attach_device(other, dev2), 0);
	page = map_new(IOVA);
	driver_unmaps(IOVA, PAGE_SIZE);
	iommu_flush_iotlb_all(other);
	hosted_iommu_invalidate_all(other_iommu);
	driver_frees(page);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	iommu_detach_device(other, dev2);
	iommu_domain_free(other);
	hosted_device_destroy(dev2);
	hosted_iommu_destroy(other_iommu);
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

/* In one range of addresses and frames, but not for an invalidation. */
static void leaves_of_two_sizes_are_two_matters(void)
{
	static const struct hosted_iommu_config config = { .leaf_hint = true };
	const unsigned int order = get_order(SZ_4M);
	struct iommu_iotlb_gather late = {
		.start = SZ_1G,
		.end = SZ_1G + SZ_2M + PAGE_SIZE - 1,
		.pgsize = PAGE_SIZE,
		.freelist = LIST_HEAD_INIT(late.freelist),
	};
	struct page *pages;
	unsigned int i;

	setup_config(&config);
	pages = alloc_row(order);
	CHECK_EQ(iommu_map(domain, SZ_1G, page_to_phys(pages),
			   SZ_2M + PAGE_SIZE, RW), 0);
	/* In a queue nothing is flushed between the two; and by one call. */
	gather.queued = true;
	driver_unmaps(SZ_1G, SZ_1G);
	iommu_iotlb_sync(domain, &late);
	driver_frees(&pages[SZ_2M / PAGE_SIZE]);
	CHECK_SILENT();
	driver_frees(&pages[0]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	iommu_flush_iotlb_all(domain);
	for (i = 1; i < BIT(order); i++)
		if (i != SZ_2M / PAGE_SIZE)
			driver_frees(&pages[i]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
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
	struct page *pages;

	setup();
	pages = alloc_row(1);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(pages), 2 * PAGE_SIZE,
			   RW), 0);
	init_completion(&unmapped);
	init_completion(&go_on);
	task = kthread_run(unmap_two, NULL, "unmap");
	wait_for_completion(&unmapped);
	hosted_iommu_set_hook(iommu, unmap_during_flush, NULL);
	iommu_flush_iotlb_all(domain);
	hosted_iommu_set_hook(iommu, NULL, NULL);
	complete(&go_on);
	kthread_stop(task);
	__free_page(&pages[0]);
	CHECK_SILENT();
	__free_page(&pages[1]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

/*
 * Between the leaves of one unmap: what was gathered before lies apart and is
 * synced when the first of them is.
 */
static struct page *three;

static void unmap_three(hosted_iommu_hook_t between)
{
	three = alloc_row(2);
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(three), 3 * PAGE_SIZE,
			   RW), 0);
	driver_maps(SZ_1G, &three[3]);
	driver_unmaps(SZ_1G, PAGE_SIZE);
	hosted_iommu_set_hook(iommu, between, NULL);
	driver_unmaps(IOVA, 3 * PAGE_SIZE);
	hosted_iommu_set_hook(iommu, NULL, NULL);
}

static void free_first(void *cookie, enum hosted_iommu_inval kind,
		       unsigned long iova, size_t size)
{
	(void)cookie, (void)kind, (void)iova, (void)size;
	hosted_iommu_set_hook(iommu, NULL, NULL);
	driver_frees(&three[0]);
}

static void a_page_freed_within_the_unmap_is_not_the_last(void)
{
	setup();
	unmap_three(free_first);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	driver_frees(&three[1]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 2);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(&three[2]);
	driver_frees(&three[3]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 2);
	teardown();
}

static void leave_and_return(void *cookie, enum hosted_iommu_inval kind,
			     unsigned long iova, size_t size)
{
	(void)cookie, (void)kind, (void)iova, (void)size;
	hosted_iommu_set_hook(iommu, NULL, NULL);
	iommu_detach_device(domain, dev);
	if (iommu_attach_device(domain, dev))
		ktest_fail(__FILE__, __LINE__, "attach");
}

static void a_detach_within_the_unmap_flushes_what_was_before(void)
{
	setup();
	unmap_three(leave_and_return);
	driver_frees(&three[0]);
	CHECK_SILENT();
	driver_frees(&three[1]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(&three[2]);
	driver_frees(&three[3]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

static struct task_struct *flusher;

static int flushes(void *unused)
{
	(void)unused;
	iommu_flush_iotlb_all(domain);
	return 0;
}

/* By the unmap first, and then by the flush that this starts. */
static void flush_until_unmapped(void *cookie, enum hosted_iommu_inval kind,
				 unsigned long iova, size_t size)
{
	(void)cookie, (void)iova, (void)size;
	if (kind == HOSTED_INVAL_DOMAIN) {
		complete(&go_on);
		wait_for_completion(&unmapped);
	} else if (!flusher) {
		flusher = kthread_run(flushes, NULL, "flush");
		wait_for_completion(&go_on);
	}
}

static void a_flush_begun_within_the_unmap_does_not_count(void)
{
	setup();
	init_completion(&unmapped);
	init_completion(&go_on);
	flusher = NULL;
	unmap_three(flush_until_unmapped);
	complete(&unmapped);
	kthread_stop(flusher);
	driver_frees(&three[1]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	iommu_iotlb_sync(domain, &gather);
	driver_frees(&three[0]);
	driver_frees(&three[2]);
	driver_frees(&three[3]);
	CHECK_REPORTS(HOSTED_SAN_PAGE_FREED, 1);
	teardown();
}

KTEST_SUITE(sanitizer_flush,
	KTEST(an_invalidation_one_page_short),
	KTEST(an_invalidation_from_the_middle),
	KTEST(an_invalidation_of_another_domain),
	KTEST(an_invalidation_of_another_iommu),
	KTEST(an_invalidation_of_the_domain_or_of_all),
	KTEST(an_older_invalidation_does_not_count),
	KTEST(a_hint_of_the_wrong_size),
	KTEST(leaves_of_two_sizes_are_two_matters),
	KTEST(a_neighbour_unmapped_during_the_flush_is_another_matter),
	KTEST(a_page_freed_within_the_unmap_is_not_the_last),
	KTEST(a_detach_within_the_unmap_flushes_what_was_before),
	KTEST(a_flush_begun_within_the_unmap_does_not_count));
