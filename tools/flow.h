/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happens between two statements of a function: which calls give something
 * back, whether an expression keeps its value, whether a pointer is valid.
 *
 * Looked at within one file: static functions are followed, everything else is
 * known by effects.h or not at all.  Every answer errs on the side of "no".
 */
#ifndef FLOW_H
#define FLOW_H

#include "source.h"
#include "structure.h"

struct function {
	size_t name;		/* token */
	size_t open, close;	/* braces of the body */
	struct statement *body;	/* NULL: cannot be parsed, see trouble */
	size_t trouble;
	int effect;		/* enum effect, once known; -1: not yet */
	size_t cause;		/* the call that gave it that effect */
	bool visiting;
	bool has_batch;		/* for the planner: its variable is declared */
};

struct flow {
	struct source *src;
	struct stream stream;
	struct function *functions;
	size_t count, room;
};

void flow_begin(struct flow *flow, struct source *src);
void flow_end(struct flow *flow);

/* The function whose body holds token @i, or that is named so; or NULL. */
struct function *function_at(struct flow *flow, size_t i);
struct function *function_named(struct flow *flow, size_t name);

/* A plain chain such as pd->domain: what it is made of. */
struct chain {
	size_t first, last;	/* tokens */
};

/* Is the expression [first, last] a name with members, and nothing else? */
bool is_chain(const struct stream *s, size_t first, size_t last);
bool same_tokens(const struct stream *s, size_t a, size_t a_last, size_t b,
		 size_t b_last);
/* Text of the tokens, blanks as they are; to be freed. */
char *tokens_text(const struct stream *s, size_t first, size_t last);

/*
 * Why the chain may have another value from one time through tokens [from, to]
 * to the next; NULL when it cannot, else to be freed.
 */
char *chain_changes(struct flow *flow, struct chain chain, size_t from,
		    size_t to);

/*
 * The first call in [from, to] that stands in the way of a pending flush, as
 * text for a reason, to be freed; NULL when there is none.  Unmaps themselves do
 * not.  @loop, if not NULL, is the loop whose cursor kfree() may free.
 */
char *flow_obstacle(struct flow *flow, size_t from, size_t to,
		    const struct statement *loop);

/* The first call in [from, to] that is known to release, or NO_TOKEN. */
size_t next_release(struct flow *flow, size_t from, size_t to);

/* Is the chain's pointer (its base: the part before the last ->) known valid
 * when statement @at begins, from what the function or its callers did before?
 */
bool known_valid(struct flow *flow, struct chain chain,
		 const struct statement *at);
bool base_known_valid(struct flow *flow, struct chain chain,
		      const struct statement *at);

/* Parentheses of the call whose name is token @name. */
size_t call_open(const struct stream *s, size_t name);
/* The @n-th argument, from 0; false when there are not so many. */
bool call_argument(const struct stream *s, size_t open, unsigned int n,
		   size_t *first, size_t *last);

#endif
