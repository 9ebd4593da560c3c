/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What could let somebody use a mapping whose flush is still pending.
 *
 * A deferred map has changed the page table, but the device may go on as if
 * nothing were mapped there until the flush returns.  Nothing is freed too early
 * then, as it is after a deferred unmap; but a device that is told to use the
 * IOVA meanwhile faults, or reads nothing.  So from the map to the flush nobody
 * may learn of the mapping:
 *
 * - no call that may tell the device or another CPU: a doorbell, a completion, a
 *   bit, an unlock, a function or pointer that nobody knows;
 * - no store but to variables of the function itself: a descriptor in coherent
 *   memory, a "mapped" flag or a list that others walk is as good as a call, and
 *   whether a lock that is held keeps the others out cannot be told from here.
 *
 * And nothing may be given back, as with unmaps: a map that fails half-way takes
 * back what it has done, and whatever it had mapped must stay until the flush.
 * A synchronous call of the API in between does no harm, whatever its domain.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include "flow/flow.h"

/*
 * What stands in the way of the flush of a map that is pending all through
 * [from, to] of one function, as text for a reason, to be freed; NULL when
 * nothing does.  Ways out are the caller's business.
 */
char *publish_obstacle(struct flow *flow, size_t from, size_t to);

#endif
