// SPDX-License-Identifier: GPL-2.0-only
/*
 * Several deferred calls, finished by one, as a converted driver has them: the
 * same in every style that has a deferred unmap with a finishing call.
 */
#include "conformance.h"

#if STYLE_IS(gather) || STYLE_IS(nosync)

static struct iommu_iotlb_gather gather;

#define batch_begin() iommu_iotlb_gather_init(&gather)
#define batch_finish() iommu_iotlb_sync(conf_domain, &gather)
#define flush_all() iommu_flush_iotlb_all(conf_domain)

static size_t batch_unmap(unsigned long iova, size_t size)
{
	return iommu_unmap_fast(conf_domain, iova, size, &gather);
}

#else

#define batch_begin() do { } while (0)
#define batch_finish() iommu_tlb_sync(conf_domain)
#define flush_all() iommu_flush_tlb_all(conf_domain)

static size_t batch_unmap(unsigned long iova, size_t size)
{
	size_t unmapped = DEFER_UNMAP(conf_domain, iova, size);

#if !STYLE_IS(async)
	iommu_tlb_range_add(conf_domain, iova, unmapped);
#endif
	return unmapped;
}

#endif

/* Each page of @n, mapped, cached and unmapped at @iova + i * @stride. */
static void unmap_many(struct page *pages, int n, unsigned long iova,
		       unsigned long stride)
{
	int i;

	for (i = 0; i < n; i++)
		CHECK_EQ(conf_map_cached(iova + i * stride, &pages[i]), 0);
	batch_begin();
	for (i = 0; i < n; i++)
		CHECK_EQ(batch_unmap(iova + i * stride, PAGE_SIZE),
			 PAGE_SIZE);
}

static void none_is_reached_after_the_finishing_call(void)
{
	struct page *pages = conf_pages(3);
	int i;

	unmap_many(pages, 8, IOVA_A, PAGE_SIZE);
	batch_finish();
	for (i = 0; i < 8; i++)
		CHECK(!conf_reaches(IOVA_A + i * PAGE_SIZE, &pages[i]));
}

static void nor_when_they_are_far_apart(void)
{
	struct page *pages = conf_pages(3);
	int i;

	unmap_many(pages, 8, IOVA_A, 0x201000);
	batch_finish();
	for (i = 0; i < 8; i++)
		CHECK(!conf_reaches(IOVA_A + i * 0x201000UL, &pages[i]));
}

static void a_run_of_pages_costs_one_command(void)
{
	struct page *pages = conf_pages(3);
	u64 before, commands = 1;

	unmap_many(pages, 8, IOVA_A, PAGE_SIZE);
	before = env_invalidations();
	batch_finish();
	if (before != ENV_UNKNOWN)
		commands = env_invalidations() - before;
	CHECK_EQ(commands, 1);
}

static void until_then_the_device_may_reach_it(void)
{
	struct page *page = conf_page();

	unmap_many(page, 1, IOVA_A, PAGE_SIZE);
	CHECK_EQ(iommu_iova_to_phys(conf_domain, IOVA_A), 0);
	/* No promise: looked at where the IOTLB is known to keep it. */
	if (env_invalidations() != ENV_UNKNOWN)
		CHECK(conf_reaches(IOVA_A, page));
	batch_finish();
	CHECK(!conf_reaches(IOVA_A, page));
}

static void what_was_finished_can_be_begun_again(void)
{
	struct page *a = conf_page(), *b = conf_page();

	unmap_many(a, 1, IOVA_A, PAGE_SIZE);
	batch_finish();
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	CHECK_EQ(batch_unmap(IOVA_B, PAGE_SIZE), PAGE_SIZE);
	batch_finish();
	CHECK(!conf_reaches(IOVA_A, a));
	CHECK(!conf_reaches(IOVA_B, b));
}

static void a_batch_of_nothing_is_nothing(void)
{
	u64 before;

	batch_begin();
	before = env_invalidations();
	batch_finish();
	/* A gather that is empty may be flushed; a queue has nothing to do. */
	if (before != ENV_UNKNOWN && !STYLE_IS(gather) && !STYLE_IS(nosync))
		CHECK_EQ(env_invalidations(), before);
}

static void all_of_it_in_atomic_context(void)
{
	struct page *pages = conf_pages(1);

	CHECK_EQ(conf_map_cached(IOVA_A, &pages[0]), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, &pages[1]), 0);
	env_atomic_begin();
	batch_begin();
	batch_unmap(IOVA_A, PAGE_SIZE);
	batch_unmap(IOVA_B, PAGE_SIZE);
	batch_finish();
	env_atomic_end();
	CHECK(!conf_reaches(IOVA_A, &pages[0]));
	CHECK(!conf_reaches(IOVA_B, &pages[1]));
}

static void flushing_all_finishes_it_too(void)
{
	struct page *page = conf_page();

	unmap_many(page, 1, IOVA_A, PAGE_SIZE);
	flush_all();
	CHECK(!conf_reaches(IOVA_A, page));
}

/* Where maps cannot be deferred, these are synchronous and no less. */
static void map_and_finish(unsigned long iova, struct page *page)
{
	phys_addr_t paddr = page_to_phys(page);

#if STYLE_IS(nosync)
	CHECK_EQ(iommu_map_nosync(conf_domain, iova, paddr, PAGE_SIZE, RW), 0);
	CHECK_EQ(iommu_sync_map(conf_domain, iova, PAGE_SIZE), 0);
#elif STYLE_IS(gather)
	CHECK_EQ(iommu_map(conf_domain, iova, paddr, PAGE_SIZE, RW), 0);
#else
	CHECK_EQ(DEFER_MAP(conf_domain, iova, paddr, PAGE_SIZE, RW), 0);
#if STYLE_IS(explicit)
	iommu_tlb_range_add(conf_domain, iova, PAGE_SIZE);
#endif
	iommu_tlb_sync(conf_domain);
#endif
}

static void a_map_is_seen_after_its_finishing_call(void)
{
	struct page *page = conf_page();

	conf_touch(IOVA_A);
	map_and_finish(IOVA_A, page);
	CHECK(conf_reaches(IOVA_A, page));
}

static void so_is_a_scatterlist(void)
{
	struct page *old = conf_page(), *new = conf_page();
	struct scatterlist sg;

	sg_init_table(&sg, 1);
	sg_set_page(&sg, new, PAGE_SIZE, 0);
	CHECK_EQ(conf_map_cached(IOVA_A, old), 0);
	CHECK_EQ(other_unmap(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
#if STYLE_IS(gather) || STYLE_IS(nosync)
	CHECK_EQ(iommu_map_sg(conf_domain, IOVA_A, &sg, 1, RW), PAGE_SIZE);
#else
	CHECK_EQ(DEFER_MAP_SG(conf_domain, IOVA_A, &sg, 1, RW), PAGE_SIZE);
#if STYLE_IS(explicit)
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
#endif
	iommu_tlb_sync(conf_domain);
#endif
	CHECK(!conf_reaches(IOVA_A, old));
	CHECK(conf_reaches(IOVA_A, new));
}

/* The unit that unmapped it did not queue it; the map's finishing call must. */
static void a_map_covers_what_another_unit_left(void)
{
	struct page *old = conf_page(), *new = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, old), 0);
	CHECK_EQ(other_unmap(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	map_and_finish(IOVA_A, new);
	CHECK(!conf_reaches(IOVA_A, old));
	CHECK(conf_reaches(IOVA_A, new));
}

KTEST_SUITE(batch,
	KTEST(none_is_reached_after_the_finishing_call),
	KTEST(nor_when_they_are_far_apart),
	KTEST(a_run_of_pages_costs_one_command),
	KTEST(until_then_the_device_may_reach_it),
	KTEST(what_was_finished_can_be_begun_again),
	KTEST(a_batch_of_nothing_is_nothing),
	KTEST(all_of_it_in_atomic_context),
	KTEST(flushing_all_finishes_it_too),
	KTEST(a_map_is_seen_after_its_finishing_call),
	KTEST(so_is_a_scatterlist),
	KTEST(a_map_covers_what_another_unit_left));
