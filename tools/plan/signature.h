/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From the signatures of one kernel generation to those of another.
 *
 * Linux 6.3 gave iommu_map() and iommu_map_sg() a gfp_t as last argument and
 * dropped their _atomic variants ("iommu: Add a gfp parameter to iommu_map()").
 */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include "flow/flow.h"
#include "plan/plan.h"

/*
 * Write the call at @site with the signature of goal->level, beside whatever
 * else becomes of it.  *@op is the operation as the target names it: an _atomic
 * call changes into the other and back.  NULL, or why it cannot be done, to be
 * freed.  Nothing is noted in the source in that case.
 */
char *plan_signature(struct flow *flow, struct site *site,
		     const struct goal *goal, enum operation *op);

/* Why a call that keeps its name and arguments cannot, at goal->level; or NULL. */
char *check_level(const struct site *site, const struct goal *goal);

/* Would it say why not?  Nothing is noted in the source. */
char *check_signature(struct flow *flow, const struct site *site,
		      const struct goal *goal);

#endif
