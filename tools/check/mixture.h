/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_MIXTURE_H
#define CHECK_MIXTURE_H

#include "check/unit.h"

/*
 * Calls that no header declares side by side, or that do not belong to the style
 * the unit was said to be in.  What the kernel has itself, beneath every style,
 * does not contradict: a driver in style sync may keep its gather.
 */
void check_mixture(struct unit *u, struct findings *out);

#endif
