/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is given back between an unmap and the flush that it was put off to.
 */
#ifndef RELEASE_H
#define RELEASE_H

#include "flow/flow.h"

/*
 * What stands in the way of a flush that is pending all through [from, to] of
 * one function, as text for a reason, to be freed; NULL when nothing does.
 * Unmaps themselves do not.  In a @loop, its entries may be freed; and an unmap
 * whose IOVA is released right behind it becomes must_sync and pays for that.
 */
char *flow_obstacle(struct flow *flow, size_t from, size_t to,
		    const struct statement *loop);

/* The first call in [from, to] that is known to release, or NO_TOKEN. */
size_t next_release(struct flow *flow, size_t from, size_t to);

#endif
