// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOMMU core: what stands between a driver that maps memory for its device
 * and the driver of the IOMMU.  It splits requests into pages that the IOMMU
 * has, undoes what failed half way, and decides when to synchronise.
 */
#define pr_fmt(fmt) "iommu: " fmt

#include <hosted/dma.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "group.h"
#include "sanitizer/san.h"

/* Who is attached to what. */
DEFINE_MUTEX(iommu_attach_lock);

int iommu_probe_device(struct device *dev)
{
	const struct iommu_ops *ops = dev->bus->iommu_ops;
	struct iommu_device *iommu_dev;
	int ret;

	if (!ops)
		return -ENODEV;
	dev->iommu = kzalloc(sizeof(*dev->iommu), GFP_KERNEL);
	if (!dev->iommu)
		return -ENOMEM;
	iommu_dev = ops->probe_device(dev);
	if (IS_ERR(iommu_dev)) {
		ret = PTR_ERR(iommu_dev);
		goto forget;
	}
	dev->iommu->iommu_dev = iommu_dev;
	ret = iommu_group_probe(dev);
	if (!ret)
		return 0;
	ops->release_device(dev);
forget:
	kfree(dev->iommu);
	dev->iommu = NULL;
	return ret;
}

void iommu_release_device(struct device *dev)
{
	if (!dev->iommu)
		return;
	iommu_group_release(dev);
	WARN(dev->iommu->domain, "%s released while attached to a domain\n",
	     dev_name(dev));
	dev->iommu->iommu_dev->ops->release_device(dev);
	kfree(dev->iommu);
	dev->iommu = NULL;
}

bool iommu_present(struct bus_type *bus)
{
	return bus->iommu_ops;
}

bool device_iommu_capable(struct device *dev, enum iommu_cap cap)
{
	const struct iommu_ops *ops;

	if (!dev->iommu)
		return false;
	ops = dev->iommu->iommu_dev->ops;
	return ops->capable && ops->capable(dev, cap);
}

struct iommu_domain *iommu_domain_of_type(const struct iommu_ops *ops,
					  unsigned int type)
{
	struct iommu_domain *domain = ops->domain_alloc(type);

	if (!domain)
		return NULL;
	domain->type = type;
	if (!domain->ops)
		domain->ops = ops->default_domain_ops;
	if (!domain->pgsize_bitmap)
		domain->pgsize_bitmap = ops->pgsize_bitmap;
	if (iommu_is_dma_domain(domain) && iommu_get_dma_cookie(domain)) {
		iommu_domain_free(domain);
		return NULL;
	}
	return domain;
}

#if HOSTED_LEVEL >= 616
struct iommu_domain *iommu_paging_domain_alloc_flags(struct device *dev,
						     unsigned int flags)
{
	struct iommu_domain *domain;

	if (!dev->iommu)
		return ERR_PTR(-ENODEV);
	/* There are none that we could grant. */
	if (flags)
		return ERR_PTR(-EOPNOTSUPP);
	domain = iommu_domain_of_type(dev_iommu_ops(dev),
				      IOMMU_DOMAIN_UNMANAGED);
	return domain ? domain : ERR_PTR(-ENOMEM);
}
#else
struct iommu_domain *iommu_domain_alloc(struct bus_type *bus)
{
	const struct iommu_ops *ops = bus ? bus->iommu_ops : NULL;

	return ops ? iommu_domain_of_type(ops, IOMMU_DOMAIN_UNMANAGED) : NULL;
}
#endif

void iommu_domain_free(struct iommu_domain *domain)
{
	iommu_put_dma_cookie(domain);
	domain->ops->free(domain);
}

int iommu_set_domain(struct device *dev, struct iommu_domain *domain)
{
	struct iommu_domain *old = dev->iommu->domain;
	int ret = 0;

	if (domain)
		ret = domain->ops->attach_dev ?
		      domain->ops->attach_dev(domain, dev) : -ENODEV;
	else if (old->ops->detach_dev)
		old->ops->detach_dev(old, dev);
	if (!ret)
		dev->iommu->domain = domain;
	return ret;
}

int iommu_attach_device(struct iommu_domain *domain, struct device *dev)
{
	int ret = -EBUSY;

	if (!dev->iommu)
		return -ENODEV;
	mutex_lock(&iommu_attach_lock);
	if (dev->iommu->domain == iommu_group_home(dev))
		ret = iommu_set_domain(dev, domain);
	mutex_unlock(&iommu_attach_lock);
	return ret;
}

void iommu_detach_device(struct iommu_domain *domain, struct device *dev)
{
	mutex_lock(&iommu_attach_lock);
	if (dev->iommu && !WARN_ON(dev->iommu->domain != domain))
		WARN_ON(iommu_set_domain(dev, iommu_group_home(dev)));
	mutex_unlock(&iommu_attach_lock);
}

struct iommu_domain *iommu_get_domain_for_dev(struct device *dev)
{
	return dev->iommu ? dev->iommu->domain : NULL;
}

phys_addr_t iommu_iova_to_phys(struct iommu_domain *domain, dma_addr_t iova)
{
	if (domain->type == IOMMU_DOMAIN_IDENTITY)
		return iova;
	if (domain->type == IOMMU_DOMAIN_BLOCKED)
		return 0;
	return domain->ops->iova_to_phys(domain, iova);
}

/*
 * The largest page that fits the start of a request: not larger than what is
 * left, and aligned to it on both sides.  *count is how many of them follow
 * each other until a still larger page would do.
 */
static size_t iommu_pgsize(struct iommu_domain *domain, unsigned long iova,
			   phys_addr_t paddr, size_t size, size_t *count)
{
	unsigned long addrs = iova | paddr, sizes, larger, offset, end;
	size_t pgsize;

	/* Most requests are one page of the smallest size. */
	if (likely(size == BIT(__ffs(domain->pgsize_bitmap)))) {
		*count = 1;
		return size;
	}

	sizes = domain->pgsize_bitmap & GENMASK(__fls(size), 0);
	if (addrs)
		sizes &= GENMASK(__ffs(addrs), 0);
	BUG_ON(!sizes);
	pgsize = BIT(__fls(sizes));

	larger = domain->pgsize_bitmap & ~(pgsize | (pgsize - 1));
	if (larger) {
		larger = BIT(__ffs(larger));
		/* Only where both sides reach the alignment together. */
		if (!((iova ^ paddr) & (larger - 1))) {
			offset = larger - (addrs & (larger - 1));
			if (!check_add_overflow(offset, larger, &end) &&
			    end <= size)
				size = offset;
		}
	}
	*count = size / pgsize;
	return pgsize;
}

static size_t min_pagesize(struct iommu_domain *domain)
{
	return BIT(__ffs(domain->pgsize_bitmap));
}

/* A driver that has only map() and unmap() is given page after page. */
static int map_pages(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t pgsize, size_t count, int prot,
		     gfp_t gfp, size_t *mapped)
{
	const struct iommu_domain_ops *ops = domain->ops;
	int ret;

	if (likely(ops->map_pages))
		return ops->map_pages(domain, iova, paddr, pgsize, count, prot,
				      gfp, mapped);
	ret = ops->map(domain, iova, paddr, pgsize, prot, gfp);
	*mapped = ret ? 0 : pgsize;
	return ret;
}

static size_t unmap_pages(struct iommu_domain *domain, unsigned long iova,
			  size_t pgsize, size_t count,
			  struct iommu_iotlb_gather *gather)
{
	const struct iommu_domain_ops *ops = domain->ops;

	if (likely(ops->unmap_pages))
		return ops->unmap_pages(domain, iova, pgsize, count, gather);
	return ops->unmap(domain, iova, pgsize, gather);
}

static int __iommu_map(struct iommu_domain *domain, unsigned long iova,
		       phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	const struct iommu_domain_ops *ops = domain->ops;
	unsigned long start = iova;
	size_t left = size;
	int ret = 0;

	if (unlikely(!(ops->map_pages || ops->map) ||
		     !domain->pgsize_bitmap))
		return -ENODEV;
	if (unlikely(!(READ_ONCE(domain->type) & __IOMMU_DOMAIN_PAGING)))
		return -EINVAL;
	if (!IS_ALIGNED(iova | paddr | size, min_pagesize(domain))) {
		pr_err("unaligned: iova 0x%lx pa %pa size 0x%zx min_pagesz 0x%zx\n",
		       iova, &paddr, size, min_pagesize(domain));
		return -EINVAL;
	}

	while (left) {
		size_t count, mapped = 0;
		size_t pgsize = iommu_pgsize(domain, iova, paddr, left, &count);

		ret = map_pages(domain, iova, paddr, pgsize, count, prot, gfp,
				&mapped);
		/* Some may be mapped even when it failed. */
		left -= mapped;
		if (ret)
			break;
		iova += mapped;
		paddr += mapped;
	}

	if (ret)
		iommu_unmap(domain, start, size - left);
	return ret;
}

/* Makes a mapping known to the hardware; before level 6.16 that cannot fail. */
static int sync_map(struct iommu_domain *domain, unsigned long iova,
		    size_t size)
{
	int ret = 0;

	if (!domain->ops->iotlb_sync_map)
		return 0;
#if HOSTED_LEVEL >= 616
	ret = domain->ops->iotlb_sync_map(domain, iova, size);
#else
	domain->ops->iotlb_sync_map(domain, iova, size);
#endif
	return ret;
}

/* Page tables are not from a zone of the caller's choice. */
#define GFP_NOT_FOR_TABLES \
	(__GFP_COMP | __GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM)

static bool may_map(gfp_t gfp)
{
	might_sleep_if(gfpflags_allow_blocking(gfp));
	return !WARN_ON_ONCE(gfp & GFP_NOT_FOR_TABLES);
}

static int map_nosync(struct iommu_domain *domain, unsigned long iova,
		      phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	if (!may_map(gfp))
		return -EINVAL;
	return __iommu_map(domain, iova, paddr, size, prot, gfp);
}

static int map_gfp(struct iommu_domain *domain, unsigned long iova,
		   phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	int ret = map_nosync(domain, iova, paddr, size, prot, gfp);

	if (ret)
		return ret;
	ret = sync_map(domain, iova, size);
	if (ret)
		iommu_unmap(domain, iova, size);
	return ret;
}

/* Runs of entries that are physically contiguous are mapped as one. */
static ssize_t map_sg_gfp(struct iommu_domain *domain, unsigned long iova,
			  struct scatterlist *sg, unsigned int nents, int prot,
			  gfp_t gfp)
{
	size_t mapped = 0, len = 0;
	phys_addr_t start = 0;
	unsigned int i;
	int ret;

	if (!may_map(gfp))
		return -EINVAL;
	/*
	 * The last entry is looked at twice: its own start does not continue
	 * the run that it ended, which is so mapped.  As in Linux, a last entry
	 * of length 0 does continue it, and then the run is not mapped.
	 */
	for (i = 0; i <= nents; i++) {
		phys_addr_t phys = sg_phys(sg);

		if (len && phys != start + len) {
			ret = __iommu_map(domain, iova + mapped, start, len,
					  prot, gfp);
			if (ret)
				goto unwind;
			mapped += len;
			len = 0;
		}
		if (!len)
			start = phys;
		len += sg->length;
		if (i + 1 < nents)
			sg = sg_next(sg);
	}

	ret = sync_map(domain, iova, mapped);
	if (ret)
		goto unwind;
	return mapped;

unwind:
	iommu_unmap(domain, iova, mapped);
	return ret;
}

#if HOSTED_LEVEL >= 603

int iommu_map(struct iommu_domain *domain, unsigned long iova,
	      phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	return map_gfp(domain, iova, paddr, size, prot, gfp);
}

ssize_t iommu_map_sg(struct iommu_domain *domain, unsigned long iova,
		     struct scatterlist *sg, unsigned int nents, int prot,
		     gfp_t gfp)
{
	return map_sg_gfp(domain, iova, sg, nents, prot, gfp);
}

#else

int iommu_map(struct iommu_domain *domain, unsigned long iova,
	      phys_addr_t paddr, size_t size, int prot)
{
	return map_gfp(domain, iova, paddr, size, prot, GFP_KERNEL);
}

int iommu_map_atomic(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t size, int prot)
{
	return map_gfp(domain, iova, paddr, size, prot, GFP_ATOMIC);
}

ssize_t iommu_map_sg(struct iommu_domain *domain, unsigned long iova,
		     struct scatterlist *sg, unsigned int nents, int prot)
{
	return map_sg_gfp(domain, iova, sg, nents, prot, GFP_KERNEL);
}

ssize_t iommu_map_sg_atomic(struct iommu_domain *domain, unsigned long iova,
			    struct scatterlist *sg, unsigned int nents,
			    int prot)
{
	return map_sg_gfp(domain, iova, sg, nents, prot, GFP_ATOMIC);
}

#endif

#if HOSTED_LEVEL >= 616
int iommu_map_nosync(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	return map_nosync(domain, iova, paddr, size, prot, gfp);
}

int iommu_sync_map(struct iommu_domain *domain, unsigned long iova,
		   size_t size)
{
	return sync_map(domain, iova, size);
}
#endif

size_t iommu_unmap_fast(struct iommu_domain *domain, unsigned long iova,
			size_t size, struct iommu_iotlb_gather *gather)
{
	const struct iommu_domain_ops *ops = domain->ops;
	size_t unmapped = 0, pgsize, count, n;

	if (unlikely(!(ops->unmap_pages || ops->unmap) ||
		     !domain->pgsize_bitmap))
		return 0;
	if (unlikely(!(READ_ONCE(domain->type) & __IOMMU_DOMAIN_PAGING)))
		return 0;
	if (!IS_ALIGNED(iova | size, min_pagesize(domain))) {
		pr_err("unaligned: iova 0x%lx size 0x%zx min_pagesz 0x%zx\n",
		       iova, size, min_pagesize(domain));
		return 0;
	}

	/* Until all is unmapped, or something is not mapped. */
	while (unmapped < size) {
		pgsize = iommu_pgsize(domain, iova, iova, size - unmapped,
				      &count);
		n = unmap_pages(domain, iova, pgsize, count, gather);
		if (unlikely(!n)) {
			if (!unmapped)
				san_unmap_nothing(domain, iova, size);
			break;
		}
		iova += n;
		unmapped += n;
	}
	return unmapped;
}

size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova,
		   size_t size)
{
	struct iommu_iotlb_gather gather;
	size_t unmapped;

	iommu_iotlb_gather_init(&gather);
	unmapped = iommu_unmap_fast(domain, iova, size, &gather);
	iommu_iotlb_sync(domain, &gather);
	return unmapped;
}

void iommu_set_fault_handler(struct iommu_domain *domain,
			     iommu_fault_handler_t handler, void *token)
{
	BUG_ON(!domain);
	domain->handler = handler;
	domain->handler_token = token;
}

int report_iommu_fault(struct iommu_domain *domain, struct device *dev,
		       unsigned long iova, int flags)
{
	if (!domain->handler)
		return -ENOSYS;
	return domain->handler(domain, dev, iova, flags,
			       domain->handler_token);
}

/* Every device is alone, and there is nothing to group. */
struct iommu_group *generic_device_group(struct device *dev)
{
	(void)dev;
	return NULL;
}
