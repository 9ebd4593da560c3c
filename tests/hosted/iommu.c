// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOMMU core over the software IOMMU's page table.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "attached.h"

/* Nobody reads through these: any aligned physical address will do. */
#define PHYS 0x80000000UL

static void setup_config(const struct hosted_iommu_config *config)
{
	attach_new(config, "dev");
}

static void setup(void)
{
	setup_config(NULL);
}

static void teardown(void)
{
	detach();
}

static u64 invalidations(enum hosted_iommu_inval kind)
{
	return stats().invalidations[kind];
}

/* How many pages of the size back the range, told by touching each. */
static unsigned int iotlb_entries_for(unsigned long iova, size_t size)
{
	unsigned long at;

	hosted_iommu_invalidate_all(iommu);
	for (at = iova; at < iova + size; at += SZ_4K)
		device_reads(at);
	return hosted_iommu_cached(iommu, domain, iova, size);
}

static void maps_and_translates(void)
{
	setup();
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1000), 0);
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, SZ_4K, RW), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1000), PHYS);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1fff), PHYS + 0xfff);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x2000), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0xfff), 0);
	CHECK_EQ(iommu_unmap(domain, 0x1000, SZ_4K), SZ_4K);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1000), 0);
	teardown();
}

static void the_first_and_the_last_page_of_the_aperture(void)
{
	unsigned long end;

	setup();
	end = domain->geometry.aperture_end;
	CHECK_EQ(end, (1UL << 48) - 1);
	CHECK_EQ(iommu_map(domain, 0, PHYS, SZ_4K, RW), 0);
	CHECK_EQ(iommu_map(domain, end + 1 - SZ_4K, PHYS, SZ_4K, RW), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, end), PHYS + 0xfff);
	CHECK_EQ(iommu_map(domain, end + 1, PHYS, SZ_4K, RW), -ERANGE);
	CHECK_EQ(iommu_unmap(domain, end + 1, SZ_4K), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, end + 1), 0);
	CHECK_EQ(iommu_unmap(domain, 0, SZ_4K), SZ_4K);
	CHECK_EQ(iommu_unmap(domain, end + 1 - SZ_4K, SZ_4K), SZ_4K);
	teardown();
}

static void a_map_over_the_end_leaves_nothing(void)
{
	unsigned long end;

	setup();
	end = domain->geometry.aperture_end + 1;
	/* The 2 MiB page fits, the page after it does not. */
	CHECK_EQ(iommu_map(domain, end - SZ_2M, PHYS, SZ_2M + SZ_4K, RW),
		 -ERANGE);
	CHECK_EQ(iommu_iova_to_phys(domain, end - SZ_2M), 0);
	CHECK_EQ(iommu_map(domain, ~0UL - SZ_4K + 1, PHYS, SZ_8K, RW),
		 -ERANGE);
	teardown();
}

static void aligned_requests_take_large_pages(void)
{
	setup();
	/* RAM begins at 1 GiB, and the part that is there can be read. */
	CHECK_EQ(iommu_map(domain, SZ_1G, HOSTED_RAM_PHYS, SZ_1G, RW), 0);
	CHECK_EQ(iotlb_entries_for(SZ_1G, SZ_4M), 1);
	CHECK_EQ(iommu_unmap(domain, SZ_1G, SZ_1G), SZ_1G);

	CHECK_EQ(iommu_map(domain, SZ_2M, HOSTED_RAM_PHYS, SZ_4M, RW), 0);
	CHECK_EQ(iotlb_entries_for(SZ_2M, SZ_4M), 2);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_4M), SZ_4M);
	teardown();
}

static void other_alignment_on_one_side_means_small_pages(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, SZ_2M, HOSTED_RAM_PHYS + SZ_4K, SZ_64K, RW),
		 0);
	CHECK_EQ(iotlb_entries_for(SZ_2M, SZ_64K), 16);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_64K), SZ_64K);
	teardown();
}

static void small_pages_lead_up_to_a_large_one_and_away(void)
{
	unsigned long iova = SZ_2M - SZ_8K;
	size_t size = SZ_8K + SZ_2M + SZ_4K;

	setup();
	CHECK_EQ(iommu_map(domain, iova, HOSTED_RAM_PHYS + iova, size, RW), 0);
	CHECK_EQ(iotlb_entries_for(iova, size), 2 + 1 + 1);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M + 0x12345),
		 HOSTED_RAM_PHYS + SZ_2M + 0x12345);
	CHECK_EQ(iommu_unmap(domain, iova, size), size);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M), 0);
	/* What is behind the hole by a table is not reached either. */
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS + SZ_4K, SZ_1M, RW), 0);
	CHECK_EQ(iommu_map(domain, SZ_4M, PHYS + SZ_4K, SZ_2M, RW), 0);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_4M), SZ_1M);
	CHECK_EQ(iommu_unmap(domain, SZ_4M, SZ_2M), SZ_2M);
	teardown();
}

static void a_request_may_have_the_size_of_a_page_it_is_not(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS + SZ_2M, SZ_1G, RW), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M + SZ_4K),
		 PHYS + SZ_2M + SZ_4K);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_1G + SZ_4K),
		 PHYS + SZ_1G + SZ_4K);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_1G), SZ_1G);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_1G + SZ_4K), 0);
	teardown();
}

static void a_domain_has_the_page_sizes_of_its_iommu(void)
{
	const struct hosted_iommu_config only_4k = { .pgsize_bitmap = SZ_4K };

	setup_config(&only_4k);
	CHECK_EQ(domain->pgsize_bitmap, SZ_4K);
	CHECK_EQ(iommu_map(domain, SZ_2M, HOSTED_RAM_PHYS, SZ_2M, RW), 0);
	CHECK_EQ(iotlb_entries_for(SZ_2M, SZ_64K), 16);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_2M), SZ_2M);
	teardown();
}

static void unaligned_requests_are_refused(void)
{
	setup();
	hosted_log_quiet(true);
	CHECK_EQ(iommu_map(domain, 0x1001, PHYS, SZ_4K, RW), -EINVAL);
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS + 1, SZ_4K, RW), -EINVAL);
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, SZ_4K + 1, RW), -EINVAL);
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, SZ_4K, RW), 0);
	CHECK_EQ(iommu_unmap(domain, 0x1001, SZ_4K), 0);
	CHECK_EQ(iommu_unmap(domain, 0x1000, 100), 0);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("unaligned: iova 0x1001"), 2);
	CHECK_EQ(hosted_log_count("min_pagesz 0x1000"), 5);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1000), PHYS);
	teardown();
}

static void size_zero_and_no_access(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, 0, RW), 0);
	CHECK_EQ(iommu_unmap(domain, 0x1000, 0), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1000), 0);
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, SZ_4K, 0), -EINVAL);
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, SZ_4K, IOMMU_CACHE), -EINVAL);
	teardown();
}

static void mapping_over_a_mapping_fails_and_leaves_both_as_they_were(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, 0x4000, PHYS, SZ_4K, RW), 0);
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS + SZ_2M, SZ_16K, RW), -EEXIST);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1000), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x3000), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x4000), PHYS);
	/* A large page over it, and a small page into a large one. */
	CHECK_EQ(iommu_map(domain, 0, PHYS, SZ_2M, RW), -EEXIST);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x4000), PHYS);
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS, SZ_2M, RW), 0);
	CHECK_EQ(iommu_map(domain, SZ_2M + SZ_4K, PHYS, SZ_4K, RW), -EEXIST);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M + SZ_4K), PHYS + SZ_4K);
	teardown();
}

static void a_large_page_goes_where_small_ones_have_been(void)
{
	int i;

	setup();
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS, SZ_64K, RW), 0);
	for (i = 0; i < 16; i++)
		CHECK_EQ(iommu_unmap(domain, SZ_2M + i * SZ_4K, SZ_4K), SZ_4K);
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS, SZ_2M, RW), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M + SZ_1M), PHYS + SZ_1M);
	teardown();
}

static void unmap_stops_at_a_hole(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, SZ_16K, RW), 0);
	CHECK_EQ(iommu_map(domain, 0x6000, PHYS, SZ_4K, RW), 0);
	CHECK_EQ(iommu_unmap(domain, 0x0, SZ_64K), 0);
	CHECK_EQ(iommu_unmap(domain, 0x1000, SZ_64K), SZ_16K);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x6000), PHYS);
	CHECK_EQ(iommu_unmap(domain, 0x6000, SZ_4K), SZ_4K);
	teardown();
}

static void unmap_stops_at_a_hole_within_a_large_page_size(void)
{
	setup();
	/* 1 MiB of small pages where the core asks for a 2 MiB page. */
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS + SZ_4K, SZ_1M, RW), 0);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_4M), SZ_1M);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M), 0);
	teardown();
}

static void a_part_of_a_large_page_can_be_unmapped(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, SZ_1G, SZ_2G, SZ_1G, RW), 0);
	CHECK_EQ(iommu_unmap(domain, SZ_1G + SZ_4M + SZ_4K, SZ_4K), SZ_4K);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_1G + SZ_4M + SZ_4K), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_1G + SZ_4M), SZ_2G + SZ_4M);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_1G + SZ_4M + SZ_8K),
		 SZ_2G + SZ_4M + SZ_8K);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_1G + SZ_512M),
		 SZ_2G + SZ_512M);
	CHECK_EQ(iommu_unmap(domain, SZ_1G, SZ_4M + SZ_4K), SZ_4M + SZ_4K);
	teardown();
}

static void splitting_without_memory_unmaps_nothing(void)
{
	setup();
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS, SZ_2M, RW), 0);
	hosted_mem_fail(0, 1);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_4K), 0);
	CHECK_EQ(hosted_mem_fail(0, 0), 1);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M), PHYS);
	teardown();
}

static void tables_are_freed_when_their_whole_range_is_unmapped(void)
{
	struct hosted_mem_stats before, after;

	setup();
	/* Another page keeps the upper levels. */
	CHECK_EQ(iommu_map(domain, SZ_4M, PHYS, SZ_4K, RW), 0);
	hosted_mem_stats(&before);
	CHECK_EQ(iommu_map(domain, 0, PHYS + SZ_4K, SZ_2M, RW), 0);
	hosted_mem_stats(&after);
	CHECK_EQ(before.free_pages - after.free_pages, 1);
	CHECK_EQ(iommu_unmap(domain, 0, SZ_2M), SZ_2M);
	hosted_mem_stats(&after);
	CHECK_EQ(before.free_pages, after.free_pages);
	teardown();
}

#define NEIGHBOURS 1000
static atomic_t at_the_start;

/* Each round in a table that is not there yet, and both at once. */
static int maps_a_neighbour(void *data)
{
	unsigned long i;
	int ret = 0;

	for (i = 0; i < NEIGHBOURS && !ret; i++) {
		atomic_inc(&at_the_start);
		while (atomic_read(&at_the_start) < 2 * ((int)i + 1))
			cpu_relax();
		ret = iommu_map(domain,
				i * SZ_2M + (unsigned long)data * SZ_4K,
				PHYS, SZ_4K, RW);
	}
	atomic_add(2 * NEIGHBOURS, &at_the_start);
	return ret;
}

/* What the slower one made is free again, or it is missed after the case. */
static void two_cpus_make_one_table(void)
{
	struct task_struct *tasks[2];
	unsigned long i;

	setup();
	atomic_set(&at_the_start, 0);
	for (i = 0; i < 2; i++)
		tasks[i] = kthread_run(maps_a_neighbour, (void *)i, "maps");
	for (i = 0; i < 2; i++)
		CHECK_EQ(kthread_stop(tasks[i]), 0);
	for (i = 0; i < NEIGHBOURS; i++)
		CHECK_EQ(iommu_unmap(domain, i * SZ_2M, SZ_8K), SZ_8K);
	teardown();
}

static void tables_wait_in_the_gather_for_the_sync(void)
{
	struct hosted_mem_stats before, after;
	struct iommu_iotlb_gather gather;

	setup();
	CHECK_EQ(iommu_map(domain, 0, PHYS + SZ_4K, SZ_2M, RW), 0);
	hosted_mem_stats(&before);
	iommu_iotlb_gather_init(&gather);
	CHECK_EQ(iommu_unmap_fast(domain, 0, SZ_2M, &gather), SZ_2M);
	hosted_mem_stats(&after);
	CHECK_EQ(before.free_pages, after.free_pages);
	CHECK(!list_empty(&gather.freelist));
	iommu_iotlb_sync(domain, &gather);
	hosted_mem_stats(&after);
	CHECK_EQ(before.free_pages + 1, after.free_pages);
	teardown();
}

static void a_failed_map_is_unwound_at_every_allocation(void)
{
	unsigned long iova = SZ_1G - SZ_4K, at;
	unsigned int skip;
	int ret;

	setup();
	for (skip = 0; ; skip++) {
		hosted_mem_fail(skip, 1);
		/* Two tables of each level but the first. */
		ret = iommu_map(domain, iova, PHYS, SZ_8K, RW);
		if (!hosted_mem_fail(0, 0))
			break;
		CHECK_EQ(ret, -ENOMEM);
		for (at = iova; at < iova + SZ_8K; at += SZ_4K)
			CHECK_EQ(iommu_iova_to_phys(domain, at), 0);
	}
	CHECK_EQ(ret, 0);
	/* Tables that were made stay for the next attempt. */
	CHECK(skip >= 3);
	teardown();
}

static void sg_lists_are_mapped_in_contiguous_runs(void)
{
	struct page *pages = alloc_pages(GFP_KERNEL, 9);
	struct scatterlist sg[4];
	phys_addr_t phys = page_to_phys(pages);

	setup();
	CHECK(IS_ALIGNED(phys, SZ_2M));
	/* Two halves make a large page; then a gap, and a last one. */
	sg_init_table(sg, 4);
	sg_set_page(&sg[0], pages, SZ_1M, 0);
	sg_set_page(&sg[1], pages + 256, SZ_1M, 0);
	sg_set_page(&sg[2], pages + 8, SZ_8K, 0);
	sg_set_page(&sg[3], pages + 4, SZ_4K, 0);
	CHECK_EQ(iommu_map_sg(domain, SZ_2M, sg, 4, RW), SZ_2M + SZ_8K + SZ_4K);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_2M + 5), phys + 5);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_4M + SZ_4K), phys + 9 * SZ_4K);
	CHECK_EQ(iommu_iova_to_phys(domain, SZ_4M + SZ_8K), phys + 4 * SZ_4K);
	CHECK_EQ(iotlb_entries_for(SZ_2M, SZ_2M), 1);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_4M), SZ_2M + SZ_8K + SZ_4K);
	__free_pages(pages, 9);
	teardown();
}

static void a_failed_map_sg_leaves_nothing(void)
{
	struct page *pages = alloc_pages(GFP_KERNEL, 3);
	struct scatterlist sg[2];

	setup();
	sg_init_table(sg, 2);
	sg_set_page(&sg[0], pages + 2, SZ_8K, 0);
	sg_set_page(&sg[1], pages, SZ_8K, 0);
	CHECK_EQ(iommu_map(domain, 0x4000, PHYS, SZ_4K, RW), 0);
	CHECK_EQ(iommu_map_sg(domain, 0x1000, sg, 2, RW), -EEXIST);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x1000), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x2000), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x3000), 0);
	CHECK_EQ(iommu_iova_to_phys(domain, 0x4000), PHYS);
	__free_pages(pages, 3);
	teardown();
}

static void one_unmap_is_one_invalidation(void)
{
	u64 ranges;

	setup();
	CHECK_EQ(iommu_map(domain, SZ_2M, PHYS + SZ_4K, SZ_4M, RW), 0);
	ranges = invalidations(HOSTED_INVAL_RANGE);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_4M), SZ_4M);
	CHECK_EQ(invalidations(HOSTED_INVAL_RANGE), ranges + 1);
	CHECK_EQ(iommu_unmap(domain, SZ_2M, SZ_4M), 0);
	CHECK_EQ(invalidations(HOSTED_INVAL_RANGE), ranges + 1);
	CHECK_EQ(invalidations(HOSTED_INVAL_DOMAIN), 0);
	teardown();
}

static void a_gather_is_synced_early_when_it_does_not_fit(void)
{
	struct iommu_iotlb_gather gather;
	u64 ranges;

	setup();
	CHECK_EQ(iommu_map(domain, 0x1000, PHYS, SZ_64K, RW), 0);
	ranges = invalidations(HOSTED_INVAL_RANGE);
	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(domain, 0x1000, SZ_4K, &gather);
	iommu_unmap_fast(domain, 0x2000, SZ_4K, &gather);
	CHECK_EQ(invalidations(HOSTED_INVAL_RANGE), ranges);
	CHECK_EQ(gather.start, 0x1000);
	CHECK_EQ(gather.end, 0x2fff);
	CHECK_EQ(gather.pgsize, SZ_4K);
	iommu_unmap_fast(domain, 0x8000, SZ_4K, &gather);
	CHECK_EQ(invalidations(HOSTED_INVAL_RANGE), ranges + 1);
	CHECK_EQ(gather.start, 0x8000);
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(invalidations(HOSTED_INVAL_RANGE), ranges + 2);
	CHECK_EQ(gather.end, 0);
	/* Nothing gathered, nothing to do. */
	iommu_iotlb_sync(domain, &gather);
	CHECK_EQ(invalidations(HOSTED_INVAL_RANGE), ranges + 2);
	teardown();
}

/* Values that a binary or a trace may depend on. */
static void flags_have_linux_values(void)
{
	CHECK_EQ(IOMMU_READ, 1);
	CHECK_EQ(IOMMU_WRITE, 2);
	CHECK_EQ(IOMMU_CACHE, 4);
	CHECK_EQ(IOMMU_NOEXEC, 8);
	CHECK_EQ(IOMMU_MMIO, 16);
	CHECK_EQ(IOMMU_PRIV, 32);
	CHECK_EQ(IOMMU_FAULT_WRITE, 1);
	CHECK_EQ(IOMMU_DOMAIN_UNMANAGED, 1);
	CHECK_EQ(IOMMU_DOMAIN_DMA, 3);
	CHECK_EQ(IOMMU_DOMAIN_IDENTITY, 4);
	CHECK_EQ(IOMMU_DOMAIN_DMA_FQ, 11);
}

static void gather_arithmetic(void)
{
	struct iommu_iotlb_gather g;

	iommu_iotlb_gather_init(&g);
	CHECK_EQ(g.start, ~0UL);
	CHECK_EQ(g.end, 0);
	CHECK(!iommu_iotlb_gather_is_disjoint(&g, 0x1000, 0x1000));
	iommu_iotlb_gather_add_range(&g, 0x4000, 0x2000);
	CHECK_EQ(g.start, 0x4000);
	CHECK_EQ(g.end, 0x5fff);
	/* Touching on either side is not disjoint; a byte away is. */
	CHECK(!iommu_iotlb_gather_is_disjoint(&g, 0x6000, 0x1000));
	CHECK(!iommu_iotlb_gather_is_disjoint(&g, 0x3000, 0x1000));
	CHECK(iommu_iotlb_gather_is_disjoint(&g, 0x6001, 0x1000));
	CHECK(iommu_iotlb_gather_is_disjoint(&g, 0x2fff, 0x1000));
	iommu_iotlb_gather_add_range(&g, 0x1000, 0x1000);
	CHECK_EQ(g.start, 0x1000);
	CHECK_EQ(g.end, 0x5fff);
	CHECK(!iommu_iotlb_gather_queued(&g));
	CHECK(!iommu_iotlb_gather_queued(NULL));
	g.queued = true;
	CHECK(iommu_iotlb_gather_queued(&g));
}

static void one_domain_for_a_device_at_a_time(void)
{
	struct iommu_domain *other;

	setup();
	other = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_attach_device(other, dev), -EBUSY);
	CHECK(iommu_get_domain_for_dev(dev) == domain);
	iommu_detach_device(domain, dev);
	CHECK(!iommu_get_domain_for_dev(dev));
	CHECK_EQ(iommu_attach_device(other, dev), 0);
	iommu_detach_device(other, dev);
	CHECK_EQ(iommu_attach_device(domain, dev), 0);
	iommu_domain_free(other);
	teardown();
}

static void a_domain_belongs_to_one_iommu(void)
{
	struct hosted_iommu *other;
	struct device *stranger;

	setup();
	other = hosted_iommu_create(NULL);
	stranger = hosted_device_create(other, "stranger");
	CHECK_EQ(iommu_attach_device(domain, stranger), -EINVAL);
	hosted_device_destroy(stranger);
	hosted_iommu_destroy(other);
	teardown();
}

static void a_domain_that_is_attached_to_nothing_can_be_used(void)
{
	struct iommu_domain *idle;
	u64 ranges;

	setup();
	ranges = invalidations(HOSTED_INVAL_RANGE);
	idle = iommu_domain_alloc(dev->bus);
	CHECK_EQ(iommu_map(idle, 0, PHYS + SZ_4K, SZ_4M, RW), 0);
	CHECK_EQ(iommu_unmap(idle, 0, SZ_4M), SZ_4M);
	CHECK_EQ(invalidations(HOSTED_INVAL_RANGE), ranges);
	iommu_domain_free(idle);
	teardown();
}

static void a_device_that_cannot_be_made_leaves_nothing(void)
{
	struct device *made[64], *d = NULL;
	unsigned int i, n;

	iommu = hosted_iommu_create(NULL);
	for (i = 0; IS_ERR_OR_NULL(d); i++) {
		hosted_mem_fail(i, 1);
		d = hosted_device_create(iommu, "unlucky");
		CHECK(!IS_ERR(d) || PTR_ERR(d) == -ENOMEM);
	}
	hosted_mem_fail(0, 0);
	CHECK(i > 1);
	made[0] = d;
	/* There is an end to devices, too. */
	for (n = 1; n < 64; n++)
		made[n] = hosted_device_create(iommu, "dev");
	CHECK(!IS_ERR(made[63]));
	CHECK_EQ(PTR_ERR(hosted_device_create(iommu, "dev")), -ENOSPC);
	while (n--)
		hosted_device_destroy(made[n]);
	hosted_iommu_destroy(iommu);
}

static void configurations_no_hardware_has(void)
{
	const struct hosted_iommu_config bad[] = {
		{ .pgsize_bitmap = SZ_2M },
		{ .pgsize_bitmap = SZ_4K | SZ_64K },
		{ .iotlb_sets = 3 },
		{ .iotlb_ways = 17 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		CHECK(PTR_ERR(hosted_iommu_create(&bad[i])) == -EINVAL);
}

KTEST_SUITE(iommu,
	KTEST(maps_and_translates),
	KTEST(the_first_and_the_last_page_of_the_aperture),
	KTEST(a_map_over_the_end_leaves_nothing),
	KTEST(aligned_requests_take_large_pages),
	KTEST(other_alignment_on_one_side_means_small_pages),
	KTEST(small_pages_lead_up_to_a_large_one_and_away),
	KTEST(a_request_may_have_the_size_of_a_page_it_is_not),
	KTEST(a_domain_has_the_page_sizes_of_its_iommu),
	KTEST(unaligned_requests_are_refused),
	KTEST(size_zero_and_no_access),
	KTEST(mapping_over_a_mapping_fails_and_leaves_both_as_they_were),
	KTEST(a_large_page_goes_where_small_ones_have_been),
	KTEST(unmap_stops_at_a_hole),
	KTEST(unmap_stops_at_a_hole_within_a_large_page_size),
	KTEST(a_part_of_a_large_page_can_be_unmapped),
	KTEST(splitting_without_memory_unmaps_nothing),
	KTEST(tables_are_freed_when_their_whole_range_is_unmapped),
	KTEST(two_cpus_make_one_table),
	KTEST(tables_wait_in_the_gather_for_the_sync),
	KTEST(a_failed_map_is_unwound_at_every_allocation),
	KTEST(sg_lists_are_mapped_in_contiguous_runs),
	KTEST(a_failed_map_sg_leaves_nothing),
	KTEST(one_unmap_is_one_invalidation),
	KTEST(a_gather_is_synced_early_when_it_does_not_fit),
	KTEST(flags_have_linux_values),
	KTEST(gather_arithmetic),
	KTEST(one_domain_for_a_device_at_a_time),
	KTEST(a_domain_belongs_to_one_iommu),
	KTEST(a_domain_that_is_attached_to_nothing_can_be_used),
	KTEST(a_device_that_cannot_be_made_leaves_nothing),
	KTEST(configurations_no_hardware_has));
