/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_LOOP_H
#define CHECK_LOOP_H

#include "check/unit.h"

/*
 * Flushes that a loop repeats for nothing: all that happens in it is harmless
 * while a flush is pending, and it is about one domain, and one gather.
 */
void check_loops(struct unit *u, struct findings *out);

#endif
