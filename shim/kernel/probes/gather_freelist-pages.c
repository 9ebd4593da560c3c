// SPDX-License-Identifier: GPL-2.0-only
/* Linux 6.16 on: the same, in a type of its own. */
#include "probe.h"

PROBE_HAS(struct iommu_iotlb_gather, freelist, struct iommu_pages_list);
PROBE_HAS(struct iommu_pages_list, pages, struct list_head);
