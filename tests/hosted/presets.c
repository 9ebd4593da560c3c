// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the software IOMMU has beyond the IOTLB, each part alone: the
 * paging-structure cache, device TLBs, a shadow table, commands that take time;
 * and the presets, which put them together.
 */
#include <hosted/sanitizer.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "attached.h"

#define IOVA 0x10000000UL

static struct iommu_iotlb_gather gather;
static struct page *page;

static void setup(const struct hosted_iommu_config *config)
{
	attach_new(config, "dev");
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	iommu_iotlb_gather_init(&gather);
}

static void teardown(void)
{
	iommu_iotlb_sync(domain, &gather);
	detach();
	__free_page(page);
}

static int map_page(unsigned long iova)
{
	return iommu_map(domain, iova, page_to_phys(page), PAGE_SIZE, RW);
}

/* The entry is written; nobody is told. */
static int map_only(unsigned long iova)
{
	size_t mapped = 0;

	return domain->ops->map_pages(domain, iova, page_to_phys(page),
				      PAGE_SIZE, 1, RW, GFP_KERNEL, &mapped);
}

/* A second device, in a domain of its own. */
static struct device *dev2;
static struct iommu_domain *domain2;

static void setup_two(const struct hosted_iommu_config *config)
{
	setup(config);
	dev2 = hosted_device_create(iommu, "dev2");
	domain2 = iommu_domain_alloc(dev->bus);
	if (iommu_attach_device(domain2, dev2))
		ktest_fail(__FILE__, __LINE__, "attach");
}

static void teardown_two(void)
{
	iommu_detach_device(domain2, dev2);
	iommu_domain_free(domain2);
	hosted_device_destroy(dev2);
	teardown();
}

static int second_reads(unsigned long iova)
{
	u64 word;

	return hosted_device_read(dev2, iova, &word, sizeof(word));
}

static void without_an_iotlb_nothing_is_stale(void)
{
	setup(&(struct hosted_iommu_config) { .iotlb_off = true });
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(stats().iotlb_hits, 0);
	CHECK_EQ(stats().iotlb_misses, 2);
	iommu_unmap_fast(domain, IOVA, PAGE_SIZE, &gather);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	teardown();
}

static const struct hosted_iommu_config psc_only = {
	.iotlb_off = true, .psc_entries = 4,
};

static void a_walk_begins_where_the_last_one_ended(void)
{
	setup(&psc_only);
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(map_page(IOVA + PAGE_SIZE), 0);
	CHECK_EQ(map_page(IOVA + SZ_2M), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(stats().psc_hits, 0);
	CHECK_EQ(device_reads(IOVA + PAGE_SIZE), 0);
	CHECK_EQ(stats().psc_hits, 1);
	/* Another table of pages. */
	CHECK_EQ(device_reads(IOVA + SZ_2M), 0);
	CHECK_EQ(stats().psc_hits, 1);
	/* Eight of them do not fit into four. */
	CHECK_EQ(map_page(IOVA + 4 * SZ_2M), 0);
	CHECK_EQ(device_reads(IOVA + 4 * SZ_2M), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(stats().psc_hits, 1);
	teardown();
}

static void a_cached_table_is_read_after_it_was_unlinked(void)
{
	struct page *other = alloc_page(GFP_KERNEL | __GFP_ZERO);
	unsigned long i;

	setup(&psc_only);
	for (i = 0; i < SZ_2M; i += PAGE_SIZE)
		CHECK_EQ(map_page(IOVA + i), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	/* The whole table goes, and a new one comes, unknown to the cache. */
	iommu_unmap_fast(domain, IOVA, SZ_2M, &gather);
	CHECK(!list_empty(&gather.freelist));
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(other), PAGE_SIZE, RW),
		 0);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(device_reads(IOVA), 0);
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	__free_page(other);
	teardown();
}

static void a_table_is_dropped_by_its_own_range_only(void)
{
	setup(&psc_only);
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(map_page(IOVA + SZ_2M), 0);
	CHECK_EQ(map_page(IOVA + SZ_4M), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_reads(IOVA + SZ_4M), 0);
	iommu_unmap(domain, IOVA + SZ_2M, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_reads(IOVA + SZ_4M), 0);
	CHECK_EQ(stats().psc_hits, 2);
	hosted_iommu_invalidate_all(iommu);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(stats().psc_hits, 2);
	iommu_flush_iotlb_all(domain);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(stats().psc_hits, 2);
	teardown();
}

static void a_cached_table_gives_way_to_a_large_page(void)
{
	setup(&psc_only);
	CHECK_EQ(map_page(SZ_2M), 0);
	CHECK_EQ(device_reads(SZ_2M), 0);
	gather.queued = true;
	CHECK_EQ(iommu_unmap_fast(domain, SZ_2M, PAGE_SIZE, &gather),
		 PAGE_SIZE);
	/* It is translated; there is no RAM. */
	CHECK_EQ(iommu_map(domain, SZ_2M, SZ_2G, SZ_2M, RW), 0);
	CHECK_EQ(device_reads(SZ_2M), -EIO);
	teardown();
}

static void domains_do_not_share_tables(void)
{
	setup_two(&psc_only);
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(second_reads(IOVA), -EFAULT);
	CHECK_EQ(stats().psc_hits, 0);
	CHECK_EQ(hosted_iommu_cached_tables(iommu, domain2, IOVA, PAGE_SIZE),
		 0);
	iommu_flush_iotlb_all(domain2);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(stats().psc_hits, 1);
	teardown_two();
}

static const struct hosted_iommu_config ats = {
	.iotlb_off = true, .devtlb_entries = 2,
};

static void a_device_keeps_translations_itself(void)
{
	struct hosted_iommu_stats s;

	setup(&ats);
	dev2 = hosted_device_create(iommu, "dev2");
	CHECK_EQ(iommu_attach_device(domain, dev2), 0);
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(stats().devtlb_hits, 1);
	CHECK_EQ(stats().iotlb_misses, 1);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, PAGE_SIZE), 1);

	iommu_unmap_fast(domain, IOVA, PAGE_SIZE, &gather);
	CHECK_EQ(device_reads(IOVA), 0);
	/* One command for each device of the domain. */
	iommu_iotlb_sync(domain, &gather);
	s = stats();
	CHECK_EQ(s.invalidations[HOSTED_INVAL_DEVTLB], 2);
	CHECK_EQ(s.invalidations[HOSTED_INVAL_RANGE], 1);
	/* They go along with the one. */
	CHECK_EQ(hosted_iommu_invalidations(&s), 1);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	iommu_detach_device(domain, dev2);
	hosted_device_destroy(dev2);
	teardown();
}

static void devices_of_other_domains_keep_theirs(void)
{
	setup_two(&ats);
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(iommu_map(domain2, IOVA, page_to_phys(page), PAGE_SIZE, RW),
		 0);
	CHECK_EQ(device_reads(IOVA) | second_reads(IOVA), 0);
	iommu_flush_iotlb_all(domain);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_DEVTLB], 1);
	CHECK_EQ(second_reads(IOVA), 0);
	CHECK_EQ(stats().devtlb_hits, 1);
	hosted_iommu_invalidate_all(iommu);
	CHECK_EQ(stats().invalidations[HOSTED_INVAL_DEVTLB], 3);
	CHECK_EQ(second_reads(IOVA), 0);
	CHECK_EQ(stats().devtlb_hits, 1);
	teardown_two();
}

/* What the IOMMU is told of sizes is nothing to a device, or to an absence. */
static void a_hint_is_for_what_has_a_size(void)
{
	setup(&(struct hosted_iommu_config) {
		.leaf_hint = true, .devtlb_entries = 2, .caching_mode = true });
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_reads(IOVA + PAGE_SIZE), -EFAULT);
	CHECK_EQ(map_only(IOVA + PAGE_SIZE), 0);
	CHECK_EQ(device_reads(IOVA + PAGE_SIZE), -EFAULT);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, PAGE_SIZE), 2);
	gather.start = IOVA;
	gather.end = IOVA + SZ_2M - 1;
	gather.pgsize = SZ_2M;
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, PAGE_SIZE), 1);
	CHECK_EQ(device_reads(IOVA + PAGE_SIZE), 0);
	teardown();
}

static void a_device_does_not_keep_what_it_was_not_granted(void)
{
	setup(&(struct hosted_iommu_config) {
		.iotlb_off = true, .devtlb_entries = 2, .caching_mode = true });
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_EQ(map_only(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	teardown();
}

static void a_device_forgets_when_it_changes_domains(void)
{
	struct iommu_domain *other;

	setup(&ats);
	other = iommu_domain_alloc(dev->bus);
	CHECK_EQ(map_page(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	iommu_detach_device(domain, dev);
	CHECK_EQ(iommu_attach_device(other, dev), 0);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	iommu_detach_device(other, dev);
	iommu_domain_free(other);
	/* Back again, it finds nothing of its first time. */
	iommu_unmap_fast(domain, IOVA, PAGE_SIZE, &gather);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	teardown();
}

static const struct hosted_iommu_config shadow = { .shadow = true };

static void a_shadow_follows_at_the_flush(void)
{
	setup(&shadow);
	CHECK_EQ(map_only(IOVA), 0);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	domain->ops->iotlb_sync_map(domain, IOVA, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), 0);
	iommu_unmap_fast(domain, IOVA, PAGE_SIZE, &gather);
	hosted_iommu_invalidate_all(iommu);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	teardown();
}

static void a_shadow_follows_in_the_range_only(void)
{
	setup(&shadow);
	CHECK_EQ(map_only(IOVA), 0);
	CHECK_EQ(map_only(IOVA + PAGE_SIZE), 0);
	CHECK_EQ(map_only(IOVA + SZ_1G), 0);
	domain->ops->iotlb_sync_map(domain, IOVA + PAGE_SIZE, PAGE_SIZE);
	CHECK_EQ(device_reads(IOVA), -EFAULT);
	CHECK_EQ(device_reads(IOVA + PAGE_SIZE), 0);
	CHECK_EQ(device_reads(IOVA + SZ_1G), -EFAULT);
	/* From the first page to the last that there can be. */
	iommu_flush_iotlb_all(domain);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK_EQ(device_reads(IOVA + SZ_1G), 0);
	CHECK_EQ(map_only(BIT(48) - PAGE_SIZE), 0);
	/* A range may end behind it. */
	domain->ops->iotlb_sync_map(domain, BIT(48) - PAGE_SIZE, SZ_64K);
	CHECK_EQ(device_reads(BIT(48) - PAGE_SIZE), 0);
	CHECK_EQ(device_reads(BIT(48) | IOVA), -EFAULT);
	teardown();
}

static void a_shadow_follows_flushes_of_its_own_domain(void)
{
	size_t mapped = 0;

	setup_two(&shadow);
	CHECK_EQ(domain2->ops->map_pages(domain2, IOVA, page_to_phys(page),
					 PAGE_SIZE, 1, RW, GFP_KERNEL,
					 &mapped), 0);
	iommu_flush_iotlb_all(domain);
	CHECK_EQ(second_reads(IOVA), -EFAULT);
	hosted_iommu_invalidate_all(iommu);
	CHECK_EQ(second_reads(IOVA), 0);
	teardown_two();
}

static void a_shadow_holds_large_pages_and_their_parts(void)
{
	struct page *block = alloc_pages(GFP_KERNEL | __GFP_ZERO, 9);
	u64 word = 1, *last = page_address(&block[511]);

	setup(&shadow);
	CHECK_EQ(iommu_map(domain, SZ_2M, page_to_phys(block), SZ_2M, RW), 0);
	*last = 0x5eed;
	CHECK_EQ(hosted_device_read(dev, SZ_4M - PAGE_SIZE, &word, 8), 0);
	CHECK_EQ(word, 0x5eed);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, PAGE_SIZE), PAGE_SIZE);
	CHECK_EQ(device_reads(SZ_2M), -EFAULT);
	CHECK_EQ(device_reads(SZ_4M - PAGE_SIZE), 0);
	CHECK_EQ(iommu_unmap(domain, SZ_2M + PAGE_SIZE, SZ_2M - PAGE_SIZE),
		 SZ_2M - PAGE_SIZE);
	CHECK_EQ(device_reads(SZ_4M - PAGE_SIZE), -EFAULT);
	__free_pages(block, 9);
	teardown();
}

static void a_table_is_shadowed_whole_when_it_is_attached(void)
{
	setup(&shadow);
	iommu_detach_device(domain, dev);
	CHECK_EQ(map_only(IOVA), 0);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	CHECK_EQ(device_reads(IOVA), 0);
	CHECK(dev->iommu->shadow_on_flush);
	teardown();
}

#define LATENCY 300000u
static const struct hosted_iommu_config slow = {
	.inval_latency_ns = LATENCY,
};

static void a_command_takes_its_time(void)
{
	u64 before;

	setup(&slow);
	CHECK_EQ(map_page(IOVA), 0);
	before = ktime_get_ns();
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	CHECK(ktime_get_ns() - before >= LATENCY);
	teardown();
}

static int flusher(void *data)
{
	(void)data;
	iommu_flush_iotlb_all(domain);
	return 0;
}

#define FLUSHERS 3
static atomic_t about_to_flush;

/* All submit at once, as far as the machine lets them. */
static void wait_for_all(void *cookie, enum hosted_iommu_inval kind,
			 unsigned long iova, size_t size)
{
	(void)cookie, (void)kind, (void)iova, (void)size;
	atomic_inc(&about_to_flush);
	while (atomic_read(&about_to_flush) < FLUSHERS)
		cpu_relax();
}

static void commands_are_executed_one_after_the_other(void)
{
	struct task_struct *tasks[FLUSHERS];
	u64 began;
	int i, n;

	setup(&slow);
	hosted_iommu_set_hook(iommu, wait_for_all, NULL);
	for (n = 0; n < 20; n++) {
		atomic_set(&about_to_flush, 0);
		began = ktime_get_ns();
		for (i = 0; i < FLUSHERS; i++)
			tasks[i] = kthread_run(flusher, NULL, "flusher");
		for (i = 0; i < FLUSHERS; i++)
			kthread_stop(tasks[i]);
		CHECK(ktime_get_ns() - began >= FLUSHERS * LATENCY);
	}
	hosted_iommu_set_hook(iommu, NULL, NULL);
	teardown();
}

/* More than the queue has room for; nothing is lost. */
#define MANY 100

static int flushes_a_page(void *data)
{
	iommu_unmap(domain, IOVA + (unsigned long)data * PAGE_SIZE, PAGE_SIZE);
	return 0;
}

static void a_full_queue_makes_wait(void)
{
	struct task_struct *tasks[MANY];
	unsigned long i;

	setup(&(struct hosted_iommu_config) { .inval_latency_ns = 1000000 });
	for (i = 0; i < MANY; i++) {
		CHECK_EQ(map_page(IOVA + i * PAGE_SIZE), 0);
		CHECK_EQ(device_reads(IOVA + i * PAGE_SIZE), 0);
	}
	for (i = 0; i < MANY; i++)
		tasks[i] = kthread_run(flushes_a_page, (void *)i, "flusher");
	for (i = 0; i < MANY; i++)
		kthread_stop(tasks[i]);
	for (i = 0; i < MANY; i++)
		CHECK_EQ(device_reads(IOVA + i * PAGE_SIZE), -EFAULT);
	teardown();
}

static int unmaps(void *data)
{
	(void)data;
	iommu_unmap(domain, IOVA, PAGE_SIZE);
	return 0;
}

/* Did the device get through between the unmap and the end of its flush? */
static bool seen_before_the_flush_took_effect(void)
{
	struct task_struct *unmapper = kthread_run(unmaps, NULL, "unmapper");
	bool seen = false;

	while (iommu_iova_to_phys(domain, IOVA))
		cpu_relax();
	while (!device_reads(IOVA))
		seen = true;
	kthread_stop(unmapper);
	return seen;
}

static void before_it_takes_effect_the_iotlb_answers(void)
{
	bool seen = false;
	int i;

	setup(&(struct hosted_iommu_config) { .inval_latency_ns = 1000000 });
	/* A busy machine may let us look too late, but not every time. */
	for (i = 0; i < 200 && !seen; i++) {
		CHECK_EQ(map_page(IOVA), 0);
		CHECK_EQ(device_reads(IOVA), 0);
		seen = seen_before_the_flush_took_effect();
		CHECK_EQ(device_reads(IOVA), -EFAULT);
	}
	CHECK(seen);
	teardown();
}

static void every_preset_translates_and_invalidates(void)
{
	const struct hosted_iommu_config *c;
	unsigned int n = 0;
	u64 word = 0;

	for (c = hosted_iommu_presets; c->name; c++, n++) {
		CHECK(hosted_iommu_preset(c->name) == c);
		setup(c);
		hosted_san_set_mode(HOSTED_SAN_REPORT);
		CHECK(!strcmp(dev->bus->name, c->name));
		CHECK_EQ(device_reads(IOVA), -EFAULT);
		CHECK_EQ(map_page(IOVA), 0);
		CHECK_EQ(hosted_device_write(dev, IOVA, "preset", 7), 0);
		CHECK(!strcmp(page_address(page), "preset"));
		CHECK_EQ(hosted_device_read(dev, IOVA, &word, 7), 0);
		CHECK(!memcmp(&word, "preset", 7));
		CHECK_EQ(iommu_unmap(domain, IOVA, PAGE_SIZE), PAGE_SIZE);
		CHECK_EQ(device_reads(IOVA), -EFAULT);
		CHECK_EQ(hosted_san_total(), 0);
		hosted_san_set_mode(HOSTED_SAN_OFF);
		teardown();
	}
	CHECK_EQ(n, 6);
	CHECK(!hosted_iommu_preset("vt"));
}

static void presets_differ_as_they_should(void)
{
	static const struct {
		const char *name;
		bool late_map, tables, devtlb, hint, small;
		unsigned int cached;
	} expected[] = {
		{ .name = "vt-d", .tables = true, .cached = 1 },
		{ .name = "vt-d-caching-mode", .late_map = true,
		  .tables = true, .cached = 1 },
		{ .name = "amd-vi", .tables = true, .devtlb = true,
		  .cached = 2 },
		{ .name = "smmu-v3", .tables = true, .hint = true,
		  .cached = 1 },
		{ .name = "virtio", .small = true, .cached = 1 },
		{ .name = "s390-shadow", .small = true, .late_map = true },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(expected); i++) {
		setup(hosted_iommu_preset(expected[i].name));
		CHECK_EQ(device_reads(IOVA), -EFAULT);
		CHECK_EQ(map_only(IOVA), 0);
		CHECK_EQ(device_reads(IOVA), expected[i].late_map ? -EFAULT : 0);
		iommu_flush_iotlb_all(domain);
		CHECK_EQ(device_reads(IOVA), 0);
		CHECK_EQ(device_reads(IOVA), 0);
		CHECK_EQ(stats().devtlb_hits, expected[i].devtlb);
		CHECK_EQ(hosted_iommu_cached(iommu, domain, IOVA, PAGE_SIZE),
			 expected[i].cached);
		CHECK_EQ(domain->pgsize_bitmap == SZ_4K, expected[i].small);
		CHECK_EQ(device_reads(IOVA + PAGE_SIZE), -EFAULT);
		CHECK_EQ(stats().psc_hits, expected[i].tables);
		/* Every one goes on to translate what is not flushed. */
		iommu_unmap_fast(domain, IOVA, PAGE_SIZE, &gather);
		CHECK_EQ(device_reads(IOVA), 0);
		gather.pgsize = SZ_2M;
		iommu_iotlb_sync(domain, &gather);
		CHECK_EQ(device_reads(IOVA), expected[i].hint ? 0 : -EFAULT);
		iommu_flush_iotlb_all(domain);
		CHECK_EQ(device_reads(IOVA), -EFAULT);
		teardown();
	}
}

/* The figures of Linux's drivers: see <iommu-shim/calls.h>. */
static const struct hole_row {
	const char *preset;
	size_t in_a_table;	/* an unmap of 4 pages, of which one is there */
	size_t without;		/* one of a page, where there is no table */
	bool goes_on;		/* and is more unmapped than was asked? */
} hole_rows[] = {
	{ "vt-d", 4 * PAGE_SIZE, SZ_2M, true },
	{ "vt-d-caching-mode", 4 * PAGE_SIZE, SZ_2M, true },
	{ "amd-vi", 4 * PAGE_SIZE, 0, false },
	{ "smmu-v3", PAGE_SIZE, 0, false },
	{ "virtio", PAGE_SIZE, 0, false },
	{ "s390-shadow", PAGE_SIZE, 0, false },
};

static void holes_count_as_the_driver_counts_them(void)
{
	unsigned long hole = IOVA + SZ_2M + PAGE_SIZE;
	const struct hole_row *row;

	for (row = hole_rows; row < hole_rows + ARRAY_SIZE(hole_rows); row++) {
		setup(hosted_iommu_preset(row->preset));
		CHECK_EQ(map_page(IOVA), 0);
		CHECK_EQ(map_page(IOVA + SZ_4M), 0);
		CHECK_EQ(iommu_unmap(domain, IOVA, 4 * PAGE_SIZE),
			 row->in_a_table);
		CHECK_EQ(iommu_unmap(domain, hole, PAGE_SIZE), row->without);
		CHECK_EQ(!iommu_iova_to_phys(domain, IOVA + SZ_4M),
			 row->goes_on);
		/* At the end of all there is nothing more to be counted. */
		CHECK(iommu_unmap(domain, BIT(48) - PAGE_SIZE, PAGE_SIZE) <=
		      PAGE_SIZE);
		teardown();
	}
}

/* Large pages are split, not counted whole, on all of them. */
static void a_hole_beside_a_large_page_is_none_of_it(void)
{
	struct page *block = alloc_pages(GFP_KERNEL, 9);

	setup(hosted_iommu_preset("vt-d"));
	CHECK_EQ(iommu_map(domain, IOVA, page_to_phys(block), SZ_2M, RW), 0);
	CHECK_EQ(iommu_unmap(domain, IOVA, PAGE_SIZE), PAGE_SIZE);
	CHECK_EQ(iommu_unmap(domain, IOVA, 2 * PAGE_SIZE), 2 * PAGE_SIZE);
	CHECK_EQ(iommu_iova_to_phys(domain, IOVA + PAGE_SIZE), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, IOVA + 2 * PAGE_SIZE),
		 page_to_phys(block + 2));
	teardown();
	__free_pages(block, 9);
}

static void an_unmap_of_nothing_is_reported_where_it_counts(void)
{
	setup(hosted_iommu_preset("vt-d"));
	CHECK_EQ(map_page(IOVA), 0);
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	CHECK_EQ(iommu_unmap(domain, IOVA, 4 * PAGE_SIZE), 4 * PAGE_SIZE);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_UNMAP_NOTHING), 0);
	CHECK_EQ(iommu_unmap(domain, IOVA, 4 * PAGE_SIZE), 4 * PAGE_SIZE);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_UNMAP_NOTHING), 1);
	hosted_san_set_mode(HOSTED_SAN_OFF);
	teardown();
}

static void configurations_no_hardware_has(void)
{
	static const struct hosted_iommu_config bad[] = {
		{ .psc_entries = 3 }, { .psc_entries = 8192 },
		{ .devtlb_entries = 65 }, { .inval_latency_ns = 1000001 },
		{ .holes = HOSTED_HOLES_COUNT + 1 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		CHECK_EQ(PTR_ERR(hosted_iommu_create(&bad[i])), -EINVAL);
}

KTEST_SUITE(presets,
	KTEST(without_an_iotlb_nothing_is_stale),
	KTEST(a_walk_begins_where_the_last_one_ended),
	KTEST(a_cached_table_is_read_after_it_was_unlinked),
	KTEST(a_table_is_dropped_by_its_own_range_only),
	KTEST(a_cached_table_gives_way_to_a_large_page),
	KTEST(domains_do_not_share_tables),
	KTEST(a_device_keeps_translations_itself),
	KTEST(devices_of_other_domains_keep_theirs),
	KTEST(a_hint_is_for_what_has_a_size),
	KTEST(a_device_does_not_keep_what_it_was_not_granted),
	KTEST(a_device_forgets_when_it_changes_domains),
	KTEST(a_shadow_follows_at_the_flush),
	KTEST(a_shadow_follows_in_the_range_only),
	KTEST(a_shadow_follows_flushes_of_its_own_domain),
	KTEST(a_shadow_holds_large_pages_and_their_parts),
	KTEST(a_table_is_shadowed_whole_when_it_is_attached),
	KTEST(a_command_takes_its_time),
	KTEST(commands_are_executed_one_after_the_other),
	KTEST(a_full_queue_makes_wait),
	KTEST(before_it_takes_effect_the_iotlb_answers),
	KTEST(every_preset_translates_and_invalidates),
	KTEST(presets_differ_as_they_should),
	KTEST(holes_count_as_the_driver_counts_them),
	KTEST(a_hole_beside_a_large_page_is_none_of_it),
	KTEST(an_unmap_of_nothing_is_reported_where_it_counts),
	KTEST(configurations_no_hardware_has));
