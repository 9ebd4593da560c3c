// SPDX-License-Identifier: GPL-2.0-only
/* Page sizes only. */
#include "probe.h"

PROBE_HAS_NOT(struct iommu_iotlb_gather, pt);
