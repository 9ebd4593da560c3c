// SPDX-License-Identifier: GPL-2.0-only
/* Later: devices are behind an IOMMU as soon as there is one. */
#include "probe.h"

PROBE_IS_NOT(iommu_present);
