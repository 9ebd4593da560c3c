/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Does the expression that names a domain keep its value?
 */
#ifndef CHAIN_H
#define CHAIN_H

#include "flow/flow.h"

/*
 * Why the chain may have another value from one time through tokens [from, to]
 * to the next; NULL when it cannot, else to be freed.
 */
char *chain_changes(struct flow *flow, struct chain chain, size_t from,
		    size_t to);

/*
 * Is the variable at token @base one of the function's own, whose address
 * nobody has?  Then only the function itself can change it.
 */
bool is_private(struct flow *flow, size_t base);

/* Has it a value from the beginning: a parameter, or declared with one? */
bool has_value(struct flow *flow, size_t base);

/* Is it declared in @f and gone when that returns: neither static nor outside? */
bool is_own(struct flow *flow, struct function *f, size_t base);

#endif
