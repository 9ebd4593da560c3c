// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOMMU of an Adreno GPU or a display, after the pattern of msm_iommu: a
 * thin layer of function pointers, one map and one unmap call for a buffer, and
 * a fault handler.
 */
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "msm_iommu.h"

struct msm_iommu {
	struct msm_mmu base;
	struct iommu_domain *domain;
};

static struct msm_iommu *to_msm_iommu(struct msm_mmu *mmu)
{
	return container_of(mmu, struct msm_iommu, base);
}

static int msm_fault_handler(struct iommu_domain *domain, struct device *dev,
			     unsigned long iova, int flags, void *arg)
{
	struct msm_iommu *iommu = arg;

	(void)domain;
	if (iommu->base.fault)
		iommu->base.fault(iommu->base.arg, iova, flags);
	else
		dev_warn(dev, "fault: iova=%08lx, flags=%d\n", iova, flags);
	return 0;
}

static int msm_iommu_attach(struct msm_mmu *mmu)
{
	return iommu_attach_device(to_msm_iommu(mmu)->domain, mmu->dev);
}

static void msm_iommu_detach(struct msm_mmu *mmu)
{
	iommu_detach_device(to_msm_iommu(mmu)->domain, mmu->dev);
}

static int msm_iommu_map(struct msm_mmu *mmu, u64 iova, struct sg_table *sgt,
			 unsigned int len, int prot)
{
	struct msm_iommu *iommu = to_msm_iommu(mmu);
	ssize_t ret;

	ret = iommu_map_sg(iommu->domain, iova, sgt->sgl, sgt->orig_nents,
			   prot);
	if (ret < 0)
		return ret;
	WARN_ON(ret != len);
	return 0;
}

static int msm_iommu_unmap(struct msm_mmu *mmu, u64 iova, unsigned int len)
{
	struct msm_iommu *iommu = to_msm_iommu(mmu);

	iommu_unmap(iommu->domain, iova, len);
	return 0;
}

static void msm_iommu_destroy(struct msm_mmu *mmu)
{
	struct msm_iommu *iommu = to_msm_iommu(mmu);

	iommu_domain_free(iommu->domain);
	kfree(iommu);
}

static const struct msm_mmu_funcs funcs = {
	.attach = msm_iommu_attach,
	.detach = msm_iommu_detach,
	.map = msm_iommu_map,
	.unmap = msm_iommu_unmap,
	.destroy = msm_iommu_destroy,
};

struct msm_mmu *msm_iommu_new(struct device *dev)
{
	struct msm_iommu *iommu = kzalloc(sizeof(*iommu), GFP_KERNEL);

	if (!iommu)
		return ERR_PTR(-ENOMEM);
	iommu->domain = iommu_domain_alloc(dev->bus);
	if (!iommu->domain) {
		kfree(iommu);
		return ERR_PTR(-ENODEV);
	}
	iommu->base.funcs = &funcs;
	iommu->base.dev = dev;
	iommu_set_fault_handler(iommu->domain, msm_fault_handler, iommu);
	return &iommu->base;
}

MODULE_LICENSE("GPL");
