/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From deferred calls with their flush back to synchronous ones: the way out of
 * styles explicit, async, fast, gather and nosync.
 *
 * Flushing earlier is always safe.  Taking a finishing call away is so only when
 * everything that it flushed is synchronous now: therefore a function is
 * converted as a whole, and only when its deferred calls and their flush are
 * plain statements of that one function.
 */
#ifndef UNDEFER_H
#define UNDEFER_H

#include "flow/flow.h"
#include "plan/plan.h"

/*
 * Decide the deferred and the finishing calls of the file, which is in style
 * @from, on the way to goal->to, a style without a flush.  Those that cannot be
 * converted stay undecided.
 */
void plan_undefer(struct flow *flow, enum style from, const struct goal *goal);

/* Does the call at @site leave its flush to another, in a file of style @from? */
bool is_deferred(const struct site *site, enum style from);

#endif
