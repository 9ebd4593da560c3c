// SPDX-License-Identifier: GPL-2.0-only
/* Before: each unmap gathers. */
#include "probe.h"

PROBE_HAS_NOT(struct iommu_iotlb_gather, queued);
