/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which maps or unmaps may share one flush, and where it has to stand.
 */
#ifndef BATCH_H
#define BATCH_H

#include "plan/plan.h"

/*
 * Find the loops and runs of synchronous maps and unmaps whose flushes may be
 * put off to one, for goal->to.  Their sites become converted and batched, with
 * the edits that go with them in src->edits; every other call that the style
 * could defer gets a reason in site->why, but no outcome yet.
 */
void plan_batches(struct source *src, const struct goal *goal);

#endif
