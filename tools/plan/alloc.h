/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From iommu_domain_alloc(bus), which says NULL, to Linux 6.11's
 * iommu_paging_domain_alloc(dev), which says ERR_PTR().
 */
#ifndef ALLOC_H
#define ALLOC_H

#include "flow/flow.h"
#include "plan/plan.h"

/*
 * Decide the site for goal->level.  Converted is what can be proven: the device
 * is the one whose bus was named, the result goes to a variable of the function
 * and the next statement tests that for NULL.  All else is open at a level that
 * has lost the old call.
 */
void plan_alloc(struct flow *flow, struct site *site, const struct goal *goal);

#endif
