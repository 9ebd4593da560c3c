// SPDX-License-Identifier: GPL-2.0-only
/*
 * A deferred unmap changes the page table on return, and leaves the device its
 * translation until the finishing call returns.  A synchronous call does not
 * leave what a deferred one left in its range.
 *
 * That the device still reaches the page in between is no promise; it is
 * looked at where the IOMMU is known to keep it, since nothing else shows that
 * a call is deferred.
 */
#include "conformance.h"

static void unmap_changes_the_page_table_at_once(void)
{
	struct page *page = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	CHECK_EQ(iommu_iova_to_phys(conf_domain, IOVA_A), 0);
	CHECK_UP_TO_HOLE(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), 0);
	env_log_expect(true);
	env_detach();
	env_log_expect(false);
}

static void unmap_leaves_the_iotlb_alone(void)
{
	struct page *page = conf_page();
	u64 before;

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	before = env_invalidations();
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	if (before != ENV_UNKNOWN) {
		CHECK_EQ(env_invalidations(), before);
		CHECK(conf_reaches(IOVA_A, page));
	}
	env_log_expect(true);
	env_detach();
	env_log_expect(false);
}

static void unmap_returns_what_it_unmapped_up_to_a_hole(void)
{
	struct page *pages = conf_pages(2);

	NEEDS_UNMAP_UP_TO_HOLE();
	CHECK_EQ(conf_map_cached(IOVA_A, &pages[0]), 0);
	CHECK_EQ(conf_map_cached(IOVA_A + PAGE_SIZE, &pages[1]), 0);
	CHECK_UP_TO_HOLE(DEFER_UNMAP(conf_domain, IOVA_A, 4 * PAGE_SIZE),
			 2 * PAGE_SIZE);
	CHECK_UP_TO_HOLE(DEFER_UNMAP(conf_domain, IOVA_A, 4 * PAGE_SIZE), 0);
	env_log_expect(true);
	env_detach();
	env_log_expect(false);
}

static void a_synchronous_map_does_not_show_the_page_unmapped_before(void)
{
	struct page *old = conf_page(), *new = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, old), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, IOVA_A, page_to_phys(new),
				 PAGE_SIZE, RW), 0);
	CHECK(!conf_reaches(IOVA_A, old));
	CHECK(conf_reaches(IOVA_A, new));
}

static void nor_does_one_that_fails(void)
{
	unsigned long end = conf_domain->geometry.aperture_end + 1;
	unsigned long iova = end - PAGE_SIZE;
	struct page *page = conf_page();

	NEEDS_APERTURE();
	CHECK_EQ(conf_map_cached(iova, page), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, iova, PAGE_SIZE), PAGE_SIZE);
	CHECK(SYNC(iommu_map)(conf_domain, iova, page_to_phys(page),
			      2 * PAGE_SIZE, RW) < 0);
	CHECK(!conf_reaches(iova, page));
}

static void a_synchronous_map_sg_does_not_show_it_either(void)
{
	struct page *old = conf_page(), *new = conf_page();
	struct scatterlist sg;

	sg_init_table(&sg, 1);
	sg_set_page(&sg, new, PAGE_SIZE, 0);
	CHECK_EQ(conf_map_cached(IOVA_A, old), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	CHECK_EQ(SYNC(iommu_map_sg)(conf_domain, IOVA_A, &sg, 1, RW),
		 PAGE_SIZE);
	CHECK(!conf_reaches(IOVA_A, old));
	CHECK(conf_reaches(IOVA_A, new));
}

static void a_synchronous_unmap_flushes_the_hole_it_stopped_at(void)
{
	struct page *pages = conf_pages(2);

	NEEDS_UNMAP_UP_TO_HOLE();
	CHECK_EQ(conf_map_cached(IOVA_A, &pages[0]), 0);
	CHECK_EQ(conf_map_cached(IOVA_A + PAGE_SIZE, &pages[1]), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A + PAGE_SIZE, PAGE_SIZE),
		 PAGE_SIZE);
	CHECK_UP_TO_HOLE(SYNC(iommu_unmap)(conf_domain, IOVA_A, 2 * PAGE_SIZE),
			 PAGE_SIZE);
	CHECK(!conf_reaches(IOVA_A, &pages[0]));
	CHECK(!conf_reaches(IOVA_A + PAGE_SIZE, &pages[1]));
}

static void a_synchronous_call_elsewhere_costs_no_extra_flush(void)
{
	struct page *a = conf_page(), *b = conf_page();
	u64 before;

	CHECK_EQ(conf_map_cached(IOVA_A, a), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	before = env_invalidations();
	CHECK_EQ(SYNC(iommu_unmap)(conf_domain, IOVA_B, PAGE_SIZE), PAGE_SIZE);
	if (before != ENV_UNKNOWN)
		CHECK_EQ(env_invalidations(), before + 1);
	CHECK(!conf_reaches(IOVA_B, b));
	CHECK_UP_TO_HOLE(SYNC(iommu_unmap)(conf_domain, IOVA_A, PAGE_SIZE), 0);
	CHECK(!conf_reaches(IOVA_A, a));
}

static void freeing_a_domain_with_unflushed_unmaps_says_so(void)
{
	struct page *page = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	env_log_expect(true);
	env_detach();
	env_log_expect(false);
	/* Once in the life of the module: another case may have been first. */
	CHECK(env_log_count("unflushed") <= 1);
}

static void unmap_frees_its_page_tables_in_the_end(void)
{
	struct page *block = conf_pages(9);

	/* Leaks are the frame's to find. */
	CHECK_EQ(SYNC(iommu_map)(conf_domain, SZ_2M,
				 page_to_phys(block + 1), SZ_2M - PAGE_SIZE,
				 RW), 0);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, SZ_4M - PAGE_SIZE,
				 page_to_phys(block), PAGE_SIZE, RW), 0);
	CHECK(conf_reaches(SZ_2M, block + 1));
	CHECK_EQ(DEFER_UNMAP(conf_domain, SZ_2M, SZ_2M), SZ_2M);
	CHECK_UP_TO_HOLE(SYNC(iommu_unmap)(conf_domain, SZ_2M, SZ_2M), 0);
	CHECK(!conf_reaches(SZ_2M, block + 1));
}

static void without_memory_a_deferred_unmap_is_synchronous(void)
{
	struct page *page = conf_page();

	if (!env_can_fail_alloc())
		IMPOSSIBLE("allocations cannot be made to fail");
	env_detach();
	CHECK_EQ(env_attach(unshimmed_domain_alloc(conf_device)), 0);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, IOVA_A, page_to_phys(page),
				 PAGE_SIZE, RW), 0);
	CHECK(conf_reaches(IOVA_A, page));

	env_atomic_begin();
	env_fail_alloc(0, 1);
	DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE);
	env_fail_alloc(0, 0);
	env_atomic_end();
	CHECK(!conf_reaches(IOVA_A, page));
}

static void a_domain_that_others_allocated_is_found(void)
{
	struct page *page = conf_page();

	env_detach();
	CHECK_EQ(env_attach(unshimmed_domain_alloc(conf_device)), 0);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, IOVA_A, page_to_phys(page),
				 PAGE_SIZE, RW), 0);
	CHECK(conf_reaches(IOVA_A, page));
	env_atomic_begin();
	DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE);
	env_atomic_end();
	if (env_invalidations() != ENV_UNKNOWN)
		CHECK(conf_reaches(IOVA_A, page));
	CHECK_UP_TO_HOLE(SYNC(iommu_unmap)(conf_domain, IOVA_A, PAGE_SIZE), 0);
	CHECK(!conf_reaches(IOVA_A, page));
}

KTEST_SUITE(deferred,
	KTEST(unmap_changes_the_page_table_at_once),
	KTEST(unmap_leaves_the_iotlb_alone),
	KTEST(unmap_returns_what_it_unmapped_up_to_a_hole),
	KTEST(a_synchronous_map_does_not_show_the_page_unmapped_before),
	KTEST(nor_does_one_that_fails),
	KTEST(a_synchronous_map_sg_does_not_show_it_either),
	KTEST(a_synchronous_unmap_flushes_the_hole_it_stopped_at),
	KTEST(a_synchronous_call_elsewhere_costs_no_extra_flush),
	KTEST(freeing_a_domain_with_unflushed_unmaps_says_so),
	KTEST(unmap_frees_its_page_tables_in_the_end),
	KTEST(a_domain_that_others_allocated_is_found),
	KTEST(without_memory_a_deferred_unmap_is_synchronous));
