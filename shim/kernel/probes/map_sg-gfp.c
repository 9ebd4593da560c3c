// SPDX-License-Identifier: GPL-2.0-only
/* Linux 6.3 on, as iommu_map. */
#include "probe.h"

PROBE_IS(iommu_map_sg, ssize_t(struct iommu_domain *, unsigned long,
			       struct scatterlist *, unsigned int, int,
			       gfp_t));
