// SPDX-License-Identifier: GPL-2.0-only
/*
 * Applications register buffers that overlap, and the NIC has a queue of its
 * own; each page must stay reachable as long as one registration covers it, and
 * not longer.
 */
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "bench.h"
#include "usnic_uiom.h"

const char *const bench_name = "usnic_uiom";

#define NPAGES 32
#define VA 0x7f0000000000UL
#define VA_QUEUE 0x10000000UL
#define VA_UNWIND 0x40000000UL

static unsigned long va(unsigned int page)
{
	return VA + page * PAGE_SIZE;
}

static void bench_overlap(struct bench *b, struct usnic_uiom_pd *pd,
			  struct page **pages)
{
	struct usnic_uiom_reg *low, *high, *all;

	/* Pages 0 to 11, 20 to 31, and then all: in it, 12 to 19 are new. */
	low = usnic_uiom_reg_get(pd, va(0), pages, 12, true);
	high = usnic_uiom_reg_get(pd, va(20), pages + 20, 12, true);
	bench_device_cut_off(b, va(12), 8);
	all = usnic_uiom_reg_get(pd, va(0), pages, NPAGES, true);
	bench_expect(b, !IS_ERR(low) && !IS_ERR(high) && !IS_ERR(all));
	if (IS_ERR(low) || IS_ERR(high) || IS_ERR(all))
		return;
	bench_device_uses(b, va(0), pages, NPAGES);

	usnic_uiom_reg_release(low);
	bench_device_uses(b, va(0), pages, NPAGES);
	usnic_uiom_reg_release(all);
	bench_device_cut_off(b, va(0), 20);
	bench_device_uses(b, va(20), pages + 20, 12);
	usnic_uiom_reg_release(high);
	bench_device_cut_off(b, va(0), NPAGES);
	bench_expect(b, page_count(pages[0]) == 1);
}

static void bench_read_only(struct bench *b, struct usnic_uiom_pd *pd,
			    struct page **pages)
{
	struct usnic_uiom_reg *reg;

	reg = usnic_uiom_reg_get(pd, va(0), pages, 4, false);
	bench_expect(b, !IS_ERR(reg));
	bench_device_reads(b, va(0), pages, 4);

	usnic_uiom_reg_release(reg);
	bench_device_cut_off(b, va(0), 4);
}

/* Without memory half way, what has been mapped is taken back. */
static void bench_unwind(struct bench *b, struct usnic_uiom_pd *pd,
			 struct page **pages)
{
	const unsigned long at = VA_UNWIND - 5 * PAGE_SIZE;
	struct usnic_uiom_reg *reg;
	unsigned int skip = 0;

	for (;; skip++) {
		hosted_mem_fail(skip, 1);
		reg = usnic_uiom_reg_get(pd, at, pages, 10, true);
		if (!hosted_mem_fail(0, 0))
			break;
		bench_expect(b, PTR_ERR(reg) == -ENOMEM);
		bench_expect(b, page_count(pages[4]) == 1);
		bench_device_cut_off(b, at, 10);
	}
	bench_expect(b, skip > 2);
	bench_device_uses(b, at, pages, 10);
	usnic_uiom_reg_release(reg);
	bench_device_cut_off(b, at, 10);
}

int bench_run(struct bench *b, struct device *dev)
{
	struct page **pages = bench_pages_alloc(NPAGES);
	const size_t size = NPAGES * PAGE_SIZE;
	struct usnic_uiom_pd *pd;
	struct sg_table sgt;

	if (!pages)
		return -ENOMEM;
	pd = usnic_uiom_alloc_pd(dev);
	if (IS_ERR(pd))
		return PTR_ERR(pd);
	if (sg_alloc_table_from_pages(&sgt, pages, NPAGES, 0, size,
				      GFP_KERNEL))
		return -ENOMEM;

	bench_expect(b, !usnic_uiom_map_queue(pd, VA_QUEUE, &sgt));
	bench_overlap(b, pd, pages);
	bench_read_only(b, pd, pages);
	bench_unwind(b, pd, pages);
	bench_device_uses(b, VA_QUEUE, pages, NPAGES);
	usnic_uiom_unmap_queue(pd, VA_QUEUE, size);
	bench_device_cut_off(b, VA_QUEUE, NPAGES);

	sg_free_table(&sgt);
	usnic_uiom_dealloc_pd(pd);
	bench_pages_free(pages, NPAGES);
	return 0;
}
