// SPDX-License-Identifier: GPL-2.0-only
/*
 * User memory for a device, after the pattern of VFIO's type1 back end: runs
 * of contiguous pages are mapped as one, a failure unwinds what was mapped, and
 * a large range is unmapped in chunks, each unpinned when it is out of reach.
 */
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/slab.h>

#include "vfio_type1.h"

struct vfio_iommu {
	struct device *dev;
	struct iommu_domain *domain;
	struct mutex lock;		/* of dma_list */
	struct rb_root dma_list;
};

struct vfio_dma {
	struct rb_node node;
	dma_addr_t iova;
	size_t size;
	bool pinned;
};

struct vfio_iommu *vfio_iommu_open(struct device *dev)
{
	struct vfio_iommu *iommu = kzalloc(sizeof(*iommu), GFP_KERNEL);

	if (!iommu)
		return ERR_PTR(-ENOMEM);
	iommu->dev = dev;
	iommu->dma_list = RB_ROOT;
	mutex_init(&iommu->lock);
	iommu->domain = iommu_domain_alloc(dev->bus);
	if (iommu->domain && !iommu_attach_device(iommu->domain, dev))
		return iommu;

	if (iommu->domain)
		iommu_domain_free(iommu->domain);
	kfree(iommu);
	return ERR_PTR(-EIO);
}

static struct vfio_dma *vfio_new_dma(struct vfio_iommu *iommu,
				     dma_addr_t iova, size_t size, bool pinned)
{
	struct rb_node **link = &iommu->dma_list.rb_node, *parent = NULL;
	struct vfio_dma *dma = kzalloc(sizeof(*dma), GFP_KERNEL);

	if (!dma)
		return NULL;
	dma->iova = iova;
	dma->size = size;
	dma->pinned = pinned;
	while (*link) {
		parent = *link;
		if (iova < rb_entry(parent, struct vfio_dma, node)->iova)
			link = &parent->rb_left;
		else
			link = &parent->rb_right;
	}
	rb_link_node(&dma->node, parent, link);
	rb_insert_color(&dma->node, &iommu->dma_list);
	return dma;
}

static void vfio_remove_dma(struct vfio_iommu *iommu, struct vfio_dma *dma)
{
	rb_erase(&dma->node, &iommu->dma_list);
	kfree(dma);
}

static int vfio_pin_map(struct vfio_iommu *iommu, dma_addr_t iova,
			struct page **pages, unsigned int npages, int prot)
{
	unsigned int i, j, run;
	phys_addr_t phys;
	int ret;

	for (i = 0; i < npages; i += run) {
		phys = page_to_phys(pages[i]);
		for (run = 1; i + run < npages; run++)
			if (page_to_phys(pages[i + run]) !=
			    phys + (phys_addr_t)run * PAGE_SIZE)
				break;
		for (j = 0; j < run; j++)
			get_page(pages[i + j]);
		ret = iommu_map(iommu->domain, iova + i * PAGE_SIZE, phys,
				run * PAGE_SIZE, prot | IOMMU_CACHE);
		if (ret)
			goto unwind;
	}
	return 0;

unwind:
	iommu_unmap(iommu->domain, iova, i * PAGE_SIZE);
	for (j = 0; j < i + run; j++)
		put_page(pages[j]);
	return ret;
}

int vfio_dma_map(struct vfio_iommu *iommu, dma_addr_t iova,
		 struct page **pages, unsigned int npages, int prot)
{
	struct vfio_dma *dma;
	int ret = -ENOMEM;

	mutex_lock(&iommu->lock);
	dma = vfio_new_dma(iommu, iova, npages * PAGE_SIZE, true);
	if (dma)
		ret = vfio_pin_map(iommu, iova, pages, npages, prot);
	if (dma && ret)
		vfio_remove_dma(iommu, dma);
	mutex_unlock(&iommu->lock);
	return ret;
}

int vfio_dma_map_sg(struct vfio_iommu *iommu, dma_addr_t iova,
		    struct sg_table *sgt, int prot)
{
	struct vfio_dma *dma;
	ssize_t mapped = -ENOMEM;

	mutex_lock(&iommu->lock);
	dma = vfio_new_dma(iommu, iova, 0, false);
	if (dma) {
		mapped = iommu_map_sg(iommu->domain, iova, sgt->sgl,
				      sgt->orig_nents, prot | IOMMU_CACHE);
		if (mapped < 0)
			vfio_remove_dma(iommu, dma);
		else
			dma->size = mapped;
	}
	mutex_unlock(&iommu->lock);
	return mapped < 0 ? mapped : 0;
}

/* A chunk is as long as the memory behind it is contiguous. */
static size_t vfio_unmap_unpin(struct vfio_iommu *iommu, struct vfio_dma *dma)
{
	dma_addr_t iova = dma->iova, end = dma->iova + dma->size;
	size_t unmapped, len, off, total = 0;
	phys_addr_t phys;

	while (iova < end) {
		phys = iommu_iova_to_phys(iommu->domain, iova);
		if (WARN_ON(!phys))
			break;
		for (len = PAGE_SIZE; iova + len < end; len += PAGE_SIZE)
			if (iommu_iova_to_phys(iommu->domain, iova + len) !=
			    phys + len)
				break;

		unmapped = iommu_unmap(iommu->domain, iova, len);
		if (WARN_ON(!unmapped))
			break;
		for (off = 0; dma->pinned && off < unmapped; off += PAGE_SIZE)
			put_page(phys_to_page(phys + off));
		iova += unmapped;
		total += unmapped;
	}
	return total;
}

size_t vfio_dma_unmap(struct vfio_iommu *iommu, dma_addr_t iova, size_t size)
{
	struct rb_node *n, *next;
	size_t unmapped = 0;

	mutex_lock(&iommu->lock);
	for (n = rb_first(&iommu->dma_list); n; n = next) {
		struct vfio_dma *dma = rb_entry(n, struct vfio_dma, node);

		next = rb_next(n);
		if (dma->iova < iova || dma->iova - iova >= size)
			continue;
		unmapped += vfio_unmap_unpin(iommu, dma);
		vfio_remove_dma(iommu, dma);
	}
	mutex_unlock(&iommu->lock);
	return unmapped;
}

void vfio_iommu_release(struct vfio_iommu *iommu)
{
	vfio_dma_unmap(iommu, 0, ~0UL);
	iommu_detach_device(iommu->domain, iommu->dev);
	iommu_domain_free(iommu->domain);
	kfree(iommu);
}

MODULE_LICENSE("GPL");
