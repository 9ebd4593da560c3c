// SPDX-License-Identifier: GPL-2.0-only
/* Page tables that are freed after the flush. */
#include "probe.h"

PROBE_HAS(struct iommu_iotlb_gather, freelist, struct list_head);
