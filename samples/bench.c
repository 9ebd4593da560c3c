// SPDX-License-Identifier: GPL-2.0-only
/*
 * The frame of the samples' benches.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "bench.h"

struct bench {
	struct device *dev;
	bool stale;
	bool corrupt;
	bool failed;
};

void bench_expected(struct bench *b, bool cond, const char *text)
{
	if (cond)
		return;
	pr_err("%s: not so: %s\n", bench_name, text);
	b->failed = true;
}

void bench_data(struct bench *b, bool ok)
{
	if (!ok)
		b->corrupt = true;
}

bool bench_ok(struct bench *b)
{
	return !b->corrupt && !b->stale && !b->failed;
}

/* Different in each page, at each use and at each byte nearby. */
static void pattern(u8 *buf, unsigned long seed)
{
	unsigned int i;

	for (i = 0; i < PAGE_SIZE; i++)
		buf[i] = (seed * 37 + i * 11 + (i >> 8)) & 0xff;
}

void bench_device_reads(struct bench *b, unsigned long iova,
			struct page **pages, unsigned int npages)
{
	u8 *seen = kmalloc(PAGE_SIZE, GFP_KERNEL);
	unsigned int i;

	bench_expect(b, seen);
	for (i = 0; seen && i < npages; i++) {
		if (hosted_device_read(b->dev, iova + i * PAGE_SIZE, seen,
				       PAGE_SIZE) ||
		    memcmp(seen, page_address(pages[i]), PAGE_SIZE))
			b->corrupt = true;
	}
	kfree(seen);
}

void bench_device_uses(struct bench *b, unsigned long iova,
		       struct page **pages, unsigned int npages)
{
	static unsigned long seed = 1000;
	u8 *sent = kmalloc(PAGE_SIZE, GFP_KERNEL);
	unsigned int i;

	bench_expect(b, sent);
	bench_device_reads(b, iova, pages, npages);
	for (i = 0; sent && i < npages; i++) {
		pattern(sent, seed++);
		if (hosted_device_write(b->dev, iova + i * PAGE_SIZE, sent,
					PAGE_SIZE) ||
		    memcmp(sent, page_address(pages[i]), PAGE_SIZE))
			b->corrupt = true;
	}
	kfree(sent);
}

void bench_device_cut_off(struct bench *b, unsigned long iova,
			  unsigned int npages)
{
	unsigned int i;
	u64 word = 0;

	for (i = 0; i < npages; i++) {
		unsigned long at = iova + i * PAGE_SIZE;

		if (!hosted_device_read(b->dev, at, &word, sizeof(word)) ||
		    !hosted_device_write(b->dev, at, &word, sizeof(word)))
			b->stale = true;
	}
}

struct page **bench_pages_alloc(unsigned int npages)
{
	struct page **pages = kcalloc(npages, sizeof(*pages), GFP_KERNEL);
	unsigned int i;

	if (!pages)
		return NULL;
	for (i = 0; i < npages; i++) {
		/* A page in between breaks the run. */
		struct page *gap = i % 5 == 4 ? alloc_page(GFP_KERNEL) : NULL;

		pages[i] = alloc_page(GFP_KERNEL);
		if (gap)
			__free_page(gap);
		if (!pages[i]) {
			bench_pages_free(pages, i);
			return NULL;
		}
		pattern(page_address(pages[i]), i);
	}
	return pages;
}

void bench_pages_free(struct page **pages, unsigned int npages)
{
	while (npages--)
		__free_page(pages[npages]);
	kfree(pages);
}

struct page **bench_sgt_alloc(struct sg_table *sgt, unsigned int npages)
{
	struct page **pages = bench_pages_alloc(npages);

	if (!pages)
		return NULL;
	if (sg_alloc_table_from_pages(sgt, pages, npages, 0,
				      npages * PAGE_SIZE, GFP_KERNEL)) {
		bench_pages_free(pages, npages);
		return NULL;
	}
	return pages;
}

void bench_sgt_free(struct sg_table *sgt, struct page **pages,
		    unsigned int npages)
{
	sg_free_table(sgt);
	if (pages)
		bench_pages_free(pages, npages);
}

int main(int argc, char **argv)
{
	const struct hosted_iommu_config *preset = NULL;
	struct hosted_iommu *iommu;
	struct hosted_iommu_stats stats;
	struct bench b = {};
	int err;

	if (argc > 1) {
		preset = hosted_iommu_preset(argv[1]);
		if (!preset) {
			pr_err("%s: no preset of this name\n", argv[1]);
			return 2;
		}
	}
	iommu = hosted_iommu_create(preset);
	if (IS_ERR(iommu))
		return 2;
	b.dev = hosted_device_create(iommu, bench_name);
	if (IS_ERR(b.dev))
		return 2;

	err = bench_run(&b, b.dev);
	hosted_iommu_stats(iommu, &stats);
	hosted_device_destroy(b.dev);
	hosted_iommu_destroy(iommu);

	if (err || b.failed || hosted_warn_count()) {
		pr_err("%s: the bench failed: %d, %u warnings\n", bench_name,
		       err, hosted_warn_count());
		return 2;
	}
	hosted_print("sample=%s dma=%s invalidations=%llu\n", bench_name,
		     b.corrupt ? "corrupt" : b.stale ? "stale" : "ok",
		     hosted_iommu_invalidations(&stats));
	return b.corrupt || b.stale;
}
