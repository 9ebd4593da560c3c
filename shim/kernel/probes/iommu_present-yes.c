// SPDX-License-Identifier: GPL-2.0-only
/* Does a bus have an IOMMU, whether or not a device is behind it by now? */
#include "probe.h"

static_assert(PROBE_TYPE(iommu_present, bool(struct bus_type *)) ||
	      PROBE_TYPE(iommu_present, bool(const struct bus_type *)),
	      "another type");
