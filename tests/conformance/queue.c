// SPDX-License-Identifier: GPL-2.0-only
/*
 * iommu_tlb_range_add queues, iommu_tlb_sync flushes what is queued,
 * iommu_flush_tlb_all flushes all; whatever does not fit the queue means more
 * is flushed, never less.
 */
#include "conformance.h"

/* Enough to overflow, each in a place of its own. */
#define MANY (IOMMU_SHIM_RANGES + 4)

static unsigned long spread(unsigned int i)
{
	return IOVA_A + i * 0x201000UL;
}

static u64 commands_of_sync(void)
{
	u64 before = env_invalidations();

	iommu_tlb_sync(conf_domain);
	return before == ENV_UNKNOWN ? ENV_UNKNOWN :
	       env_invalidations() - before;
}

#define CHECK_COMMANDS(n)						\
	do {								\
		u64 __n = commands_of_sync();				\
		if (__n != ENV_UNKNOWN)					\
			CHECK_EQ(__n, env_gathers() ? (n) : !!(n));	\
	} while (0)

static void unmap_and_queue(unsigned long iova, size_t size)
{
	size_t unmapped = DEFER_UNMAP(conf_domain, iova, size);

	if (unmapped != size)
		ktest_fail_eq(__FILE__, __LINE__, "unmapped", unmapped, size);
	iommu_tlb_range_add(conf_domain, iova, unmapped);
}

static void sync_flushes_what_was_queued(void)
{
	struct page *page = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	CHECK_COMMANDS(1);
	CHECK(!conf_reaches(IOVA_A, page));
	CHECK_COMMANDS(0);
}

static void queueing_alone_flushes_nothing(void)
{
	struct page *page = conf_page();
	u64 before;

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	before = env_invalidations();
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	if (before != ENV_UNKNOWN) {
		CHECK_EQ(env_invalidations(), before);
		CHECK(conf_reaches(IOVA_A, page));
	}
	iommu_tlb_sync(conf_domain);
	CHECK(!conf_reaches(IOVA_A, page));
}

static void sync_does_not_flush_what_nobody_queued(void)
{
	struct page *page = conf_page(), *other = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, other), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	CHECK_COMMANDS(0);
	unmap_and_queue(IOVA_B, PAGE_SIZE);
	CHECK_COMMANDS(1);
	CHECK(!conf_reaches(IOVA_B, other));
	if (env_invalidations() != ENV_UNKNOWN && env_flushes_exactly())
		CHECK(conf_reaches(IOVA_A, page));
	iommu_flush_tlb_all(conf_domain);
	CHECK(!conf_reaches(IOVA_A, page));
}

static u64 commands_of_unmapping_nothing(unsigned long iova)
{
	u64 before = env_invalidations();

	SYNC(iommu_unmap)(conf_domain, iova, PAGE_SIZE);
	return before == ENV_UNKNOWN ? 0 : env_invalidations() - before;
}

/* A driver may flush for an unmap of nothing, but each time the same. */
static bool is_flushed_again(unsigned long iova)
{
	u64 first = commands_of_unmapping_nothing(iova);

	return first != commands_of_unmapping_nothing(iova);
}

static void what_was_flushed_is_not_flushed_again(void)
{
	struct page *page = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	iommu_flush_tlb_all(conf_domain);
	CHECK(!is_flushed_again(IOVA_A));

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	iommu_tlb_sync(conf_domain);
	CHECK(!is_flushed_again(IOVA_A));
}

static void a_deferred_map_is_seen_after_the_sync(void)
{
	struct page *page = conf_page();
	struct scatterlist sg;

	sg_init_table(&sg, 1);
	sg_set_page(&sg, page, PAGE_SIZE, 0);
	conf_touch(IOVA_A);
	conf_touch(IOVA_B);
	CHECK_EQ(DEFER_MAP(conf_domain, IOVA_A, page_to_phys(page), PAGE_SIZE,
			   RW), 0);
	CHECK_EQ(DEFER_MAP_SG(conf_domain, IOVA_B, &sg, 1, RW), PAGE_SIZE);
	CHECK_EQ(iommu_iova_to_phys(conf_domain, IOVA_A), page_to_phys(page));
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
	iommu_tlb_range_add(conf_domain, IOVA_B, PAGE_SIZE);
	iommu_tlb_sync(conf_domain);
	CHECK(conf_reaches(IOVA_A, page));
	CHECK(conf_reaches(IOVA_B, page));
}

#if STYLE_IS(explicit)
/* What the kernel has synchronised is not flushed once more. */
static void a_map_on_its_own_costs_no_flush(void)
{
	struct page *page = conf_page();

	CHECK_EQ(DEFER_MAP(conf_domain, IOVA_A, page_to_phys(page), PAGE_SIZE,
			   RW), 0);
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
	CHECK_COMMANDS(0);
	CHECK(conf_reaches(IOVA_A, page));
}
#endif

/* Whatever else may be in a range that was mapped is flushed. */
static void a_map_over_an_unmap_is_flushed(void)
{
	struct page *pages = conf_pages(1);

	CHECK_EQ(conf_map_cached(IOVA_A, &pages[0]), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	CHECK_EQ(DEFER_MAP(conf_domain, IOVA_A, page_to_phys(&pages[1]),
			   PAGE_SIZE, RW), 0);
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
	iommu_tlb_sync(conf_domain);
	CHECK(conf_reaches(IOVA_A, &pages[1]));
}

static void a_range_queued_twice_is_flushed(void)
{
	struct page *page = conf_page();

	CHECK_EQ(DEFER_MAP(conf_domain, IOVA_A, page_to_phys(page), PAGE_SIZE,
			   RW), 0);
	CHECK(conf_reaches(IOVA_A, page));
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
	unshimmed_unmap(conf_domain, IOVA_A, PAGE_SIZE);
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
	iommu_tlb_sync(conf_domain);
	CHECK(!conf_reaches(IOVA_A, page));
}

/* The page before what was mapped, and the page behind it. */
static void a_larger_range_than_was_mapped_is_flushed(void)
{
	struct page *pages = conf_pages(1);
	unsigned long stale, mapped, i;

	for (i = 0; i < 2; i++) {
		stale = IOVA_A + (2 * i) * PAGE_SIZE;
		mapped = IOVA_A + PAGE_SIZE;
		CHECK_EQ(conf_map_cached(stale, &pages[0]), 0);
		unshimmed_unmap(conf_domain, stale, PAGE_SIZE);
		CHECK_EQ(DEFER_MAP(conf_domain, mapped, page_to_phys(&pages[1]),
				   PAGE_SIZE, RW), 0);
		iommu_tlb_range_add(conf_domain, min(stale, mapped),
				    2 * PAGE_SIZE);
		iommu_tlb_sync(conf_domain);
		CHECK(!conf_reaches(stale, &pages[0]));
		CHECK_EQ(SYNC(iommu_unmap)(conf_domain, mapped, PAGE_SIZE),
			 PAGE_SIZE);
	}
}

static void touching_ranges_become_one(void)
{
	struct page *pages = conf_pages(2);
	const int order[] = { 1, 3, 0, 2 };
	int i;

	for (i = 0; i < 4; i++)
		CHECK_EQ(conf_map_cached(IOVA_A + i * PAGE_SIZE, &pages[i]), 0);
	for (i = 0; i < 4; i++)
		unmap_and_queue(IOVA_A + order[i] * PAGE_SIZE, PAGE_SIZE);
	CHECK_COMMANDS(1);
	for (i = 0; i < 4; i++)
		CHECK(!conf_reaches(IOVA_A + i * PAGE_SIZE, &pages[i]));
}

static void overlapping_ranges_become_one(void)
{
	struct page *pages = conf_pages(2);
	int i;

	for (i = 0; i < 4; i++)
		CHECK_EQ(conf_map_cached(IOVA_A + i * PAGE_SIZE, &pages[i]), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, 4 * PAGE_SIZE),
		 4 * PAGE_SIZE);
	iommu_tlb_range_add(conf_domain, IOVA_A, 3 * PAGE_SIZE);
	iommu_tlb_range_add(conf_domain, IOVA_A + PAGE_SIZE, 3 * PAGE_SIZE);
	iommu_tlb_range_add(conf_domain, IOVA_A + PAGE_SIZE, PAGE_SIZE);
	CHECK_COMMANDS(1);
	for (i = 0; i < 4; i++)
		CHECK(!conf_reaches(IOVA_A + i * PAGE_SIZE, &pages[i]));
}

static void separate_ranges_are_flushed_separately(void)
{
	struct page *a = conf_page(), *b = conf_page(), *c = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, a), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	CHECK_EQ(conf_map_cached(IOVA_C, c), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	unmap_and_queue(IOVA_C, PAGE_SIZE);
	CHECK_COMMANDS(2);
	CHECK(!conf_reaches(IOVA_A, a));
	CHECK(conf_reaches(IOVA_B, b));
	CHECK(!conf_reaches(IOVA_C, c));
}

static void as_many_ranges_as_fit_are_flushed_one_by_one(void)
{
	struct page *page = conf_page();
	unsigned int i;

	for (i = 0; i < IOMMU_SHIM_RANGES; i++)
		CHECK_EQ(conf_map_cached(spread(i), page), 0);
	for (i = 0; i < IOMMU_SHIM_RANGES; i++)
		unmap_and_queue(spread(i), PAGE_SIZE);
	CHECK_COMMANDS(IOMMU_SHIM_RANGES);
	for (i = 0; i < IOMMU_SHIM_RANGES; i++)
		CHECK(!conf_reaches(spread(i), page));
}

static void more_than_fit_are_one_flush_of_all(void)
{
	struct page *page = conf_page();
	unsigned int i;

	for (i = 0; i < MANY; i++)
		CHECK_EQ(conf_map_cached(spread(i), page), 0);
	for (i = 0; i < MANY; i++)
		unmap_and_queue(spread(i), PAGE_SIZE);
	CHECK_COMMANDS(1);
	for (i = 0; i < MANY; i++)
		CHECK(!conf_reaches(spread(i), page));
	/* And the queue is a queue again. */
	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	CHECK_COMMANDS(1);
	CHECK(!conf_reaches(IOVA_A, page));
}

static void size_zero_is_nothing(void)
{
	iommu_tlb_range_add(conf_domain, IOVA_A, 0);
	iommu_tlb_range_add(conf_domain, ~0UL, 0);
	CHECK_COMMANDS(0);
}

static void a_range_that_wraps_flushes_all_and_is_reported_once(void)
{
	static unsigned int reports;
	struct page *page = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	env_log_expect(true);
	iommu_tlb_range_add(conf_domain, ~0UL - PAGE_SIZE + 1, 2 * PAGE_SIZE);
	iommu_tlb_range_add(conf_domain, ~0UL - PAGE_SIZE + 1, 2 * PAGE_SIZE);
	env_log_expect(false);
	CHECK(!conf_reaches(IOVA_A, page));
	reports += env_log_count("refused: -22");
	CHECK_EQ(reports, 1);
	/* It is not in the queue. */
	CHECK_COMMANDS(0);
}

static void a_size_that_is_an_errno_flushes_all(void)
{
	struct page *page = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_A, PAGE_SIZE), PAGE_SIZE);
	env_log_expect(true);
	iommu_tlb_range_add(conf_domain, 0, (size_t)-ENOMEM);
	env_log_expect(false);
	CHECK(!conf_reaches(IOVA_A, page));
	CHECK_COMMANDS(0);
}

static void the_last_page_of_the_address_space_is_a_range(void)
{
	iommu_tlb_range_add(conf_domain, ~0UL - PAGE_SIZE + 1, PAGE_SIZE);
	iommu_tlb_range_add(conf_domain, 0, PAGE_SIZE);
	iommu_tlb_sync(conf_domain);
	CHECK_COMMANDS(0);
	CHECK_EQ(env_log_count("refused"), 0);
}

static void flush_all_needs_no_queue(void)
{
	struct page *a = conf_page(), *b = conf_page();

	CHECK_EQ(conf_map_cached(IOVA_A, a), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_B, PAGE_SIZE), PAGE_SIZE);
	iommu_flush_tlb_all(conf_domain);
	CHECK(!conf_reaches(IOVA_A, a));
	CHECK(!conf_reaches(IOVA_B, b));
	CHECK_COMMANDS(0);
}

/* As virtio-iommu's of Linux 6.1. */
static void a_driver_may_have_no_flush_of_all(void)
{
	struct page *block = conf_pages(9), *page = conf_page();

	if (!env_drop_flush_all())
		IMPOSSIBLE("the operations are the driver's");
	CHECK_EQ(SYNC(iommu_map)(conf_domain, SZ_2M, page_to_phys(block),
				 SZ_2M, RW), 0);
	CHECK(conf_reaches(SZ_2M + SZ_1M, block + 256));
	CHECK_EQ(conf_map_cached(IOVA_B, page), 0);
	CHECK_EQ(DEFER_UNMAP(conf_domain, SZ_2M, SZ_2M), SZ_2M);
	CHECK_EQ(DEFER_UNMAP(conf_domain, IOVA_B, PAGE_SIZE), PAGE_SIZE);
	iommu_flush_tlb_all(conf_domain);
	CHECK(!conf_reaches(SZ_2M + SZ_1M, block + 256));
	CHECK(!conf_reaches(IOVA_B, page));
}

static void domains_have_queues_of_their_own(void)
{
	struct iommu_domain *other = iommu_paging_domain_alloc(conf_device);
	struct page *page = conf_page();

	CHECK(!IS_ERR(other));
	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	iommu_tlb_sync(other);
	if (env_invalidations() != ENV_UNKNOWN)
		CHECK(conf_reaches(IOVA_A, page));
	iommu_domain_free(other);
	CHECK_COMMANDS(1);
	CHECK(!conf_reaches(IOVA_A, page));
}

static void large_and_small_pages_in_one_queue(void)
{
	struct page *block = conf_pages(9), *page = conf_page();

	CHECK_EQ(SYNC(iommu_map)(conf_domain, SZ_2M, page_to_phys(block),
				 SZ_2M, RW), 0);
	CHECK(conf_reaches(SZ_2M + SZ_1M, block + 256));
	CHECK_EQ(conf_map_cached(IOVA_B, page), 0);
	unmap_and_queue(IOVA_B, PAGE_SIZE);
	unmap_and_queue(SZ_2M, SZ_2M);
	iommu_tlb_sync(conf_domain);
	CHECK(!conf_reaches(SZ_2M + SZ_1M, block + 256));
	CHECK(!conf_reaches(IOVA_B, page));
}

static void page_tables_are_freed_by_the_sync(void)
{
	struct page *block = conf_pages(9);
	unsigned long iova = SZ_8M;
	int i;

	for (i = 0; i < 2; i++) {
		CHECK_EQ(conf_map_two_mib(iova, block), 0);
		CHECK(conf_reaches(iova, block + 1));
		unmap_and_queue(iova, SZ_2M);
		iova += SZ_1G;
	}
	/*
	 * Their ranges are apart: one flush of all, and one to free the tables.
	 * An unmap that frees them itself may have named nothing to flush (one
	 * of all), or each range.
	 */
	if (env_defers_tables()) {
		CHECK_COMMANDS(2);
	} else {
		u64 n = commands_of_sync();

		CHECK(n == ENV_UNKNOWN || n == 1 || n == 2);
	}
	CHECK(!conf_reaches(SZ_8M, block + 1));
	CHECK(!conf_reaches(SZ_8M + SZ_1G, block + 1));
}

static void everything_in_atomic_context(void)
{
	struct page *a = conf_page(), *b = conf_page();
	unsigned int i;

	CHECK_EQ(conf_map_cached(IOVA_A, a), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	env_atomic_begin();
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	iommu_tlb_sync(conf_domain);
	unmap_and_queue(IOVA_B, PAGE_SIZE);
	for (i = 0; i < MANY; i++)
		iommu_tlb_range_add(conf_domain, spread(i), PAGE_SIZE);
	iommu_flush_tlb_all(conf_domain);
	env_atomic_end();
	CHECK(!conf_reaches(IOVA_A, a));
	CHECK(!conf_reaches(IOVA_B, b));
}

static void without_memory_queueing_flushes_at_once(void)
{
	struct page *page = conf_page();

	if (!env_can_fail_alloc())
		IMPOSSIBLE("allocations cannot be made to fail");
	env_detach();
	CHECK_EQ(env_attach(unshimmed_domain_alloc(conf_device)), 0);
	CHECK_EQ(SYNC(iommu_map)(conf_domain, IOVA_A, page_to_phys(page),
				 PAGE_SIZE, RW), 0);
	CHECK(conf_reaches(IOVA_A, page));

	/* By the kernel's own call: nobody but us is to flush it. */
	unshimmed_unmap(conf_domain, IOVA_A, PAGE_SIZE);
	env_atomic_begin();
	env_fail_alloc(0, 1);
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
	env_fail_alloc(0, 0);
	env_atomic_end();
	CHECK(!conf_reaches(IOVA_A, page));
	iommu_tlb_sync(conf_domain);
}

static u64 commands_of_freeing_the_domain(void)
{
	u64 before;

	iommu_detach_device(conf_domain, conf_device);
	before = env_invalidations();
	env_log_expect(true);
	iommu_domain_free(conf_domain);
	env_log_expect(false);
	conf_domain = NULL;
	return before == ENV_UNKNOWN ? ENV_UNKNOWN :
	       env_invalidations() - before;
}

static void freeing_a_domain_with_queued_ranges_flushes_them(void)
{
	struct page *page = conf_page();
	u64 clean;

	/* What the IOMMU's driver itself does there. */
	clean = commands_of_freeing_the_domain();
	CHECK_EQ(env_attach(iommu_paging_domain_alloc(conf_device)), 0);
	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	if (clean != ENV_UNKNOWN)
		CHECK_EQ(commands_of_freeing_the_domain(), clean + 1);
}

/* Domains until one has that address; NULL when none of them has. */
static struct iommu_domain *alloc_at(struct iommu_domain *address)
{
	struct iommu_domain *others[32], *domain = NULL;
	unsigned int n;

	for (n = 0; n < ARRAY_SIZE(others) && domain != address; n++) {
		domain = iommu_paging_domain_alloc(conf_device);
		others[n] = domain;
	}
	if (domain == address)
		n--;
	else
		domain = NULL;
	while (n--)
		iommu_domain_free(others[n]);
	return domain;
}

/* The kernel's own call frees a domain, and nobody tells the shim. */
static void what_was_queued_for_another_domain_is_forgotten(void)
{
	struct page *block = conf_pages(9);
	/* Beside one that stays, or the allocator may give up the place. */
	struct iommu_domain *other = iommu_paging_domain_alloc(conf_device);
	struct iommu_domain *old, *new;

	env_detach();
	CHECK_EQ(env_attach(unshimmed_domain_alloc(conf_device)), 0);
	CHECK_EQ(conf_map_two_mib(SZ_2M, block), 0);
	unmap_and_queue(SZ_2M, SZ_2M);
	old = conf_domain;
	conf_detach_unshimmed();
	new = alloc_at(old);
	iommu_domain_free(other);
	if (!new)
		IMPOSSIBLE("nobody gets the address of a domain again");
	CHECK_EQ(env_attach(new), 0);
	CHECK_COMMANDS(0);
}

static void it_says_so(void)
{
	static unsigned int reports;

	/* Once for the program: in the first environment. */
	iommu_tlb_range_add(conf_domain, IOVA_A, PAGE_SIZE);
	env_log_expect(true);
	env_detach();
	env_log_expect(false);
	reports += env_log_count("freed with unflushed ranges");
	CHECK_EQ(reports, 1);
}

KTEST_SUITE(queue,
	KTEST(it_says_so),
	KTEST(sync_flushes_what_was_queued),
	KTEST(queueing_alone_flushes_nothing),
	KTEST(sync_does_not_flush_what_nobody_queued),
	KTEST(a_deferred_map_is_seen_after_the_sync),
	KTEST(what_was_flushed_is_not_flushed_again),
#if STYLE_IS(explicit)
	KTEST(a_map_on_its_own_costs_no_flush),
#endif
	KTEST(a_map_over_an_unmap_is_flushed),
	KTEST(a_range_queued_twice_is_flushed),
	KTEST(a_larger_range_than_was_mapped_is_flushed),
	KTEST(touching_ranges_become_one),
	KTEST(overlapping_ranges_become_one),
	KTEST(separate_ranges_are_flushed_separately),
	KTEST(as_many_ranges_as_fit_are_flushed_one_by_one),
	KTEST(more_than_fit_are_one_flush_of_all),
	KTEST(size_zero_is_nothing),
	KTEST(a_range_that_wraps_flushes_all_and_is_reported_once),
	KTEST(a_size_that_is_an_errno_flushes_all),
	KTEST(the_last_page_of_the_address_space_is_a_range),
	KTEST(flush_all_needs_no_queue),
	KTEST(a_driver_may_have_no_flush_of_all),
	KTEST(domains_have_queues_of_their_own),
	KTEST(large_and_small_pages_in_one_queue),
	KTEST(page_tables_are_freed_by_the_sync),
	KTEST(everything_in_atomic_context),
	KTEST(without_memory_queueing_flushes_at_once),
	KTEST(freeing_a_domain_with_queued_ranges_flushes_them),
	KTEST(what_was_queued_for_another_domain_is_forgotten));
