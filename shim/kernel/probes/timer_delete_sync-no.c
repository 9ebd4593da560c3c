// SPDX-License-Identifier: GPL-2.0-only
/* Before, by another name; either may be a macro for something else. */
#include "probe.h"

PROBE_IS_NOT(timer_delete_sync);

static inline int probe(struct timer_list *timer)
{
	return del_timer_sync(timer);
}
