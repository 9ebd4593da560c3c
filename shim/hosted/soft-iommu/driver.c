// SPDX-License-Identifier: GPL-2.0-only
/*
 * The software IOMMU's driver: domains, attaching, and when to invalidate.
 */
#include <hosted/iommu.h>
#include <linux/dma-map-ops.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "soft-iommu.h"

#define PGSIZES (SZ_4K | SZ_2M | SZ_1G)

/* A number below @size that is not in use; @size when all are. */
static unsigned long id_alloc(struct hosted_iommu *iommu, unsigned long *ids,
			      unsigned long size)
{
	unsigned long flags, id;

	spin_lock_irqsave(&iommu->id_lock, flags);
	id = find_first_zero_bit(ids, size);
	if (id < size)
		__set_bit(id, ids);
	spin_unlock_irqrestore(&iommu->id_lock, flags);
	return id;
}

static void id_free(struct hosted_iommu *iommu, unsigned long *ids,
		    unsigned long id)
{
	unsigned long flags;

	spin_lock_irqsave(&iommu->id_lock, flags);
	__clear_bit(id, ids);
	spin_unlock_irqrestore(&iommu->id_lock, flags);
}

static bool soft_capable(struct device *dev, enum iommu_cap cap)
{
	(void)dev;
	return cap == IOMMU_CAP_CACHE_COHERENCY;
}

static struct iommu_domain *soft_domain_alloc(unsigned int type)
{
	struct soft_domain *sd;

	/* One that is blocked is one where nothing is ever mapped. */
	if (!(type & __IOMMU_DOMAIN_PAGING) && type != IOMMU_DOMAIN_IDENTITY &&
	    type != IOMMU_DOMAIN_BLOCKED)
		return NULL;
	sd = kzalloc(sizeof(*sd), GFP_KERNEL);
	if (!sd)
		return NULL;
	sd->root = (u64 *)get_zeroed_page(GFP_KERNEL);
	if (!sd->root) {
		kfree(sd);
		return NULL;
	}
	san_domain_init(&sd->san, &sd->domain);
	sd->domain.geometry.aperture_end = BIT(IOVA_BITS) - 1;
	sd->domain.geometry.force_aperture = true;
	return &sd->domain;
}

static void soft_domain_free(struct iommu_domain *domain)
{
	struct soft_domain *sd = to_soft_domain(domain);

	WARN(sd->attached, "domain freed with %u devices attached\n",
	     sd->attached);
	san_domain_free(domain);
	if (sd->iommu) {
		/* Nobody who gets the id next may find our translations. */
		hw_forget_domain(sd->iommu, sd->did);
		id_free(sd->iommu, sd->iommu->dids, sd->did);
	}
	pgtable_free(sd->root);
	kfree(sd);
}

static unsigned int dev_sid(struct device *dev)
{
	return (unsigned long)dev_iommu_priv_get(dev);
}

static struct hosted_iommu *dev_hosted_iommu(struct device *dev)
{
	return container_of(dev->iommu->iommu_dev, struct hosted_iommu,
			    iommu_dev);
}

static void soft_left(struct soft_domain *sd)
{
	hw_forget_domain(sd->iommu, sd->did);
	san_detached(&sd->domain);
	sd->attached--;
}

/*
 * The core lets one in at a time.  A device that is attached leaves its domain
 * for this one, without a moment in between.
 */
static int soft_attach_dev(struct iommu_domain *domain, struct device *dev)
{
	struct soft_domain *sd = to_soft_domain(domain);
	struct hosted_iommu *iommu = dev_hosted_iommu(dev);
	struct iommu_domain *old = iommu->contexts[dev_sid(dev)].domain;
	struct hw_context ctx = { .domain = domain,
				  .dev = dev,
				  .root = sd->root,
				  .identity = domain->type ==
					      IOMMU_DOMAIN_IDENTITY };
	unsigned long did;

	if (old == domain)
		return 0;
	if (sd->iommu && sd->iommu != iommu)
		return -EINVAL;
	if (!sd->iommu) {
		did = id_alloc(iommu, iommu->dids, HW_DIDS);
		if (did == HW_DIDS)
			return -ENOSPC;
		sd->did = did;
		/* Pairs with the acquire in soft_domain_iommu(). */
		smp_store_release(&sd->iommu, iommu);
	}
	ctx.did = sd->did;
	hw_set_context(iommu, dev_sid(dev), &ctx);
	sd->attached++;
	if (old)
		soft_left(to_soft_domain(old));
	return 0;
}

static void soft_detach_dev(struct iommu_domain *domain, struct device *dev)
{
	static const struct hw_context none;
	struct soft_domain *sd = to_soft_domain(domain);

	hw_set_context(sd->iommu, dev_sid(dev), &none);
	soft_left(sd);
}

struct hosted_iommu *soft_domain_iommu(struct soft_domain *sd)
{
	/* Pairs with the release in soft_attach_dev(): the id is there. */
	return smp_load_acquire(&sd->iommu);
}

void soft_domain_flush(struct soft_domain *sd, unsigned long iova,
		       size_t size, size_t pgsize)
{
	struct hosted_iommu *iommu = soft_domain_iommu(sd);

	if (iommu)
		hw_invalidate_range(iommu, sd->did, iova, size, pgsize);
}

static void soft_flush_iotlb_all(struct iommu_domain *domain)
{
	struct soft_domain *sd = to_soft_domain(domain);
	struct hosted_iommu *iommu = soft_domain_iommu(sd);

	if (iommu)
		hw_invalidate_domain(iommu, sd->did);
}

static void sync_map(struct iommu_domain *domain, unsigned long iova,
		     size_t size)
{
	struct soft_domain *sd = to_soft_domain(domain);
	struct hosted_iommu *iommu = soft_domain_iommu(sd);

	if (iommu && iommu->config.caching_mode && size)
		hw_invalidate_range(iommu, sd->did, iova, size, PAGE_SIZE);
}

#if HOSTED_LEVEL >= 616
static int soft_iotlb_sync_map(struct iommu_domain *domain,
			       unsigned long iova, size_t size)
{
	sync_map(domain, iova, size);
	return 0;
}
#else
#define soft_iotlb_sync_map sync_map
#endif

static void soft_iotlb_sync(struct iommu_domain *domain,
			    struct iommu_iotlb_gather *gather)
{
	if (gather->pgsize)
		soft_domain_flush(to_soft_domain(domain), gather->start,
				  gather->end - gather->start + 1,
				  gather->pgsize);
	put_pages_list(&gather->freelist);
}

static struct iommu_domain_ops soft_domain_ops = {
	.attach_dev = soft_attach_dev,
	.detach_dev = soft_detach_dev,
	.map_pages = pgtable_map_pages,
	.unmap_pages = pgtable_unmap_pages,
	.flush_iotlb_all = soft_flush_iotlb_all,
	.iotlb_sync_map = soft_iotlb_sync_map,
	.iotlb_sync = soft_iotlb_sync,
	.iova_to_phys = pgtable_iova_to_phys,
	.free = soft_domain_free,
};

void soft_iommu_watch(bool watch)
{
	WRITE_ONCE(soft_domain_ops.map_pages,
		   watch ? pgtable_map_pages_watched : pgtable_map_pages);
	WRITE_ONCE(soft_domain_ops.unmap_pages,
		   watch ? pgtable_unmap_pages_watched : pgtable_unmap_pages);
}

static struct iommu_device *soft_probe_device(struct device *dev)
{
	struct hosted_iommu *iommu = container_of(dev->bus,
						  struct hosted_iommu, bus);
	unsigned long sid = id_alloc(iommu, iommu->sids, HW_CONTEXTS);

	if (sid == HW_CONTEXTS)
		return ERR_PTR(-ENOSPC);
	dev_iommu_priv_set(dev, (void *)sid);
	dev->iommu->shadow_on_flush = iommu->config.shadow;
	return &iommu->iommu_dev;
}

static void soft_release_device(struct device *dev)
{
	struct hosted_iommu *iommu = dev_hosted_iommu(dev);
	struct iommu_domain *domain = iommu->contexts[dev_sid(dev)].domain;

	/* A core may leave a device in its default domain to the last. */
	if (domain)
		soft_detach_dev(domain, dev);
	id_free(iommu, iommu->sids, dev_sid(dev));
}

/* In Linux's dma-iommu.c, where a program has that. */
void __weak iommu_setup_dma_ops(struct device *dev, u64 dma_base,
				u64 dma_limit)
{
	(void)dev, (void)dma_base, (void)dma_limit;
}

static void soft_probe_finalize(struct device *dev)
{
	set_dma_ops(dev, NULL);
	iommu_setup_dma_ops(dev, 0, U64_MAX);
}

static int config_check(struct hosted_iommu_config *c)
{
	if (!c->name)
		c->name = "iommu";
	if (!c->pgsize_bitmap)
		c->pgsize_bitmap = PGSIZES;
	if (!c->iotlb_sets)
		c->iotlb_sets = 64;
	if (!c->iotlb_ways)
		c->iotlb_ways = 4;
	/* What is not in the shadow is as if cached as absent. */
	c->caching_mode |= c->shadow;
	/* Level 0 has 4 KiB pages, whatever else there is. */
	if (c->pgsize_bitmap & ~(unsigned long)PGSIZES ||
	    !(c->pgsize_bitmap & SZ_4K) || !is_power_of_2(c->iotlb_sets) ||
	    c->iotlb_sets > 4096 || c->iotlb_ways > 16 ||
	    (c->psc_entries && !is_power_of_2(c->psc_entries)) ||
	    c->psc_entries > 4096 || c->devtlb_entries > 64 ||
	    c->holes > HOSTED_HOLES_COUNT ||
	    c->inval_latency_ns > 1000000)
		return -EINVAL;
	return 0;
}

struct hosted_iommu *
hosted_iommu_create(const struct hosted_iommu_config *config)
{
	struct hosted_iommu_config c = {};
	struct hosted_iommu *iommu;
	int ret;

	if (config)
		c = *config;
	ret = config_check(&c);
	if (ret)
		return ERR_PTR(ret);

	iommu = kzalloc(sizeof(*iommu), GFP_KERNEL);
	if (!iommu)
		return ERR_PTR(-ENOMEM);
	iommu->config = c;
	ret = hw_init(iommu);
	if (ret) {
		hw_exit(iommu);
		kfree(iommu);
		return ERR_PTR(ret);
	}
	spin_lock_init(&iommu->id_lock);
	iommu->ops = (struct iommu_ops) {
		.capable = soft_capable,
		.domain_alloc = soft_domain_alloc,
		.probe_device = soft_probe_device,
		.release_device = soft_release_device,
		.probe_finalize = soft_probe_finalize,
		.device_group = generic_device_group,
		.default_domain_ops = &soft_domain_ops,
		.pgsize_bitmap = c.pgsize_bitmap,
	};
	iommu->iommu_dev.ops = &iommu->ops;
	iommu->bus.name = c.name;
	iommu->bus.iommu_ops = &iommu->ops;
	return iommu;
}

void hosted_iommu_destroy(struct hosted_iommu *iommu)
{
	WARN(find_first_bit(iommu->sids, HW_CONTEXTS) < HW_CONTEXTS,
	     "%s destroyed before its devices\n", iommu->config.name);
	WARN(find_first_bit(iommu->dids, HW_DIDS) < HW_DIDS,
	     "%s destroyed before its domains\n", iommu->config.name);
	hw_exit(iommu);
	kfree(iommu);
}

struct bus_type *hosted_iommu_bus(struct hosted_iommu *iommu)
{
	return &iommu->bus;
}
