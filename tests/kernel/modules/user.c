// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small driver that uses the shim, built once in each of two styles: it maps a
 * page for its own device `edu`, lets the device use it, unmaps it deferred and
 * flushes.  How it leaves is a parameter.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/slab.h>

#include <iommu-shim/flush-queue.h>
#include <iommu-shim/iommu.h>

#include "edu.h"

#define IOVA 0x01011000UL
#define MAILBOX 0x0e0ee000UL
#define QUEUED 20

static unsigned int device;
module_param(device, uint, 0444);
MODULE_PARM_DESC(device, "which of the devices");

static bool queue;
module_param(queue, bool, 0444);
MODULE_PARM_DESC(queue, "leave with unmaps that are queued");

static unsigned int timeout_us;
module_param(timeout_us, uint, 0444);
MODULE_PARM_DESC(timeout_us, "of the flush queue, in place of the default");

static bool leak;
module_param(leak, bool, 0444);
MODULE_PARM_DESC(leak, "and without freeing the domain");

static struct pci_dev *edu;
static struct iommu_domain *domain;
static struct iommu_fq *fq;
static u64 *page, *mailbox;
static atomic_t released;
module_param_named(released, released.counter, int, 0444);
MODULE_PARM_DESC(released, "so many entries of the queue are");

static void release(struct iommu_domain *d, unsigned long iova, size_t size,
		    void *cookie)
{
	atomic_inc(&released);
}

/* Does what the device writes at IOVA go to the page? */
static bool reaches(void)
{
	static u64 value = 0x5eed;

	*mailbox = ++value;
	edu_read(MAILBOX, sizeof(value));
	edu_write(IOVA, sizeof(value));
	return READ_ONCE(*page) == value;
}

static int map(unsigned long iova, void *memory)
{
	return iommu_map(domain, iova, virt_to_phys(memory), PAGE_SIZE,
			 IOMMU_READ | IOMMU_WRITE);
}

static void unmap_deferred(void)
{
#if IOMMU_SHIM_IS(explicit)
	iommu_tlb_range_add(domain, IOVA, iommu_unmap(domain, IOVA, PAGE_SIZE));
#else
	iommu_unmap_async(domain, IOVA, PAGE_SIZE);
#endif
}

static int use(void)
{
	int ret = map(IOVA, page);

	if (ret)
		return ret;
	iommu_tlb_sync(domain);
	if (!reaches()) {
		pr_err("the device does not reach what is mapped\n");
		return -EIO;
	}
	unmap_deferred();
	iommu_tlb_sync(domain);
	if (reaches()) {
		pr_err("the device reaches what was unmapped and flushed\n");
		return -EIO;
	}
	return 0;
}

/* Entries that only a flush of the whole queue will release. */
static int fill_queue(void)
{
	struct iommu_fq_options options;
	unsigned int i;
	int ret;

	iommu_fq_default_options(&options, false);
	if (timeout_us)
		options.timeout_us = timeout_us;
	fq = iommu_fq_create(domain, &options);
	if (IS_ERR(fq))
		return PTR_ERR(fq);
	for (i = 0; i < QUEUED; i++) {
		ret = map(IOVA, page);
		if (ret)
			return ret;
		iommu_fq_unmap(fq, IOVA, PAGE_SIZE, release, NULL);
	}
	return 0;
}

static int __init user_init(void)
{
	int ret;

	edu = edu_get(device);
	if (IS_ERR(edu))
		return PTR_ERR(edu);
	page = (u64 *)get_zeroed_page(GFP_KERNEL);
	mailbox = (u64 *)get_zeroed_page(GFP_KERNEL);
	domain = iommu_paging_domain_alloc(&edu->dev);
	if (!page || !mailbox || IS_ERR(domain))
		return -ENOMEM;
	ret = iommu_attach_device(domain, &edu->dev);
	if (!ret)
		ret = map(MAILBOX, mailbox);
	if (!ret)
		ret = use();
	if (!ret && queue)
		ret = fill_queue();
	if (!ret)
		pr_info("works\n");
	return ret;
}
module_init(user_init);

static void __exit user_exit(void)
{
	if (fq) {
		iommu_fq_destroy(fq);
		pr_info("released %d of %d\n", atomic_read(&released), QUEUED);
		/* The queue has flushed all: one more, for which nobody does. */
		if (!map(IOVA, page))
			unmap_deferred();
	}
	iommu_detach_device(domain, &edu->dev);
	if (!leak)
		iommu_domain_free(domain);
	free_page((unsigned long)page);
	free_page((unsigned long)mailbox);
	edu_put();
}
module_exit(user_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A user of the IOMMU API, for tests");
