// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jobs of a command channel, after the pattern of host1x's job.c: every buffer
 * of a job is pinned and mapped at an address of its own; unpinning unmaps each
 * and gives its address and its pages back in the same round, so that no flush
 * can wait for the end of the loop.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "host1x_job.h"

#define IOVA_PAGES 1024

struct host1x {
	struct device *dev;
	struct iommu_domain *domain;
	struct mutex iova_lock;		/* of iova */
	DECLARE_BITMAP(iova, IOVA_PAGES);
};

struct host1x *host1x_new(struct device *dev)
{
	struct host1x *host = kzalloc(sizeof(*host), GFP_KERNEL);

	if (!host)
		return ERR_PTR(-ENOMEM);
	host->dev = dev;
	mutex_init(&host->iova_lock);
	/* Address 0 is none. */
	bitmap_set(host->iova, 0, 1);
	host->domain = iommu_domain_alloc(dev->bus);
	if (host->domain && !iommu_attach_device(host->domain, dev))
		return host;

	if (host->domain)
		iommu_domain_free(host->domain);
	kfree(host);
	return ERR_PTR(-ENODEV);
}

void host1x_del(struct host1x *host)
{
	WARN_ON(bitmap_weight(host->iova, IOVA_PAGES) != 1);
	iommu_detach_device(host->domain, host->dev);
	iommu_domain_free(host->domain);
	kfree(host);
}

static dma_addr_t alloc_iova(struct host1x *host, size_t size)
{
	unsigned int npages = size >> PAGE_SHIFT;
	unsigned long at;

	mutex_lock(&host->iova_lock);
	at = bitmap_find_next_zero_area(host->iova, IOVA_PAGES, 0, npages, 0);
	if (at < IOVA_PAGES)
		bitmap_set(host->iova, at, npages);
	mutex_unlock(&host->iova_lock);
	return at < IOVA_PAGES ? (dma_addr_t)at << PAGE_SHIFT : 0;
}

static void free_iova(struct host1x *host, dma_addr_t iova, size_t size)
{
	mutex_lock(&host->iova_lock);
	bitmap_clear(host->iova, iova >> PAGE_SHIFT, size >> PAGE_SHIFT);
	mutex_unlock(&host->iova_lock);
}

struct host1x_job *host1x_job_alloc(struct host1x *host,
				    struct sg_table *gathers, unsigned int n)
{
	struct host1x_job *job;
	struct scatterlist *sg;
	unsigned int i, j;

	job = kzalloc(struct_size(job, gathers, n), GFP_KERNEL);
	if (!job)
		return NULL;
	job->host = host;
	job->num_gathers = n;
	for (i = 0; i < n; i++) {
		job->gathers[i].sgt = &gathers[i];
		job->gathers[i].page = sg_page(gathers[i].sgl);
		for_each_sgtable_sg(&gathers[i], sg, j)
			job->gathers[i].size += sg->length;
	}
	return job;
}

int host1x_job_pin(struct host1x_job *job)
{
	struct host1x *host = job->host;
	unsigned int i;
	ssize_t err;

	for (i = 0; i < job->num_gathers; i++) {
		struct sg_table *sgt = job->gathers[i].sgt;
		size_t size = job->gathers[i].size;
		dma_addr_t iova = alloc_iova(host, size);

		if (!iova) {
			err = -ENOMEM;
			goto unpin;
		}
		err = iommu_map_sg(host->domain, iova, sgt->sgl,
				   sgt->orig_nents, IOMMU_READ);
		if (err <= 0) {
			free_iova(host, iova, size);
			err = err ?: -EINVAL;
			goto unpin;
		}
		get_page(job->gathers[i].page);
		job->gathers[i].iova = iova;
		job->num_unpins++;
	}
	return 0;

unpin:
	host1x_job_unpin(job);
	return err;
}

void host1x_job_unpin(struct host1x_job *job)
{
	struct host1x *host = job->host;
	unsigned int i;

	for (i = 0; i < job->num_unpins; i++) {
		iommu_unmap(host->domain, job->gathers[i].iova,
			    job->gathers[i].size);
		free_iova(host, job->gathers[i].iova, job->gathers[i].size);
		put_page(job->gathers[i].page);
	}
	job->num_unpins = 0;
}

void host1x_job_put(struct host1x_job *job)
{
	WARN_ON(job->num_unpins);
	kfree(job);
}

MODULE_LICENSE("GPL");
