// SPDX-License-Identifier: GPL-2.0-only
/* Before: there is a call of its own for those who may not sleep. */
#include "probe.h"

PROBE_IS(iommu_map, int(struct iommu_domain *, unsigned long, phys_addr_t,
			size_t, int));
PROBE_IS(iommu_map_atomic, int(struct iommu_domain *, unsigned long,
			       phys_addr_t, size_t, int));
