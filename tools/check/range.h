/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whose range is it that iommu_tlb_range_add() queues?
 */
#ifndef CHECK_RANGE_H
#define CHECK_RANGE_H

#include "check/frame.h"

/*
 * Is the range that is queued at token @queue plainly that of the deferred call
 * before it, and not of @p?  By the address and the size together: one that was
 * put together for several calls is of all of them.
 */
bool is_range_of_other(struct unit *u, const struct frame *frame, size_t queue,
		       const struct pending *p);

#endif
