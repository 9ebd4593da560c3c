// SPDX-License-Identifier: GPL-2.0-only
/*
 * A driver over io-pgtable-arm.c, as small as one can be.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "arm-iommu.h"

static void invalidate(struct arm_iommu *iommu, atomic64_t *count)
{
	ktime_t end;

	atomic64_inc(count);
	if (!iommu->sync_ns)
		return;
	for (end = ktime_get() + iommu->sync_ns; ktime_get() < end; )
		;
}

static void tlb_flush_all(void *cookie)
{
	struct arm_domain *ad = cookie;

	invalidate(ad->iommu, &ad->iommu->flushes);
}

static void tlb_flush_walk(unsigned long iova, size_t size, size_t granule,
			   void *cookie)
{
	struct arm_domain *ad = cookie;

	(void)iova, (void)size, (void)granule;
	invalidate(ad->iommu, &ad->iommu->syncs);
}

static void tlb_add_page(struct iommu_iotlb_gather *gather, unsigned long iova,
			 size_t granule, void *cookie)
{
	struct arm_domain *ad = cookie;

	iommu_iotlb_gather_add_page(&ad->domain, gather, iova, granule);
}

static const struct iommu_flush_ops flush_ops = {
	.tlb_flush_all = tlb_flush_all,
	.tlb_flush_walk = tlb_flush_walk,
	.tlb_add_page = tlb_add_page,
};

/* domain_alloc() is not told which IOMMU it is for. */
static struct iommu_domain *arm_domain_alloc(unsigned int type)
{
	struct arm_domain *ad;

	if (!(type & __IOMMU_DOMAIN_PAGING))
		return NULL;
	ad = kzalloc(sizeof(*ad), GFP_KERNEL);
	if (!ad)
		return NULL;
	ad->domain.geometry.aperture_end = BIT(48) - 1;
	ad->domain.geometry.force_aperture = true;
	return &ad->domain;
}

static int arm_domain_finalise(struct arm_domain *ad, struct arm_iommu *iommu)
{
	struct io_pgtable_cfg cfg = {
		.pgsize_bitmap = iommu->ops.pgsize_bitmap,
		.ias = 48,
		.oas = 48,
		.coherent_walk = true,
		.tlb = &flush_ops,
	};

	ad->ops = alloc_io_pgtable_ops(ARM_64_LPAE_S1, &cfg, ad);
	if (!ad->ops)
		return -ENOMEM;
	ad->iommu = iommu;
	ad->domain.pgsize_bitmap = cfg.pgsize_bitmap;
	return 0;
}

static void arm_domain_free(struct iommu_domain *domain)
{
	struct arm_domain *ad = to_arm_domain(domain);

	if (ad->ops)
		free_io_pgtable_ops(ad->ops);
	kfree(ad);
}

static struct arm_iommu *dev_arm_iommu(struct device *dev)
{
	return container_of(dev->bus, struct arm_iommu, bus);
}

static int arm_attach_dev(struct iommu_domain *domain, struct device *dev)
{
	struct arm_domain *ad = to_arm_domain(domain);

	if (!ad->ops)
		return arm_domain_finalise(ad, dev_arm_iommu(dev));
	return ad->iommu == dev_arm_iommu(dev) ? 0 : -EINVAL;
}

static void arm_detach_dev(struct iommu_domain *domain, struct device *dev)
{
	(void)dev;
	tlb_flush_all(to_arm_domain(domain));
}

static int arm_map_pages(struct iommu_domain *domain, unsigned long iova,
			 phys_addr_t paddr, size_t pgsize, size_t pgcount,
			 int prot, gfp_t gfp, size_t *mapped)
{
	struct io_pgtable_ops *ops = to_arm_domain(domain)->ops;

	if (!ops)
		return -ENODEV;
	return ops->map_pages(ops, iova, paddr, pgsize, pgcount, prot, gfp,
			      mapped);
}

static size_t arm_unmap_pages(struct iommu_domain *domain, unsigned long iova,
			      size_t pgsize, size_t pgcount,
			      struct iommu_iotlb_gather *gather)
{
	struct io_pgtable_ops *ops = to_arm_domain(domain)->ops;

	return ops ? ops->unmap_pages(ops, iova, pgsize, pgcount, gather) : 0;
}

static void arm_flush_iotlb_all(struct iommu_domain *domain)
{
	if (to_arm_domain(domain)->ops)
		tlb_flush_all(to_arm_domain(domain));
}

static void arm_iotlb_sync(struct iommu_domain *domain,
			   struct iommu_iotlb_gather *gather)
{
	struct arm_domain *ad = to_arm_domain(domain);

	if (gather->pgsize)
		invalidate(ad->iommu, &ad->iommu->syncs);
}

static phys_addr_t arm_iova_to_phys(struct iommu_domain *domain,
				    dma_addr_t iova)
{
	struct io_pgtable_ops *ops = to_arm_domain(domain)->ops;

	return ops ? ops->iova_to_phys(ops, iova) : 0;
}

const struct iommu_domain_ops arm_domain_ops = {
	.attach_dev = arm_attach_dev,
	.detach_dev = arm_detach_dev,
	.map_pages = arm_map_pages,
	.unmap_pages = arm_unmap_pages,
	.flush_iotlb_all = arm_flush_iotlb_all,
	.iotlb_sync = arm_iotlb_sync,
	.iova_to_phys = arm_iova_to_phys,
	.free = arm_domain_free,
};

static struct iommu_device *arm_probe_device(struct device *dev)
{
	return &dev_arm_iommu(dev)->iommu;
}

static void arm_release_device(struct device *dev)
{
	(void)dev;
}

static bool arm_capable(struct device *dev, enum iommu_cap cap)
{
	(void)dev;
	return cap == IOMMU_CAP_CACHE_COHERENCY;
}

void arm_iommu_init(struct arm_iommu *iommu,
		    struct iommu_group *(*device_group)(struct device *dev))
{
	*iommu = (struct arm_iommu) {
		.ops = {
			.capable = arm_capable,
			.domain_alloc = arm_domain_alloc,
			.probe_device = arm_probe_device,
			.release_device = arm_release_device,
			.device_group = device_group,
			.default_domain_ops = &arm_domain_ops,
			.pgsize_bitmap = SZ_4K | SZ_2M | SZ_1G,
		},
		.bus = { .name = "arm" },
	};
	iommu->iommu.ops = &iommu->ops;
	iommu->bus.iommu_ops = &iommu->ops;
}

static void arm_device_release(struct device *dev)
{
	kfree(dev);
}

struct device *arm_device_create(struct arm_iommu *iommu, const char *name)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	if (!dev)
		return NULL;
	dev->bus = &iommu->bus;
	dev->release = arm_device_release;
	device_initialize(dev);
	if (dev_set_name(dev, "%s", name)) {
		put_device(dev);
		return NULL;
	}
	return dev;
}

int arm_strict(struct device *dev)
{
	(void)dev;
	return IOMMU_DOMAIN_DMA;
}

int arm_lazy(struct device *dev)
{
	(void)dev;
	return IOMMU_DOMAIN_DMA_FQ;
}
