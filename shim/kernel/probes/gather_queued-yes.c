// SPDX-License-Identifier: GPL-2.0-only
/* Linux 5.15 on: who unmaps can say that all will be flushed. */
#include "probe.h"

PROBE_HAS(struct iommu_iotlb_gather, queued, bool);
