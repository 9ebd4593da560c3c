/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is to become of every site: the intended outcome, with its reason.
 */
#ifndef PLAN_H
#define PLAN_H

#include "source.h"

/* The style whose names the file uses; STYLE_UNKNOWN when it has no call. */
enum style recognise(const struct source *src);

/* May sites be converted to this style? */
bool plan_can_convert_to(enum style to);

/*
 * Decide every site that the scan left undecided.  @from STYLE_UNKNOWN: the
 * style that the file is recognised to be in.
 */
void plan_source(struct source *src, enum style from, enum style to);

/* Has the plan something for spatch to do here? */
bool plan_has_work(const struct source *src);

#endif
