/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * May a loop be cut in two, all of its first part before all of its second?
 */
#ifndef VERIFY_SPLIT_H
#define VERIFY_SPLIT_H

#include "verify/view.h"

/*
 * Only if the head leads through the same rounds twice, and the second part
 * changes nothing that the first reads: in one loop, a later round would have
 * seen that.  NULL, or why not, to be freed, and @at is the token that says so.
 */
char *split_trouble(struct view *view, const struct addition *split,
		    size_t *at);

#endif
