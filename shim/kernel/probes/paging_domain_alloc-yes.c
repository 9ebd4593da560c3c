// SPDX-License-Identifier: GPL-2.0-only
/* Linux 6.11 on: a domain for a device. */
#include "probe.h"

PROBE_IS(iommu_paging_domain_alloc, struct iommu_domain *(struct device *));
