/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MSI_H
#define _LINUX_MSI_H

#include <linux/device.h>
#include <linux/types.h>

/* What a device writes, and where, to interrupt. */
struct msi_msg {
	u32 address_lo;
	u32 address_hi;
	u32 data;
};

struct msi_desc {
	struct device *dev;
	struct msi_msg msg;
	/* Through the IOMMU: the address without its low bits. */
	u64 iommu_msi_iova:58;
	u64 iommu_msi_shift:6;
};

static inline struct device *msi_desc_to_dev(struct msi_desc *desc)
{
	return desc->dev;
}

static inline void msi_desc_set_iommu_msi_iova(struct msi_desc *desc,
					       u64 msi_iova,
					       unsigned int msi_shift)
{
	desc->iommu_msi_iova = msi_iova >> msi_shift;
	desc->iommu_msi_shift = msi_shift;
}

#endif
