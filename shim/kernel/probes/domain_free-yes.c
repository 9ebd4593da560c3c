// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel allocated goes back to it. */
#include "probe.h"

PROBE_IS(iommu_domain_free, void(struct iommu_domain *));
PROBE_HAS(struct iommu_domain, pgsize_bitmap, unsigned long);
