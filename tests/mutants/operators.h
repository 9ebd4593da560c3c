/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ways to break a batch.
 */
#ifndef OPERATORS_H
#define OPERATORS_H

#include "place.h"

/*
 * Breaks the file at a place by edits of its source; false when the place does
 * not lend itself to it, or nothing would be wrong then.
 */
typedef bool mutate(struct file *file, const struct place *p);

struct operator {
	const char *name;
	const char *rule;	/* of `check`: what is wrong then */
	enum place_kind kind;
	mutate *mutate;
};

extern const struct operator operators[];
extern const size_t operator_count;

#endif
