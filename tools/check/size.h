/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_SIZE_H
#define CHECK_SIZE_H

#include "check/unit.h"

/*
 * Unmaps whose result is thrown away, while something behind them goes by the
 * size that was asked for: a range that is queued, a loop, a sum, a result.
 */
void check_sizes(struct unit *u, struct findings *out);

#endif
