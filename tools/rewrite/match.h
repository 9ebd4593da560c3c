/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which tokens of a converted text are those of the text before.
 */
#ifndef MATCH_H
#define MATCH_H

#include "rewrite/lines.h"

/*
 * For each token of @now its counterpart in @was, or NO_TOKEN where it is new,
 * by a shortest edit script; to be freed.  Counterparts come in order and are
 * spelt alike, comments but for the indentation of their lines; or else they are
 * identifiers, one in the place of the other.  NULL when the texts differ in
 * more than MATCH_MAX tokens.
 */
size_t *match_tokens(const struct lines *was, const struct lines *now);

#define MATCH_MAX 2000

/* Are two tokens spelt alike? */
bool same_spelling(const struct lines *was, size_t i, const struct lines *now,
	       size_t k);

#endif
