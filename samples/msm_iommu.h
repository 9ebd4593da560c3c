/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_MSM_IOMMU_H
#define SAMPLES_MSM_IOMMU_H

#include <linux/device.h>
#include <linux/scatterlist.h>

struct msm_mmu;

struct msm_mmu_funcs {
	int (*attach)(struct msm_mmu *mmu);
	void (*detach)(struct msm_mmu *mmu);
	int (*map)(struct msm_mmu *mmu, u64 iova, struct sg_table *sgt,
		   unsigned int len, int prot);
	int (*unmap)(struct msm_mmu *mmu, u64 iova, unsigned int len);
	void (*destroy)(struct msm_mmu *mmu);
};

struct msm_mmu {
	const struct msm_mmu_funcs *funcs;
	struct device *dev;
	/* Called for each access that was not translated. */
	void (*fault)(void *arg, unsigned long iova, int flags);
	void *arg;
};

struct msm_mmu *msm_iommu_new(struct device *dev);

#endif
