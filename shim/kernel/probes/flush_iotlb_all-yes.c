// SPDX-License-Identifier: GPL-2.0-only
/* Flushes a whole domain. */
#include "probe.h"

PROBE_IS(iommu_flush_iotlb_all, void(struct iommu_domain *));
