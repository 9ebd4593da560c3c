// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instance memory of a GPU without memory of its own, after the pattern of
 * nouveau's gk20a: pages are mapped one by one with an unwinding loop, and
 * unmapped in a loop that frees each page as soon as it is unmapped.
 */
#include <linux/bitops.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "gk20a.h"

/* Of the GPU's address space, in pages. */
#define SPACE_START 0x100
#define SPACE_PAGES 1024

struct gk20a_instmem {
	struct device *dev;
	struct iommu_domain *domain;
	struct mutex lock;		/* of used */
	unsigned long used[SPACE_PAGES / BITS_PER_LONG];
};

struct gk20a_instmem *gk20a_instmem_new(struct device *dev)
{
	struct gk20a_instmem *imem = kzalloc(sizeof(*imem), GFP_KERNEL);

	if (!imem)
		return ERR_PTR(-ENOMEM);
	imem->dev = dev;
	mutex_init(&imem->lock);
	imem->domain = iommu_domain_alloc(dev->bus);
	if (!imem->domain)
		goto free_imem;
	if (iommu_attach_device(imem->domain, dev))
		goto free_domain;
	return imem;

free_domain:
	iommu_domain_free(imem->domain);
free_imem:
	kfree(imem);
	return ERR_PTR(-ENODEV);
}

void gk20a_instmem_del(struct gk20a_instmem *imem)
{
	WARN_ON(find_first_bit(imem->used, SPACE_PAGES) < SPACE_PAGES);
	iommu_detach_device(imem->domain, imem->dev);
	iommu_domain_free(imem->domain);
	kfree(imem);
}

/* The first gap of @npages pages. */
static long gk20a_space_get(struct gk20a_instmem *imem, unsigned long npages)
{
	unsigned long start = 0, end, i;
	long ret = -ENOSPC;

	mutex_lock(&imem->lock);
	for (;;) {
		start = find_next_zero_bit(imem->used, SPACE_PAGES, start);
		if (start + npages > SPACE_PAGES)
			break;
		end = find_next_bit(imem->used, start + npages, start);
		if (end == start + npages) {
			for (i = start; i < end; i++)
				__set_bit(i, imem->used);
			ret = (SPACE_START + start) << PAGE_SHIFT;
			break;
		}
		start = end;
	}
	mutex_unlock(&imem->lock);
	return ret;
}

static void gk20a_space_put(struct gk20a_instmem *imem, unsigned long offset,
			    unsigned long npages)
{
	unsigned long i = (offset >> PAGE_SHIFT) - SPACE_START;

	mutex_lock(&imem->lock);
	while (npages--)
		__clear_bit(i++, imem->used);
	mutex_unlock(&imem->lock);
}

struct gk20a_instobj *gk20a_instobj_ctor(struct gk20a_instmem *imem,
					 unsigned long size)
{
	unsigned int npages = PAGE_ALIGN(size) >> PAGE_SHIFT, i;
	struct gk20a_instobj *obj;
	unsigned long offset;
	long ret;

	obj = kzalloc(struct_size(obj, pages, npages), GFP_KERNEL);
	if (!obj)
		return ERR_PTR(-ENOMEM);
	obj->imem = imem;
	obj->npages = npages;

	for (i = 0; i < npages; i++) {
		obj->pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		if (!obj->pages[i]) {
			ret = -ENOMEM;
			goto free_pages;
		}
	}

	ret = gk20a_space_get(imem, npages);
	if (ret < 0)
		goto free_pages;
	obj->offset = ret;

	for (i = 0; i < npages; i++) {
		offset = obj->offset + i * PAGE_SIZE;
		ret = iommu_map(imem->domain, offset,
				page_to_phys(obj->pages[i]), PAGE_SIZE,
				IOMMU_READ | IOMMU_WRITE);
		if (ret < 0) {
			dev_err(imem->dev, "mapping failed: %ld\n", ret);
			while (i-- > 0) {
				offset -= PAGE_SIZE;
				iommu_unmap(imem->domain, offset, PAGE_SIZE);
			}
			goto release_area;
		}
	}
	return obj;

release_area:
	gk20a_space_put(imem, obj->offset, npages);
free_pages:
	for (i = 0; i < npages && obj->pages[i]; i++)
		__free_page(obj->pages[i]);
	kfree(obj);
	return ERR_PTR(ret);
}

void gk20a_instobj_dtor(struct gk20a_instobj *obj)
{
	struct gk20a_instmem *imem = obj->imem;
	unsigned int i;

	for (i = 0; i < obj->npages; i++) {
		iommu_unmap(imem->domain, obj->offset + i * PAGE_SIZE,
			    PAGE_SIZE);
		__free_page(obj->pages[i]);
	}
	gk20a_space_put(imem, obj->offset, obj->npages);
	kfree(obj);
}

long gk20a_instmem_import(struct gk20a_instmem *imem, struct sg_table *sgt)
{
	struct scatterlist *sg;
	size_t size = 0;
	ssize_t mapped;
	unsigned int i;
	long offset;

	for_each_sgtable_sg(sgt, sg, i)
		size += sg->length;
	offset = gk20a_space_get(imem, size >> PAGE_SHIFT);
	if (offset < 0)
		return offset;
	mapped = iommu_map_sg(imem->domain, offset, sgt->sgl, sgt->orig_nents,
			      IOMMU_READ | IOMMU_WRITE);
	if (mapped < 0) {
		gk20a_space_put(imem, offset, size >> PAGE_SHIFT);
		return mapped;
	}
	return offset;
}

void gk20a_instmem_forget(struct gk20a_instmem *imem, unsigned long offset,
			  size_t size)
{
	WARN_ON(iommu_unmap(imem->domain, offset, size) != size);
	gk20a_space_put(imem, offset, size >> PAGE_SHIFT);
}

MODULE_LICENSE("GPL");
