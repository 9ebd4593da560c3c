// SPDX-License-Identifier: GPL-2.0-only
/* Generic page tables: levels where older ones have the size of a page. */
#include "probe.h"

PROBE_HAS(struct iommu_iotlb_gather, pt.leaf_levels_bitmap, u8);
PROBE_HAS(struct iommu_iotlb_gather, pt.table_levels_bitmap, u8);
PROBE_HAS(struct iommu_domain, is_iommupt, bool);
