/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The shim's include, for drivers that are built out of the tree.
 *
 * It stands behind the last include of the file's head: a header behind it would
 * have its own calls of the API mean those of the style.  A file that asks the
 * shim for a style already gets that line changed, whether the shim was asked
 * for or not: else its new calls would be those of the old style.
 */
#ifndef PLAN_SHIM_H
#define PLAN_SHIM_H

#include "flow/flow.h"
#include "plan/plan.h"

/* Plan it, once every site of the file has its outcome. */
void plan_shim(struct flow *flow, const struct goal *goal);

#endif
