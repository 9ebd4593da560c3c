// SPDX-License-Identifier: GPL-2.0-only
/* Before 5.16: an unmap frees its page tables itself. */
#include "probe.h"

PROBE_HAS_NOT(struct iommu_iotlb_gather, freelist);
