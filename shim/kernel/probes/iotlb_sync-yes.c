// SPDX-License-Identifier: GPL-2.0-only
/* Flushes what a gather says. */
#include "probe.h"

PROBE_IS(iommu_iotlb_sync, void(struct iommu_domain *,
				struct iommu_iotlb_gather *));
PROBE_HAS(struct iommu_iotlb_gather, start, unsigned long);
PROBE_HAS(struct iommu_iotlb_gather, end, unsigned long);
PROBE_HAS(struct iommu_iotlb_gather, pgsize, size_t);
