/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which style a unit is in, as far as its own text tells.
 */
#ifndef CHECK_STYLE_H
#define CHECK_STYLE_H

#include "flow/flow.h"

/* Do the names without a suffix defer in this style? */
bool plain_defers(enum style style);

/*
 * From its #define IOMMU_SHIM_STYLE, else from the names that it calls; @told is
 * whether it was the former.
 */
enum style style_of_unit(const struct flow *flow, bool *told);

#endif
