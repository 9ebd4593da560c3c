// SPDX-License-Identifier: GPL-2.0-only
/* Linux 6.13 on: for a device only. */
#include "probe.h"

PROBE_IS_NOT(iommu_domain_alloc);
PROBE_IS(iommu_paging_domain_alloc, struct iommu_domain *(struct device *));
