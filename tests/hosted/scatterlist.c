// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scatterlists.
 */
#include <hosted/memory.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktest.h"

static void an_array_ends_at_its_last_entry(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct scatterlist sg[3], *s;
	unsigned int i, n = 0;

	sg_init_table(sg, 3);
	CHECK(!sg_is_last(&sg[0]) && !sg_is_last(&sg[1]) && sg_is_last(&sg[2]));
	for (i = 0; i < 3; i++)
		sg_set_page(&sg[i], page, 10 * (i + 1), 100 * i);
	/* Setting a page keeps the mark of the end. */
	CHECK(sg_is_last(&sg[2]) && sg_page(&sg[2]) == page);
	CHECK_EQ(sg_phys(&sg[1]), page_to_phys(page) + 100);
	CHECK(sg_virt(&sg[1]) == page_address(page) + 100);
	for_each_sg(sg, s, 3, i)
		n += s->length;
	CHECK_EQ(n, 60);
	CHECK_EQ(sg_nents(sg), 3);
	CHECK(!sg_next(&sg[2]));
	CHECK(sg_last(sg, 3) == &sg[2]);
	sg_mark_end(&sg[1]);
	CHECK_EQ(sg_nents(sg), 2);
	sg_unmark_end(&sg[1]);
	CHECK_EQ(sg_nents(sg), 3);
	__free_page(page);
}

static void chained_arrays_are_one_list(void)
{
	struct scatterlist a[3], b[2], *s;
	unsigned int i, n = 0;

	sg_init_table(a, 3);
	sg_init_table(b, 2);
	a[0].length = 1;
	a[1].length = 2;
	b[0].length = 4;
	b[1].length = 8;
	sg_chain(a, 3, b);
	CHECK(sg_is_chain(&a[2]) && sg_chain_ptr(&a[2]) == b);
	for_each_sg(a, s, 4, i)
		n = n * 10 + s->length;
	CHECK_EQ(n, 1248);
	CHECK_EQ(sg_nents(a), 4);
	CHECK(sg_last(a, 4) == &b[1]);
}

static void a_table_of_many_arrays(void)
{
	const unsigned int nents = 3 * SG_MAX_SINGLE_ALLOC;
	struct sg_table t;
	struct scatterlist *s;
	unsigned int i, n = 0;

	CHECK_EQ(sg_alloc_table(&t, nents, GFP_KERNEL), 0);
	CHECK_EQ(t.orig_nents, nents);
	CHECK_EQ(t.nents, nents);
	CHECK_EQ(sg_nents(t.sgl), nents);
	for_each_sgtable_sg(&t, s, i)
		s->length = i;
	for_each_sgtable_sg(&t, s, i)
		n += s->length == i;
	CHECK_EQ(n, nents);
	sg_free_table(&t);
	CHECK(!t.sgl && !t.orig_nents);
	CHECK(sg_alloc_table(&t, 0, GFP_KERNEL) == -EINVAL);
}

static void tables_of_sizes_around_an_array(void)
{
	unsigned int nents;
	struct sg_table t;

	for (nents = SG_MAX_SINGLE_ALLOC - 2; nents < SG_MAX_SINGLE_ALLOC + 3;
	     nents++) {
		CHECK_EQ(sg_alloc_table(&t, nents, GFP_KERNEL), 0);
		CHECK_EQ(sg_nents(t.sgl), nents);
		sg_free_table(&t);
	}
}

static void a_table_without_memory_leaks_nothing(void)
{
	struct sg_table t;
	unsigned int skip;
	int ret = -ENOMEM;

	for (skip = 0; ret; skip++) {
		hosted_mem_fail(skip, 1);
		ret = sg_alloc_table(&t, 3 * SG_MAX_SINGLE_ALLOC, GFP_KERNEL);
		if (hosted_mem_fail(0, 0))
			CHECK(ret == -ENOMEM);
	}
	CHECK(skip >= 4);
	sg_free_table(&t);
}

static void pages_make_one_entry_for_each_run(void)
{
	struct page *block = alloc_pages(GFP_KERNEL, 3), *pages[6];
	struct sg_table t;
	struct scatterlist *s;
	size_t total = 0;
	unsigned int i;

	/* 0 1 2, 5, 4, 7: four runs; from 100 in the first to 50 in the last. */
	pages[0] = block;
	pages[1] = block + 1;
	pages[2] = block + 2;
	pages[3] = block + 5;
	pages[4] = block + 4;
	pages[5] = block + 7;
	CHECK_EQ(sg_alloc_table_from_pages(&t, pages, 6, 100,
					   6 * PAGE_SIZE - 100 - 50,
					   GFP_KERNEL), 0);
	CHECK_EQ(t.orig_nents, 4);
	CHECK_EQ(t.sgl->offset, 100);
	CHECK_EQ(t.sgl->length, 3 * PAGE_SIZE - 100);
	s = sg_last(t.sgl, 4);
	CHECK_EQ(s->length, PAGE_SIZE - 50);
	CHECK(sg_page(s) == block + 7);
	for_each_sgtable_sg(&t, s, i)
		total += s->length;
	CHECK_EQ(total, 6 * PAGE_SIZE - 150);
	sg_free_table(&t);
	__free_pages(block, 3);
}

static void copying_stops_at_either_end(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct scatterlist sg[2];
	char buf[16] = "";

	sg_init_table(sg, 2);
	sg_set_page(&sg[0], page, 4, 0);
	sg_set_page(&sg[1], page, 6, 100);
	CHECK_EQ(sg_copy_from_buffer(sg, 2, "abcdefghijkl", 12), 10);
	CHECK(!memcmp(page_address(page), "abcd\0", 5));
	CHECK(!memcmp(page_address(page) + 100, "efghij\0", 7));
	CHECK_EQ(sg_copy_to_buffer(sg, 2, buf, 7), 7);
	CHECK(!strcmp(buf, "abcdefg"));
	sg_init_one(sg, page_address(page) + 100, 6);
	CHECK_EQ(sg_copy_to_buffer(sg, 1, buf, 16), 6);
	CHECK_EQ(sg->offset, 100);
	__free_page(page);
}

static void buffers_and_pages_of_entries(void)
{
	struct page *pages = alloc_pages(GFP_KERNEL, 1);
	struct scatterlist sg[2], *s;
	struct sg_table table = { .sgl = sg, .nents = 1, .orig_nents = 2 };
	unsigned int i, n = 0;

	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], page_address(pages) + PAGE_SIZE + 8, 16);
	CHECK(sg_page(&sg[0]) == pages + 1);
	CHECK(sg[0].offset == 8 && sg[0].length == 16);
	/* Another page, and the rest stays: the mark of the end as well. */
	sg[1].offset = 5;
	sg_assign_page(&sg[1], pages);
	CHECK(sg_page(&sg[1]) == pages && sg[1].offset == 5);
	CHECK(sg_is_last(&sg[1]) && !sg_is_last(&sg[0]));
	/* All entries of memory, and those that are mapped. */
	for_each_sgtable_sg(&table, s, i)
		n += s == &sg[i];
	CHECK_EQ(n, 2);
	n = 0;
	for_each_sgtable_dma_sg(&table, s, i)
		n += s == &sg[i];
	CHECK_EQ(n, 1);
	__free_pages(pages, 1);
}

KTEST_SUITE(scatterlist,
	KTEST(an_array_ends_at_its_last_entry),
	KTEST(chained_arrays_are_one_list),
	KTEST(a_table_of_many_arrays),
	KTEST(tables_of_sizes_around_an_array),
	KTEST(a_table_without_memory_leaks_nothing),
	KTEST(pages_make_one_entry_for_each_run),
	KTEST(buffers_and_pages_of_entries),
	KTEST(copying_stops_at_either_end));
