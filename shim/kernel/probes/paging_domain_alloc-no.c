// SPDX-License-Identifier: GPL-2.0-only
/* Before: for a bus only. */
#include "probe.h"

PROBE_IS_NOT(iommu_paging_domain_alloc);
PROBE_IS(iommu_present, bool(struct bus_type *));
