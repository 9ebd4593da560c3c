// SPDX-License-Identifier: GPL-2.0-only
/* Unmaps, and says in a gather what is to be flushed. */
#include "probe.h"

PROBE_IS(iommu_unmap_fast, size_t(struct iommu_domain *, unsigned long, size_t,
				  struct iommu_iotlb_gather *));
