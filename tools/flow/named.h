/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a function does that the file calls and does not define: its name is one
 * that effects.h knows, or one that INTERVAL_TREE_DEFINE() makes in this file.
 *
 * That macro of linux/interval_tree_generic.h makes five functions whose names
 * begin with its last argument and which walk or change a tree; what else they
 * do is what its arguments ITSTART and ITLAST do.
 */
#ifndef NAMED_H
#define NAMED_H

#include "flow/flow.h"

/* As effect_of(), for the name at token @i. */
enum effect effect_named(struct flow *flow, size_t i);
/* As is_showing_name(). */
bool is_showing_named(struct flow *flow, size_t i);

#endif
