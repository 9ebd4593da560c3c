// SPDX-License-Identifier: GPL-2.0-only
/* Linux 6.3 on: who maps says how memory is allocated. */
#include "probe.h"

PROBE_IS(iommu_map, int(struct iommu_domain *, unsigned long, phys_addr_t,
			size_t, int, gfp_t));
