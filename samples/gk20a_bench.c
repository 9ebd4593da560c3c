// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instance objects come and go, and a buffer is imported.  The pages of an
 * object are free when it is destroyed, so a GPU that can still reach them
 * reads or writes somebody else's memory.
 */
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "bench.h"
#include "gk20a.h"

const char *const bench_name = "gk20a";

#define NOBJS 8
#define NPAGES 20
/* Of the GPU's address space, in pages; and where a first table ends. */
#define SPACE_START 0x100
#define TABLE_END 0x200

static void bench_objects(struct bench *b, struct gk20a_instmem *imem)
{
	struct gk20a_instobj *objs[NOBJS];
	unsigned long offset;
	unsigned int i, npages;

	for (i = 0; i < NOBJS; i++) {
		objs[i] = gk20a_instobj_ctor(imem, (i + 1) * PAGE_SIZE - 100);
		bench_expect(b, !IS_ERR(objs[i]));
		if (IS_ERR(objs[i]))
			return;
		bench_device_uses(b, objs[i]->offset, objs[i]->pages,
				  objs[i]->npages);
	}
	/* Every other first: the others are not to notice. */
	for (i = 0; i < 2 * NOBJS; i += 2) {
		unsigned int n = i < NOBJS ? i : i - NOBJS + 1;

		offset = objs[n]->offset;
		npages = objs[n]->npages;
		gk20a_instobj_dtor(objs[n]);
		bench_device_cut_off(b, offset, npages);
		if (i < NOBJS)
			bench_device_uses(b, objs[n + 1]->offset,
					  objs[n + 1]->pages,
					  objs[n + 1]->npages);
	}
}

/* Each allocation in turn fails: no page may stay mapped, or be lost. */
static void bench_unwind(struct bench *b, struct gk20a_instmem *imem)
{
	struct hosted_mem_stats before, after;
	struct gk20a_instobj *obj;
	unsigned long offset;
	unsigned int skip = 0;

	/* With the IOMMU's own tables there, what is used is the sample's. */
	for (;; skip++) {
		hosted_mem_stats(&before);
		hosted_mem_fail(skip, 1);
		obj = gk20a_instobj_ctor(imem, NPAGES * PAGE_SIZE);
		if (!hosted_mem_fail(0, 0))
			break;
		bench_expect(b, PTR_ERR(obj) == -ENOMEM);
		hosted_mem_stats(&after);
		bench_expect(b, before.free_pages == after.free_pages);
	}
	bench_expect(b, skip > NPAGES);
	offset = obj->offset;
	gk20a_instobj_dtor(obj);
	bench_device_cut_off(b, offset, NPAGES);
}

/*
 * Maps fail when much of the object is mapped: its last pages lie where the
 * IOMMU's own tables do not reach yet, and there is no memory for another one.
 */
static void bench_failing_maps(struct bench *b, struct gk20a_instmem *imem)
{
	const unsigned int npages = TABLE_END - SPACE_START + NPAGES;
	struct gk20a_instobj *obj;
	unsigned int skip;

	for (skip = npages;; skip++) {
		hosted_mem_fail(skip, 1);
		obj = gk20a_instobj_ctor(imem, npages * PAGE_SIZE);
		if (!hosted_mem_fail(0, 0))
			break;
		bench_expect(b, PTR_ERR(obj) == -ENOMEM);
		bench_device_cut_off(b, SPACE_START * PAGE_SIZE, npages);
	}
	gk20a_instobj_dtor(obj);
}

static void bench_import(struct bench *b, struct gk20a_instmem *imem)
{
	struct page **pages = bench_pages_alloc(NPAGES);
	const size_t size = NPAGES * PAGE_SIZE;
	struct sg_table sgt;
	long offset;

	bench_expect(b, pages);
	if (!pages)
		return;
	if (!sg_alloc_table_from_pages(&sgt, pages, NPAGES, 0, size,
				       GFP_KERNEL)) {
		offset = gk20a_instmem_import(imem, &sgt);
		bench_expect(b, offset > 0);
		bench_device_uses(b, offset, pages, NPAGES);
		gk20a_instmem_forget(imem, offset, size);
		bench_device_cut_off(b, offset, NPAGES);
		sg_free_table(&sgt);
	}
	bench_pages_free(pages, NPAGES);
}

int bench_run(struct bench *b, struct device *dev)
{
	struct gk20a_instmem *imem = gk20a_instmem_new(dev);

	if (IS_ERR(imem))
		return PTR_ERR(imem);
	bench_objects(b, imem);
	bench_unwind(b, imem);
	bench_failing_maps(b, imem);
	bench_import(b, imem);
	gk20a_instmem_del(imem);
	return 0;
}
