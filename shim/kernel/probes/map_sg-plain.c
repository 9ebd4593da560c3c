// SPDX-License-Identifier: GPL-2.0-only
/* Before: bytes, or a negative errno. */
#include "probe.h"

PROBE_IS(iommu_map_sg, ssize_t(struct iommu_domain *, unsigned long,
			       struct scatterlist *, unsigned int, int));
PROBE_IS(iommu_map_sg_atomic, ssize_t(struct iommu_domain *, unsigned long,
				      struct scatterlist *, unsigned int,
				      int));
