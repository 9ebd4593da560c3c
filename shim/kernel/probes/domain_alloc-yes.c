// SPDX-License-Identifier: GPL-2.0-only
/* A domain for the devices of a bus. */
#include "probe.h"

static_assert(PROBE_TYPE(iommu_domain_alloc,
			 struct iommu_domain *(struct bus_type *)) ||
	      PROBE_TYPE(iommu_domain_alloc,
			 struct iommu_domain *(const struct bus_type *)),
	      "another type");
