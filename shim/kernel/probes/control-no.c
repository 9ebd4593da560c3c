// SPDX-License-Identifier: GPL-2.0-only
/* Compiles nowhere: no header declares it. */
#include "probe.h"

PROBE_IS(probe_unknown, int(struct device *));
