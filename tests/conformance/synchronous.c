// SPDX-License-Identifier: GPL-2.0-only
/*
 * A synchronous call returns with no stale translation left, on success and on
 * failure.  A failed map leaves nothing mapped.
 */
#include "conformance.h"

static void unmap_cuts_the_device_off(void)
{
	struct page *page = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(SYNC(iommu_unmap)(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	CHECK(!conf_reaches(IOVA_A, page));
	CHECK_EQ(iommu_iova_to_phys(conf_domain, IOVA_A), 0);
}

static void unmap_that_stops_at_a_hole_cuts_off_what_it_unmapped(void)
{
	struct page *pages = conf_pages(2);
	size_t unmapped;

	CHECK_EQ(conf_map_cached(IOVA_A, &pages[0]), 0);
	CHECK_EQ(conf_map_cached(IOVA_A + 2 * PAGE_SIZE, &pages[2]), 0);
	unmapped = SYNC(iommu_unmap)(conf_domain, IOVA_A, 3 * PAGE_SIZE);
	CHECK_UP_TO_HOLE(unmapped, PAGE_SIZE);
	CHECK(!conf_reaches(IOVA_A, &pages[0]));
	/* What it says was not unmapped still is mapped, and no other. */
	CHECK(conf_reaches(IOVA_A + 2 * PAGE_SIZE, &pages[2]) ==
	      (unmapped < 3 * PAGE_SIZE));
}

static void unmap_of_nothing_is_nothing(void)
{
	CHECK_UP_TO_HOLE(SYNC(iommu_unmap)(conf_domain, IOVA_A, PAGE_SIZE), 0);
	CHECK_EQ(SYNC(iommu_unmap)(conf_domain, IOVA_A, 0), 0);
}

static void unmap_of_large_and_small_pages(void)
{
	struct page *block = conf_pages(9);
	unsigned long iova = SZ_2M - PAGE_SIZE, last = SZ_4M;

	/* A page, a large page, a page. */
	CHECK_EQ(SYNC(iommu_map)(conf_domain, iova, page_to_phys(block),
				 PAGE_SIZE, RW), 0);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, SZ_2M, page_to_phys(block),
				 SZ_2M, RW), 0);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, last, page_to_phys(block + 1),
				 PAGE_SIZE, RW), 0);
	CHECK(conf_reaches(iova, block));
	CHECK(conf_reaches(SZ_2M, block));
	CHECK(conf_reaches(SZ_2M + SZ_1M, block + 256));
	CHECK(conf_reaches(last, block + 1));

	CHECK_EQ(SYNC(iommu_unmap)(conf_domain, iova, SZ_2M + 2 * PAGE_SIZE),
		 SZ_2M + 2 * PAGE_SIZE);
	CHECK(!conf_reaches(iova, block));
	CHECK(!conf_reaches(SZ_2M, block));
	CHECK(!conf_reaches(SZ_2M + SZ_1M, block + 256));
	CHECK(!conf_reaches(last, block + 1));
}

static void map_is_seen_at_once(void)
{
	struct page *page = conf_page();

	conf_touch(IOVA_A);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, IOVA_A, page_to_phys(page),
				 PAGE_SIZE, RW), 0);
	CHECK(conf_reaches(IOVA_A, page));
}

static void map_of_an_iova_used_before_reaches_the_new_page(void)
{
	struct page *old = conf_page(), *new = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, old), 0);
	CHECK_EQ(SYNC(iommu_unmap)(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	conf_touch(IOVA_A);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, IOVA_A, page_to_phys(new),
				 PAGE_SIZE, RW), 0);
	CHECK(conf_reaches(IOVA_A, new));
	CHECK(!conf_reaches(IOVA_A, old));
}

static void map_sg_is_seen_at_once(void)
{
	struct page *pages = conf_pages(2);
	struct sg_table sgt;
	struct scatterlist sg[2];

	sg_init_table(sg, 2);
	sg_set_page(&sg[0], &pages[2], PAGE_SIZE, 0);
	sg_set_page(&sg[1], &pages[0], PAGE_SIZE, 0);
	sgt = (struct sg_table) { .sgl = sg, .nents = 2, .orig_nents = 2 };

	conf_touch(IOVA_A);
	conf_touch(IOVA_A + PAGE_SIZE);
	CHECK_EQ(SYNC(iommu_map_sg)(conf_domain, IOVA_A, sg, 2, RW),
		 2 * PAGE_SIZE);
	CHECK(conf_reaches(IOVA_A, &pages[2]));
	CHECK(conf_reaches(IOVA_A + PAGE_SIZE, &pages[0]));

	conf_touch(IOVA_B);
	CHECK_EQ(SYNC(iommu_map_sgtable)(conf_domain, IOVA_B, &sgt, PROT_RW),
		 2 * PAGE_SIZE);
	CHECK(conf_reaches(IOVA_B, &pages[2]));
	CHECK(conf_reaches(IOVA_B + PAGE_SIZE, &pages[0]));
}

static void the_atomic_calls_do_the_same_in_atomic_context(void)
{
	struct page *page = conf_page();
	struct scatterlist sg;
	size_t unmapped;
	ssize_t mapped;
	int ret;

	sg_init_table(&sg, 1);
	sg_set_page(&sg, page, PAGE_SIZE, 0);
	conf_touch(IOVA_A);
	conf_touch(IOVA_B);

	env_atomic_begin();
	ret = SYNC(ATOMIC(iommu_map))(conf_domain, IOVA_A,
					     page_to_phys(page), PAGE_SIZE, RW_ATOMIC);
	mapped = SYNC(ATOMIC(iommu_map_sg))(conf_domain, IOVA_B, &sg, 1,
						    RW_ATOMIC);
	env_atomic_end();
	CHECK_EQ(ret, 0);
	CHECK_EQ(mapped, PAGE_SIZE);
	CHECK(conf_reaches(IOVA_A, page));
	CHECK(conf_reaches(IOVA_B, page));

	env_atomic_begin();
	unmapped = SYNC(iommu_unmap)(conf_domain, IOVA_A, PAGE_SIZE);
	env_atomic_end();
	CHECK_EQ(unmapped, PAGE_SIZE);
	CHECK(!conf_reaches(IOVA_A, page));
	CHECK(conf_reaches(IOVA_B, page));
}

/* The end of the aperture is what makes a map fail half way everywhere. */
static void a_failed_map_leaves_nothing_mapped(void)
{
	unsigned long end = conf_domain->geometry.aperture_end + 1;
	struct page *pages = conf_pages(2);
	unsigned long iova = end - 2 * PAGE_SIZE;

	NEEDS_APERTURE();
	conf_touch(iova);
	CHECK(SYNC(iommu_map)(conf_domain, iova, page_to_phys(pages),
			      4 * PAGE_SIZE, RW) < 0);
	CHECK_EQ(iommu_iova_to_phys(conf_domain, iova), 0);
	CHECK(!conf_reaches(iova, &pages[0]));
	CHECK(!conf_reaches(iova + PAGE_SIZE, &pages[1]));
}

static void a_failed_map_sg_leaves_nothing_mapped(void)
{
	unsigned long end = conf_domain->geometry.aperture_end + 1;
	struct page *pages = conf_pages(3);
	unsigned long iova = end - 2 * PAGE_SIZE;
	struct scatterlist sg[4];
	int i;

	NEEDS_APERTURE();
	/* Two entries fit, and they are no run: each is mapped by itself. */
	sg_init_table(sg, 4);
	for (i = 0; i < 4; i++)
		sg_set_page(&sg[i], &pages[6 - 2 * i], PAGE_SIZE, 0);
	CHECK(SYNC(iommu_map_sg)(conf_domain, iova, sg, 4, RW) < 0);
	CHECK_EQ(iommu_iova_to_phys(conf_domain, iova), 0);
	CHECK_EQ(iommu_iova_to_phys(conf_domain, iova + PAGE_SIZE), 0);
	CHECK(!conf_reaches(iova, &pages[6]));
	CHECK(!conf_reaches(iova + PAGE_SIZE, &pages[4]));
	/* And the range can be mapped. */
	CHECK_EQ(SYNC(iommu_map_sg)(conf_domain, iova, sg, 2, RW),
		 2 * PAGE_SIZE);
	CHECK(conf_reaches(iova, &pages[6]));
}

/* Without memory at any of its allocations. */
static void a_map_without_memory_leaves_nothing_mapped(void)
{
	struct page *pages = conf_pages(1);
	unsigned long iova = SZ_1G - PAGE_SIZE;
	unsigned int skip;
	int ret = -ENOMEM;

	if (!env_can_fail_alloc())
		IMPOSSIBLE("allocations cannot be made to fail");
	for (skip = 0; ret == -ENOMEM; skip++) {
		env_fail_alloc(skip, 1);
		ret = SYNC(iommu_map)(conf_domain, iova, page_to_phys(pages),
				      2 * PAGE_SIZE, RW);
		env_fail_alloc(0, 0);
		CHECK(!ret == conf_reaches(iova, &pages[0]));
		CHECK(!ret == conf_reaches(iova + PAGE_SIZE, &pages[1]));
	}
	CHECK_EQ(ret, 0);
	CHECK(skip > 1);
}

/* An object-like macro: the address is that of the function that is called. */
static void an_address_taken_is_the_same_function(void)
{
	size_t (*unmap)(struct iommu_domain *domain, unsigned long iova,
			size_t size) = SYNC(iommu_unmap);
	int (*map)(struct iommu_domain *domain, unsigned long iova,
		   phys_addr_t paddr, size_t size, RW_TYPES) =
		SYNC(iommu_map);
	struct page *page = conf_page();

	conf_touch(IOVA_A);
	CHECK_EQ(map(conf_domain, IOVA_A, page_to_phys(page), PAGE_SIZE, RW),
		 0);
	CHECK(conf_reaches(IOVA_A, page));
	CHECK_EQ(unmap(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	CHECK(!conf_reaches(IOVA_A, page));
}

KTEST_SUITE(synchronous,
	KTEST(unmap_cuts_the_device_off),
	KTEST(unmap_that_stops_at_a_hole_cuts_off_what_it_unmapped),
	KTEST(unmap_of_nothing_is_nothing),
	KTEST(unmap_of_large_and_small_pages),
	KTEST(map_is_seen_at_once),
	KTEST(map_of_an_iova_used_before_reaches_the_new_page),
	KTEST(map_sg_is_seen_at_once),
	KTEST(the_atomic_calls_do_the_same_in_atomic_context),
	KTEST(a_failed_map_leaves_nothing_mapped),
	KTEST(a_failed_map_sg_leaves_nothing_mapped),
	KTEST(a_map_without_memory_leaves_nothing_mapped),
	KTEST(an_address_taken_is_the_same_function));
