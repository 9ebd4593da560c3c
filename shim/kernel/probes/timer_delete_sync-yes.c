// SPDX-License-Identifier: GPL-2.0-only
/* Linux 6.2 on. */
#include "probe.h"

PROBE_IS(timer_delete_sync, int(struct timer_list *));
