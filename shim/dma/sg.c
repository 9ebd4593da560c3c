// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scatterlists.  All entries come one after the other in one piece of IOVA, as
 * whole granules, and those that begin and end at granules become one segment
 * as far as the device's limits allow.  An entry that would lie across a
 * boundary of the device begins at it; what is left free before it is not
 * mapped.
 */
#include <linux/kernel.h>
#include <linux/memremap.h>

#include "dma.h"

/*
 * While they are mapped, an entry is whole granules, and the DMA fields, which
 * are not in use yet, keep what it was.
 */
static void widen(const struct iommu_dma_cookie *cookie,
		  struct scatterlist *sg)
{
	unsigned int offset = sg->offset & cookie->mask;

	sg_dma_address(sg) = offset;
	sg_dma_len(sg) = sg->length;
	sg->offset -= offset;
	sg->length = dma_granules(cookie, offset, sg->length);
}

static void restore(struct scatterlist *sg)
{
	sg->offset += sg_dma_address(sg);
	sg->length = sg_dma_len(sg);
	sg_dma_address(sg) = DMA_MAPPING_ERROR;
	sg_dma_len(sg) = 0;
}

static void restore_all(struct scatterlist *sgl, int nents)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, nents, i)
		restore(sg);
}

/*
 * Where an entry goes that is @len long and may go at @at.  The IOVA is aligned
 * to the size of all: a boundary below that is one in it, and another is not.
 */
static u64 place(u64 at, unsigned int len, unsigned long boundary)
{
	u64 in = at & boundary;

	/* What is longer than that begins at one, and no more can be done. */
	return in && in + len - 1 > boundary ? (at | boundary) + 1 : at;
}

/* Entries that follow each other without a gap are mapped by one call. */
static int map_runs(struct iommu_dma_cookie *cookie, u64 iova,
		    struct scatterlist *sgl, int nents,
		    unsigned long boundary, int prot)
{
	struct scatterlist *sg, *first = sgl;
	u64 at = 0, start = 0;
	int i, n = 0;
	ssize_t ret;

	for_each_sg(sgl, sg, nents, i) {
		u64 to = place(at, sg->length, boundary);

		if (to != at) {
			ret = iommu_map_sg_atomic(cookie->domain, iova + start,
						  first, n, prot);
			if (ret != (ssize_t)(at - start))
				goto unwind;
			first = sg;
			start = to;
			n = 0;
		}
		at = to + sg->length;
		n++;
	}
	ret = iommu_map_sg_atomic(cookie->domain, iova + start, first, n, prot);
	if (ret == (ssize_t)(at - start))
		return 0;

unwind:
	if (ret > 0)
		iommu_unmap(cookie->domain, iova + start, ret);
	/* And the runs before. */
	for (at = 0, sg = sgl; sg != first; sg = sg_next(sg)) {
		at = place(at, sg->length, boundary);
		iommu_unmap(cookie->domain, iova + at, sg->length);
		at += sg->length;
	}
	return ret < 0 ? ret : -EINVAL;
}

/* From entries to segments; returns how many these are. */
static int make_segments(struct device *dev, struct iommu_dma_cookie *cookie,
			 u64 iova, struct scatterlist *sgl, int nents)
{
	unsigned long boundary = dma_get_seg_boundary(dev);
	unsigned int max = dma_get_max_seg_size(dev);
	struct scatterlist *sg, *seg = NULL;
	bool whole = false;	/* the segment ends where a granule does */
	u64 at = 0;
	int i, n = 0;

	for_each_sg(sgl, sg, nents, i) {
		unsigned int offset = sg_dma_address(sg);
		unsigned int len = sg_dma_len(sg), granules = sg->length;
		u64 to = place(at, granules, boundary);

		restore(sg);
		if (seg && whole && !offset && (iova + to) & boundary &&
		    sg_dma_len(seg) < max &&
		    len <= max - sg_dma_len(seg)) {
			sg_dma_len(seg) += len;
		} else {
			seg = seg ? sg_next(seg) : sgl;
			sg_dma_address(seg) = iova + to + offset;
			sg_dma_len(seg) = len;
			n++;
		}
		whole = !((offset + len) & cookie->mask);
		at = to + granules;
	}
	return n;
}

int dma_op_map_sg(struct device *dev, struct scatterlist *sgl, int nents,
		  enum dma_data_direction dir, unsigned long attrs)
{
	struct iommu_dma_cookie *cookie = dma_cookie(dev);
	unsigned long boundary = dma_get_seg_boundary(dev);
	int prot = dma_prot(dir, attrs), i, ret;
	struct scatterlist *sg;
	u64 size = 0, iova;

	if (!prot || nents <= 0)
		return -EINVAL;
	for_each_sg(sgl, sg, nents, i) {
		/* Another device's memory is not reached through an IOMMU. */
		if (is_pci_p2pdma_page(sg_page(sg)))
			return -EREMOTEIO;
		if (!sg->length)
			return -EINVAL;
	}
	for_each_sg(sgl, sg, nents, i) {
		widen(cookie, sg);
		size = place(size, sg->length, boundary) + sg->length;
	}

	ret = -ENOMEM;
	iova = dma_alloc_iova(cookie, dev, size, dma_get_mask(dev));
	if (!iova)
		goto restore;
	ret = map_runs(cookie, iova, sgl, nents, boundary, prot);
	if (!ret)
		return make_segments(dev, cookie, iova, sgl, nents);
	iova_space_free(cookie->space, iova, size);
restore:
	restore_all(sgl, nents);
	return ret == -ENOMEM ? ret : -EINVAL;
}

/* The segment after this one; NULL: there is none. */
static struct scatterlist *next_segment(struct scatterlist *seg, int *left)
{
	if (--*left <= 0)
		return NULL;
	seg = sg_next(seg);
	return seg && sg_dma_len(seg) ? seg : NULL;
}

static bool unmap_run(struct iommu_dma_cookie *cookie, u64 start, u64 end)
{
	return !WARN_ON(iommu_unmap(cookie->domain, start, end - start) !=
			end - start);
}

void dma_op_unmap_sg(struct device *dev, struct scatterlist *sgl, int nents,
		     enum dma_data_direction dir, unsigned long attrs)
{
	struct iommu_dma_cookie *cookie = dma_cookie(dev);
	u64 mask = cookie->mask, first, start, end;
	struct scatterlist *seg = sgl;
	bool gaps = false, mapped = true;
	int left = nents;

	(void)dir, (void)attrs;
	first = start = sg_dma_address(sgl) & ~mask;
	for (;;) {
		end = ALIGN(sg_dma_address(seg) + sg_dma_len(seg), mask + 1);
		seg = next_segment(seg, &left);
		if (!seg)
			break;
		if ((sg_dma_address(seg) & ~mask) == end)
			continue;
		/* With gaps it is unmapped run by run, each with its flush. */
		mapped &= unmap_run(cookie, start, end);
		start = sg_dma_address(seg) & ~mask;
		gaps = true;
	}
	if (!gaps) {
		dma_unmap(cookie, first, end - first, false);
		return;
	}
	if (unmap_run(cookie, start, end) && mapped)
		iova_space_free(cookie->space, first, end - first);
}
