// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a device reaches by the DMA API, in every type of domain: buffers of all
 * shapes, scatterlists within the device's limits, shared memory.
 */
#include <hosted/device.h>
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/time.h>
#include <linux/dma-map-ops.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "env.h"
#include "ktest.h"

static const char *const types[] = { "DMA", "DMA-FQ", "identity" };

static bool translated(void)
{
	return !type_is("identity");
}

/* Everything that was unmapped is out of reach. */
static void settle(void)
{
	hosted_time_advance(lazy_timeout());
}

/* A case for each type, or for those that translate. */
#define FOR_EACH_TYPE(n)						\
	for (unsigned int __i = 0; __i < (n); __i++)			\
		if (set_type(types[__i]) <= 0) {			\
			ktest_fail(__FILE__, __LINE__, types[__i]);	\
			return;						\
		} else
#define ALL 3
#define TRANSLATED 2

static void buffers_at_any_offset(void)
{
	static const struct {
		unsigned int offset, size;
	} cases[] = {
		{ 0, 1 }, { 0, 4096 }, { 1, 4095 }, { 4095, 1 }, { 4095, 2 },
		{ 100, 4096 }, { 0, 8192 }, { 2048, 12288 }, { 5000, 10000 },
	};
	u8 *mem = (u8 *)__get_free_pages(GFP_KERNEL, 2);
	unsigned int i;

	for (i = 0; i < 4 * PAGE_SIZE; i++)
		mem[i] = i * 7 + i / 256;
	FOR_EACH_TYPE(ALL)
		for (i = 0; i < ARRAY_SIZE(cases); i++) {
			u8 *at = mem + cases[i].offset;
			size_t size = cases[i].size;
			dma_addr_t addr = dma_map_single(dev, at, size,
							 DMA_BIDIRECTIONAL);

			CHECK(!dma_mapping_error(dev, addr));
			CHECK_EQ(offset_in_page(addr), offset_in_page(at));
			CHECK(device_reads(addr, at, size));
			CHECK_EQ(hosted_device_write(dev, addr + size - 1,
						     "\x5a", 1), 0);
			CHECK_EQ(at[size - 1], 0x5a);
			/* Whole pages, and not one more. */
			if (translated()) {
				CHECK(device_faults((addr & PAGE_MASK) - 1));
				CHECK(device_faults(PAGE_ALIGN(addr + size)));
			}
			dma_unmap_single(dev, addr, size, DMA_BIDIRECTIONAL);
			settle();
			if (translated())
				CHECK(device_faults(addr));
		}
	free_pages((unsigned long)mem, 2);
}

static void only_in_its_direction(void)
{
	static const struct {
		enum dma_data_direction dir;
		int read, write;
	} cases[] = {
		{ DMA_TO_DEVICE, 0, -EFAULT },
		{ DMA_FROM_DEVICE, -EFAULT, 0 },
		{ DMA_BIDIRECTIONAL, 0, 0 },
	};
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int i;
	u8 byte = 0;

	FOR_EACH_TYPE(TRANSLATED)
		for (i = 0; i < ARRAY_SIZE(cases); i++) {
			dma_addr_t addr = dma_map_page(dev, page, 0, PAGE_SIZE,
						       cases[i].dir);

			CHECK_EQ(hosted_device_read(dev, addr, &byte, 1),
				 cases[i].read);
			CHECK_EQ(hosted_device_write(dev, addr, &byte, 1),
				 cases[i].write);
			dma_unmap_page(dev, addr, PAGE_SIZE, cases[i].dir);
			settle();
		}
	__free_page(page);
}

static void what_cannot_be_mapped(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct scatterlist sg;
	struct sg_table sgt = { .sgl = &sg, .orig_nents = 1 };

	sg_init_one(&sg, page_address(page) + 5, 0);
	FOR_EACH_TYPE(TRANSLATED) {
		CHECK_EQ(dma_map_page(dev, page, 0, 0, DMA_TO_DEVICE),
			 DMA_MAPPING_ERROR);
		CHECK_EQ(dma_map_page(dev, page, 5, 0, DMA_TO_DEVICE),
			 DMA_MAPPING_ERROR);
		CHECK_EQ(dma_map_page(dev, page, 100, SIZE_MAX,
				      DMA_TO_DEVICE), DMA_MAPPING_ERROR);
		CHECK_EQ(dma_map_page(dev, page, 5, SIZE_MAX - 4,
				      DMA_TO_DEVICE), DMA_MAPPING_ERROR);
		CHECK_EQ(dma_map_page(dev, page, 0, SIZE_MAX, DMA_TO_DEVICE),
			 DMA_MAPPING_ERROR);
		/* More than there are addresses. */
		CHECK_EQ(dma_map_page(dev, page, 0, BIT(50), DMA_TO_DEVICE),
			 DMA_MAPPING_ERROR);
		CHECK_EQ(dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE), 0);
		CHECK_EQ(dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0), -EINVAL);
		CHECK_EQ(dma_map_sg(dev, &sg, 0, DMA_TO_DEVICE), 0);
	}
	CHECK_EQ(dma_mapping_error(dev, DMA_MAPPING_ERROR), -ENOMEM);
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	CHECK_EQ(dma_map_page(dev, page, 0, 1, DMA_NONE), DMA_MAPPING_ERROR);
	hosted_log_quiet(false);
	__free_page(page);
}

static void not_above_the_mask(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int bits;
	dma_addr_t addr;

	FOR_EACH_TYPE(TRANSLATED)
		for (bits = 13; bits <= 48; bits++) {
			*dev->dma_mask = DMA_BIT_MASK(bits);
			addr = map_page(page);
			CHECK(!dma_mapping_error(dev, addr));
			CHECK(addr + PAGE_SIZE - 1 <= DMA_BIT_MASK(bits));
			unmap_page(addr);
			/* The bus may reach less. */
			dev->bus_dma_limit = DMA_BIT_MASK(bits - 1);
			addr = map_page(page);
			if (bits > 13) {
				CHECK(!dma_mapping_error(dev, addr));
				CHECK(addr + PAGE_SIZE - 1 <=
				      DMA_BIT_MASK(bits - 1));
				unmap_page(addr);
			}
			dev->bus_dma_limit = 0;
			settle();
		}
	*dev->dma_mask = DMA_BIT_MASK(12);
	CHECK(dma_mapping_error(dev, map_page(page)));
	/* Without translation it is the memory that must be within reach. */
	CHECK(set_type("identity") > 0);
	*dev->dma_mask = page_to_phys(page) + PAGE_SIZE - 1;
	CHECK_EQ(map_page(page), page_to_phys(page));
	--*dev->dma_mask;
	hosted_log_quiet(true);
	CHECK(dma_mapping_error(dev, map_page(page)));
	CHECK_EQ(dma_map_single(dev, page_address(page), PAGE_SIZE - 1,
				DMA_TO_DEVICE), page_to_phys(page));
	hosted_log_quiet(false);
	*dev->dma_mask = DMA_BIT_MASK(48);
	__free_page(page);
}

static void within_the_aperture(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addr;

	*dev->dma_mask = DMA_BIT_MASK(64);
	FOR_EACH_TYPE(TRANSLATED) {
		addr = map_page(page);
		CHECK(!dma_mapping_error(dev, addr));
		CHECK(device_reads(addr, page_address(page), PAGE_SIZE));
		unmap_page(addr);
		settle();
	}
	__free_page(page);
}

/* A domain without a table, and so without memory for one. */
static bool renew(unsigned int type)
{
	return set_type("identity") > 0 && set_type(types[type]) > 0;
}

/* It is all there for who comes next. */
static void a_buffer_that_fails_takes_nothing(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int type, skip, failed, i, failures = 0;
	dma_addr_t addrs[3];

	/* Three pages. */
	*dev->dma_mask = DMA_BIT_MASK(14);
	for (type = 0; type < TRANSLATED; type++)
		for (skip = 0, failed = 1; failed; skip++) {
			CHECK(renew(type));
			hosted_mem_fail(skip, 1);
			addrs[0] = map_page(page);
			failed = hosted_mem_fail(0, 0);
			if (dma_mapping_error(dev, addrs[0])) {
				CHECK(failed);
				failures++;
			} else {
				unmap_page(addrs[0]);
				settle();
			}
			for (i = 0; i < 3; i++) {
				addrs[i] = map_page(page);
				CHECK(!dma_mapping_error(dev, addrs[i]));
			}
			for (i = 0; i < 3; i++)
				unmap_page(addrs[i]);
			settle();
		}
	CHECK(failures > 4);
	__free_page(page);
}

static void unmapped_twice(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addr, one, two;

	expected_reports = 2;
	if (!counts_holes())
		ktest_expect_warnings(2);
	hosted_log_quiet(true);
	FOR_EACH_TYPE(TRANSLATED) {
		addr = map_page(page);
		unmap_page(addr);
		unmap_page(addr);
		settle();
		/* By what is returned, nobody can tell; the sanitizer has. */
		if (counts_holes())
			continue;
		/* It is not given to two. */
		one = map_page(page);
		two = map_page(page);
		CHECK(one != two);
		unmap_page(one);
		unmap_page(two);
		settle();
	}
	hosted_log_quiet(false);
	__free_page(page);
}

#define RESERVED 0x3000
#define SOFTWARE_MSI 0x5000

static void get_resv_regions(struct device *d, struct list_head *list)
{
	static const struct {
		phys_addr_t start;
		size_t length;
		enum iommu_resv_type type;
	} regions[] = {
		{ RESERVED, 2 * PAGE_SIZE, IOMMU_RESV_RESERVED },
		{ SOFTWARE_MSI, PAGE_SIZE, IOMMU_RESV_SW_MSI },
		{ 0x7000, 0, IOMMU_RESV_RESERVED },
	};
	unsigned int i;

	(void)d;
	for (i = 0; i < ARRAY_SIZE(regions); i++)
		list_add_tail(&iommu_alloc_resv_region(regions[i].start,
						       regions[i].length, 0,
						       regions[i].type,
						       GFP_KERNEL)->list, list);
}

static void reserved_addresses(void)
{
	struct iommu_ops *ops = (struct iommu_ops *)dev->bus->iommu_ops;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t addrs[7];
	bool software_msi;
	int n, i;

	ops->get_resv_regions = get_resv_regions;
	*dev->dma_mask = DMA_BIT_MASK(15);
	CHECK(set_type("identity") > 0);
	FOR_EACH_TYPE(TRANSLATED) {
		software_msi = false;
		for (n = 0; n < 7; n++) {
			addrs[n] = map_page(page);
			if (dma_mapping_error(dev, addrs[n]))
				break;
			CHECK(addrs[n] < RESERVED ||
			      addrs[n] >= RESERVED + 2 * PAGE_SIZE);
			software_msi |= addrs[n] == SOFTWARE_MSI;
		}
		CHECK_EQ(n, 5);
		CHECK(software_msi);
		for (i = 0; i < n; i++)
			unmap_page(addrs[i]);
		settle();
	}
	__free_page(page);
}

static void registers_of_another_device(void)
{
	const phys_addr_t doorbell = 0xfee01000;
	dma_addr_t addr;
	u32 word = 1;

	FOR_EACH_TYPE(ALL) {
		addr = dma_map_resource(dev, doorbell + 4, 4, DMA_FROM_DEVICE,
					0);
		CHECK(!dma_mapping_error(dev, addr));
		CHECK_EQ(iommu_iova_to_phys(iommu_get_domain_for_dev(dev),
					    addr), doorbell + 4);
		/* There is no memory there. */
		CHECK_EQ(hosted_device_write(dev, addr, &word, 4), -EIO);
		dma_unmap_resource(dev, addr, 4, DMA_FROM_DEVICE, 0);
		settle();
	}
}

/* ---- scatterlists ---- */

#define ENTRIES 24
#define POOL_ORDER 6
#define POOL (PAGE_SIZE << POOL_ORDER)

static u32 random(void)
{
	static u32 state = 7;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

/* Entries from anywhere in the pool, some that continue the one before. */
static void random_entries(struct scatterlist *sgl, unsigned int n, u8 *pool,
			   unsigned int max)
{
	unsigned int i, at = 0, len;

	sg_init_table(sgl, n);
	for (i = 0; i < n; i++) {
		switch (random() % 4) {
		case 0:
			at = random() % POOL;
			len = 1 + random() % max;
			break;
		case 1:
			at = (random() % POOL) & PAGE_MASK;
			len = PAGE_SIZE * (1 + random() % 4);
			break;
		case 2:		/* to the end of its page */
			at = random() % POOL;
			len = PAGE_SIZE - at % PAGE_SIZE;
			break;
		default:	/* on from the last */
			len = PAGE_SIZE;
		}
		if (len > max)
			len = max;
		if (at + len > POOL)
			at = POOL - len;
		sg_set_buf(&sgl[i], pool + at, len);
		at += len;
	}
}

/* The device reads the entries by their segments, in order and whole. */
static bool segments_are(struct scatterlist *sgl, int segments, int nents)
{
	struct scatterlist *sg, *seg = sgl;
	unsigned int done = 0;
	int i;

	for_each_sg(sgl, sg, nents, i) {
		const u8 *data = sg_virt(sg);
		unsigned int left = sg->length, n;

		for (; left; left -= n, data += n, done += n) {
			if (done == sg_dma_len(seg)) {
				seg = sg_next(seg);
				done = 0;
				segments--;
			}
			n = min(left, sg_dma_len(seg) - done);
			if (!segments || !n ||
			    !device_reads(sg_dma_address(seg) + done, data, n))
				return false;
		}
	}
	return segments == 1 && done == sg_dma_len(seg);
}

static bool within_limits(struct scatterlist *sgl, int segments,
			  unsigned int max, unsigned long boundary)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, segments, i) {
		dma_addr_t first = sg_dma_address(sg);
		dma_addr_t last = first + sg_dma_len(sg) - 1;

		if (sg_dma_len(sg) > max ||
		    (first | boundary) != (last | boundary))
			return false;
	}
	return true;
}

static void random_scatterlists(void)
{
	static const struct {
		unsigned int max;
		unsigned long boundary;
	} limits[] = {
		{ SZ_64K, ULONG_MAX }, { SZ_16K, SZ_64K - 1 },
		{ SZ_8K, SZ_16K - 1 }, { SZ_32K, SZ_32K - 1 },
		{ SZ_64K, SZ_4G - 1 },
	};
	struct device_dma_parameters parms = {};
	u8 *pool = (u8 *)__get_free_pages(GFP_KERNEL, POOL_ORDER);
	struct scatterlist sgl[ENTRIES], copy[ENTRIES];
	unsigned int i, n, l, merged = 0;
	int segments;

	for (i = 0; i < POOL; i++)
		pool[i] = random();
	dev->dma_parms = &parms;
	FOR_EACH_TYPE(TRANSLATED)
		for (i = 0; i < 300; i++) {
			l = i % ARRAY_SIZE(limits);
			parms.max_segment_size = limits[l].max;
			parms.segment_boundary_mask = limits[l].boundary;
			n = 1 + random() % ENTRIES;
			/* So that with its offset it is within the boundary. */
			random_entries(sgl, n, pool,
				       limits[l].max > SZ_16K ? SZ_16K :
				       limits[l].max - SZ_4K);
			memcpy(copy, sgl, sizeof(sgl));
			segments = dma_map_sg(dev, sgl, n, DMA_TO_DEVICE);
			CHECK(segments > 0 && segments <= (int)n);
			merged += n - segments;
			/* What they are of memory, they still are. */
			for (unsigned int e = 0; e < n; e++) {
				CHECK(sg_virt(&sgl[e]) == sg_virt(&copy[e]));
				CHECK_EQ(sgl[e].length, copy[e].length);
			}
			CHECK(segments_are(sgl, segments, n));
			CHECK(within_limits(sgl, segments, limits[l].max,
					    limits[l].boundary));
			dma_unmap_sg(dev, sgl, n, DMA_TO_DEVICE);
			settle();
			for (unsigned int e = 0; e < (unsigned int)segments;
			     e++)
				CHECK(device_faults(sg_dma_address(&sgl[e])));
		}
	CHECK(merged > 500);
	free_pages((unsigned long)pool, POOL_ORDER);
}

/* All IOVAs come back, also those that were left out before a boundary. */
static void no_address_is_lost(void)
{
	struct device_dma_parameters parms = {
		.max_segment_size = SZ_64K,
		.segment_boundary_mask = SZ_16K - 1,
	};
	u8 *pool = (u8 *)__get_free_pages(GFP_KERNEL, POOL_ORDER);
	struct scatterlist sgl[3];
	unsigned int i;

	dev->dma_parms = &parms;
	/* 63 pages; a list takes 3 + 1 + 3 + 1 + 3. */
	*dev->dma_mask = DMA_BIT_MASK(18);
	FOR_EACH_TYPE(TRANSLATED)
		for (i = 0; i < 100; i++) {
			sg_init_table(sgl, 3);
			sg_set_buf(&sgl[0], pool, 3 * PAGE_SIZE);
			sg_set_buf(&sgl[1], pool + 8 * PAGE_SIZE,
				   3 * PAGE_SIZE);
			sg_set_buf(&sgl[2], pool + 16 * PAGE_SIZE,
				   3 * PAGE_SIZE);
			CHECK_EQ(dma_map_sg(dev, sgl, 3, DMA_TO_DEVICE), 3);
			CHECK_EQ(sg_dma_address(&sgl[1]) -
				 sg_dma_address(&sgl[0]), SZ_16K);
			/* What is between them is not mapped. */
			CHECK(device_faults(sg_dma_address(&sgl[1]) - 1));
			dma_unmap_sg(dev, sgl, 3, DMA_TO_DEVICE);
			settle();
			CHECK(device_faults(sg_dma_address(&sgl[2])));
		}
	free_pages((unsigned long)pool, POOL_ORDER);
}

static void longer_than_the_boundary(void)
{
	struct device_dma_parameters parms = {
		.max_segment_size = SZ_8K,
		.segment_boundary_mask = SZ_8K - 1,
	};
	u8 *pool = (u8 *)__get_free_pages(GFP_KERNEL, POOL_ORDER);
	struct scatterlist sgl[2];

	dev->dma_parms = &parms;
	memset(pool, 0x11, POOL);
	FOR_EACH_TYPE(TRANSLATED) {
		sg_init_table(sgl, 2);
		sg_set_buf(&sgl[0], pool, PAGE_SIZE);
		sg_set_buf(&sgl[1], pool + SZ_64K, 5 * PAGE_SIZE);
		CHECK_EQ(dma_map_sg(dev, sgl, 2, DMA_TO_DEVICE), 2);
		CHECK_EQ(sg_dma_address(&sgl[1]) & (SZ_8K - 1), 0);
		CHECK(segments_are(sgl, 2, 2));
		dma_unmap_sg(dev, sgl, 2, DMA_TO_DEVICE);
		sg_set_buf(&sgl[0], pool, 5 * PAGE_SIZE);
		CHECK_EQ(dma_map_sg(dev, sgl, 1, DMA_TO_DEVICE), 1);
		/* At the beginning of what was allocated. */
		CHECK_EQ(sg_dma_address(&sgl[0]) & (SZ_32K - 1), 0);
		CHECK(segments_are(sgl, 1, 1));
		dma_unmap_sg(dev, sgl, 1, DMA_TO_DEVICE);
		settle();
	}
	free_pages((unsigned long)pool, POOL_ORDER);
}

static void a_scatterlist_that_fails_is_as_it_was(void)
{
	struct device_dma_parameters parms = {
		.max_segment_size = SZ_64K,
		.segment_boundary_mask = SZ_16K - 1,
	};
	u8 *pool = (u8 *)__get_free_pages(GFP_KERNEL, POOL_ORDER);
	unsigned int skip, failed, i;
	struct scatterlist sgl[6];
	struct sg_table sgt = { .sgl = sgl, .orig_nents = 6 };
	int ret;

	dev->dma_parms = &parms;
	FOR_EACH_TYPE(TRANSLATED)
		for (skip = 0, failed = 1; failed; skip++) {
			sg_init_table(sgl, 6);
			for (i = 0; i < 6; i++)
				sg_set_buf(&sgl[i], pool + i * 10000 + 77,
					   9000);
			hosted_mem_fail(skip, 1);
			ret = dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
			failed = hosted_mem_fail(0, 0);
			/* Not for every failure: the IOVA's caches are none. */
			CHECK(!ret || (failed && ret == -ENOMEM));
			for (i = 0; i < 6; i++) {
				CHECK(sg_virt(&sgl[i]) ==
				      (void *)(pool + i * 10000 + 77));
				CHECK_EQ(sgl[i].length, 9000);
			}
			if (!ret)
				dma_unmap_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
			settle();
		}
	*dev->dma_mask = DMA_BIT_MASK(14);
	CHECK_EQ(dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0), -ENOMEM);
	for (i = 0; i < 6; i++)
		CHECK_EQ(sgl[i].length, 9000);
	CHECK_EQ(dma_map_sg(dev, sgl, 6, DMA_TO_DEVICE), 0);
	free_pages((unsigned long)pool, POOL_ORDER);
}

/* Two runs in two tables: the second fails, and the first is taken back. */
static void a_scatterlist_that_fails_half_way(void)
{
	struct device_dma_parameters parms = {
		.max_segment_size = SZ_2M,
		.segment_boundary_mask = SZ_2M - 1,
	};
	struct page *blocks[2];
	struct scatterlist sgl[2];
	unsigned int type, skip, failed, i, failures = 0;

	dev->dma_parms = &parms;
	/* There is one place for it. */
	*dev->dma_mask = DMA_BIT_MASK(23);
	for (i = 0; i < 2; i++)
		blocks[i] = alloc_pages(GFP_KERNEL, 9);
	for (type = 0; type < TRANSLATED; type++)
		for (skip = 0, failed = 1; failed; skip++) {
			CHECK(renew(type));
			sg_init_table(sgl, 2);
			for (i = 0; i < 2; i++)
				sg_set_page(&sgl[i], blocks[i], 3 * SZ_512K,
					    PAGE_SIZE);
			hosted_mem_fail(skip, 1);
			i = dma_map_sg(dev, sgl, 2, DMA_TO_DEVICE);
			failed = hosted_mem_fail(0, 0);
			CHECK(i == 2 || (failed && !i));
			failures += !i;
			if (!i) {
				i = dma_map_sg(dev, sgl, 2, DMA_TO_DEVICE);
				CHECK_EQ(i, 2);
			}
			CHECK_EQ(sg_dma_address(&sgl[0]), SZ_4M);
			CHECK_EQ(sg_dma_address(&sgl[1]), SZ_4M + SZ_2M);
			dma_unmap_sg(dev, sgl, 2, DMA_TO_DEVICE);
			settle();
		}
	CHECK(failures > 2);
	for (i = 0; i < 2; i++)
		__free_pages(blocks[i], 9);
}

/* ---- memory of the API ---- */

static void shared_memory(void)
{
	static const size_t sizes[] = { 1, 4096, 5000, 5 * 4096, 300000 };
	static const gfp_t gfps[] = { GFP_KERNEL, GFP_ATOMIC };
	unsigned int i, g;
	dma_addr_t addr;
	u8 *mem;

	FOR_EACH_TYPE(ALL)
		for (i = 0; i < ARRAY_SIZE(sizes); i++)
			for (g = 0; g < ARRAY_SIZE(gfps); g++) {
				mem = dma_alloc_coherent(dev, sizes[i], &addr,
							 gfps[g]);
				CHECK(mem);
				CHECK(!memchr_inv(mem, 0, sizes[i]));
				CHECK_EQ(addr & ~PAGE_MASK, 0);
				mem[sizes[i] - 1] = 0x77;
				mem[0] = 0x78;
				CHECK(device_reads(addr, mem, sizes[i]));
				CHECK_EQ(hosted_device_write(dev,
					addr + sizes[i] / 2, "\x79", 1), 0);
				CHECK_EQ(mem[sizes[i] / 2], 0x79);
				dma_free_coherent(dev, sizes[i], mem, addr);
				if (translated())
					CHECK(device_faults(addr));
			}
	CHECK(set_type("DMA") > 0);
	CHECK(!dma_alloc_coherent(dev, 0, &addr, GFP_KERNEL));
	CHECK(!dma_alloc_coherent(dev, SIZE_MAX, &addr, GFP_KERNEL));
	dev->coherent_dma_mask = DMA_BIT_MASK(14);
	CHECK(!dma_alloc_coherent(dev, 4 * PAGE_SIZE, &addr, GFP_KERNEL));
	CHECK(!dma_alloc_coherent(dev, 4 * PAGE_SIZE, &addr, GFP_ATOMIC));
	mem = dma_alloc_coherent(dev, PAGE_SIZE, &addr, GFP_ATOMIC);
	CHECK(mem && addr < 0x4000);
	dma_free_coherent(dev, PAGE_SIZE, mem, addr);
	CHECK(set_type("identity") > 0);
	hosted_log_quiet(true);
	CHECK(!dma_alloc_coherent(dev, PAGE_SIZE, &addr, GFP_KERNEL));
	hosted_log_quiet(false);
}

static void no_memory_to_share(void)
{
	static const gfp_t gfps[] = { GFP_KERNEL, GFP_ATOMIC };
	unsigned int type, g, skip, failed, failures = 0;
	dma_addr_t addr;
	void *mem;

	/* Of two pages, once. */
	dev->coherent_dma_mask = DMA_BIT_MASK(14);
	for (type = 0; type < TRANSLATED; type++)
		for (g = 0; g < ARRAY_SIZE(gfps); g++)
			for (skip = 0, failed = 1; failed; skip++) {
				CHECK(renew(type));
				hosted_mem_fail(skip, 1);
				mem = dma_alloc_coherent(dev, 2 * PAGE_SIZE,
							 &addr, gfps[g]);
				failed = hosted_mem_fail(0, 0);
				if (mem)
					dma_free_coherent(dev, 2 * PAGE_SIZE,
							  mem, addr);
				CHECK(mem || failed);
				failures += !mem;
				mem = dma_alloc_coherent(dev, 2 * PAGE_SIZE,
							 &addr, gfps[g]);
				CHECK(mem);
				CHECK_EQ(addr, 2 * PAGE_SIZE);
				dma_free_coherent(dev, 2 * PAGE_SIZE, mem,
						  addr);
			}
	CHECK(failures > 10);
}

static void pages_for_both(void)
{
	struct page *page;
	dma_addr_t addr;

	FOR_EACH_TYPE(TRANSLATED) {
		page = dma_common_alloc_pages(dev, 2 * PAGE_SIZE, &addr,
					      DMA_TO_DEVICE, GFP_KERNEL);
		CHECK(page);
		CHECK(device_reads(addr, page_address(page), 2 * PAGE_SIZE));
		dma_unmap_page(dev, addr, 2 * PAGE_SIZE, DMA_TO_DEVICE);
		settle();
		__free_pages(page, 1);
	}
	CHECK_EQ(dev->dma_ops->get_merge_boundary(dev), PAGE_SIZE - 1);
}

KTEST_SUITE(dma_mapping,
	KTEST(buffers_at_any_offset),
	KTEST(only_in_its_direction),
	KTEST(what_cannot_be_mapped),
	KTEST(not_above_the_mask),
	KTEST(within_the_aperture),
	KTEST(a_buffer_that_fails_takes_nothing),
	KTEST(unmapped_twice),
	KTEST(reserved_addresses),
	KTEST(registers_of_another_device),
	KTEST(random_scatterlists),
	KTEST(no_address_is_lost),
	KTEST(longer_than_the_boundary),
	KTEST(a_scatterlist_that_fails_is_as_it_was),
	KTEST(a_scatterlist_that_fails_half_way),
	KTEST(shared_memory),
	KTEST(no_memory_to_share),
	KTEST(pages_for_both));
