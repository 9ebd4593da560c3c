// SPDX-License-Identifier: GPL-2.0-only
/* Unmaps and flushes. */
#include "probe.h"

PROBE_IS(iommu_unmap, size_t(struct iommu_domain *, unsigned long, size_t));
