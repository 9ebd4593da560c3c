// SPDX-License-Identifier: GPL-2.0-only
/* Compiles everywhere: each of the ways in which probes ask. */
#include "probe.h"

struct probe_known {
	int there;
};

static inline int probe_known(struct device *dev)
{
	return 0;
}

PROBE_IS(probe_known, int(struct device *));
PROBE_IS_NOT(probe_unknown);
PROBE_HAS(struct probe_known, there, int);
PROBE_HAS_NOT(struct probe_known, missing);
