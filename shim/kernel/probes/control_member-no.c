// SPDX-License-Identifier: GPL-2.0-only
/* Compiles nowhere: there is such a member. */
#include "probe.h"

struct probe_known {
	int there;
};

PROBE_HAS_NOT(struct probe_known, there);
