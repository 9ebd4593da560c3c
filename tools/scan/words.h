/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where in a file each word stands: asked for a name, the answer is the list of
 * its places, not another walk over the file.
 */
#ifndef WORDS_H
#define WORDS_H

#include "scan/syntax.h"

struct words {
	uint32_t *word;		/* of each token; NO_WORD: no identifier */
	size_t *start;		/* of each word: where its places begin in at */
	size_t *at;		/* tokens, by word and position */
	size_t count;		/* words */
};

#define NO_WORD ((uint32_t)-1)

/* Tokens in the order of the file. */
struct places {
	const size_t *at;
	size_t count;
};

void words_begin(struct words *w, const struct stream *s);
void words_end(struct words *w);

/* All tokens that are the same identifier as token @i, inactive code left out. */
struct places places_of(const struct words *w, size_t i);
/* Those of them that are in [from, to]. */
struct places places_between(const struct words *w, size_t i, size_t from,
			     size_t to);

#endif
