/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What may run while something is unmapped or mapped and not flushed yet.
 *
 * Every way through a function's statements is followed; whether a condition
 * holds is not asked, but that a flush with the test of its domain is a flush.
 */
#ifndef PENDING_H
#define PENDING_H

#include "verify/harm.h"

/* Where something is deferred: a domain, perhaps collected in a gather. */
struct debt {
	char *domain, *gather;	/* texts; gather may be NULL */
};

/* A way out of a function with a debt on it, or a call that shows a mistake. */
struct lapse {
	enum {
		LAPSE_EXIT,	/* leaves without a flush */
		LAPSE_GATHER,	/* collects in a gather that was not begun */
	} kind;
	enum harm_kind deferred;
	size_t token;
	size_t cause;		/* what deferred it */
	size_t function;	/* name token */
	char *domain, *gather;
};

/* Of each token of a function; a store runs when its expression is over. */
struct pending {
	uint8_t *dirty;		/* a bit for each kind that may be pending then */
	uint32_t *cause[HARM_KINDS];	/* ... for one, what this deferred */
	uint32_t *paid;		/* the synchronous unmap right before it + 1 */
	struct lapse *lapses;
	size_t lapse_count, lapse_room;
};

/* @plain_deferred: the plain names do not flush. */
void pending_find(struct pending *p, struct view *view, bool plain_deferred);
void pending_free(struct pending *p);

/* Is there a call whose name, or ( if it has none, is token @i? */
bool is_call_at(const struct stream *s, size_t i);

#endif
