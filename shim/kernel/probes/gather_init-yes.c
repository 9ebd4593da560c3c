// SPDX-License-Identifier: GPL-2.0-only
/* A gather of nothing. */
#include "probe.h"

PROBE_IS(iommu_iotlb_gather_init, void(struct iommu_iotlb_gather *));
