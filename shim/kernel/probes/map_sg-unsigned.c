// SPDX-License-Identifier: GPL-2.0-only
/* Before 5.15: bytes, or 0 where it failed. */
#include "probe.h"

PROBE_IS(iommu_map_sg, size_t(struct iommu_domain *, unsigned long,
			      struct scatterlist *, unsigned int, int));
PROBE_IS(iommu_map_sg_atomic, size_t(struct iommu_domain *, unsigned long,
				     struct scatterlist *, unsigned int, int));
