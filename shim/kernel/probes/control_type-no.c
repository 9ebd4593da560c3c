// SPDX-License-Identifier: GPL-2.0-only
/* Compiles nowhere: it has another type. */
#include "probe.h"

static inline int probe_known(struct device *dev)
{
	return 0;
}

PROBE_IS(probe_known, int(struct device *, int));
