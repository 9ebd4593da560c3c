/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which unmaps may share one flush, and where it has to stand.
 */
#ifndef BATCH_H
#define BATCH_H

#include "scan/source.h"

/*
 * Find the loops and runs of synchronous unmaps whose flushes may be put off to
 * one, for style @to.  Their sites become converted and batched, with the edits
 * that go with them in src->edits; every other synchronous unmap gets a reason
 * in site->reason, but no outcome yet.
 */
void plan_batches(struct source *src, enum style to);

#endif
