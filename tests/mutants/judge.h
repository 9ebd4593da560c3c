/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What check and the semantic patches say of the texts.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "set.h"

/*
 * Ask them of all texts, and fill in their reports.  Of a file of a tree, the
 * semantic patches get the function that was broken only.
 */
void ask_check(struct set *set);
void ask_semantic_patches(struct set *set);

/*
 * Is something said of the mutant that is not said of the right text?  @rule:
 * by that rule; NULL: by any.
 */
bool is_caught(const struct set *set, const struct mutant *m, enum judge judge,
	       const char *rule);

#endif
