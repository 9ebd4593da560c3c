/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is a domain known to be there?
 */
#ifndef VALID_H
#define VALID_H

#include "flow/flow.h"

/*
 * Is the chain's pointer known to be valid when statement @at begins, from what
 * the function did before?
 */
bool known_valid(struct flow *flow, struct chain chain,
		 const struct statement *at);

/*
 * Why it cannot even be compared with NULL when @at is over, whatever @at did;
 * NULL when it can.  Pointers on the way to it must be valid, it must have a
 * value, and not have been freed.  To be freed.
 */
char *cannot_be_tested(struct flow *flow, struct chain chain,
		       const struct statement *at);

/*
 * May the chain hold an ERR_PTR(), which a comparison with NULL takes for a
 * pointer?  Told by what the file does with a variable or member of its name.
 */
bool may_be_error(struct flow *flow, struct chain chain);

#endif
