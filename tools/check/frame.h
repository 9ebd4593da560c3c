/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A function that is being walked, and what the names in it stand for.
 *
 * Names are those of the function that the walk began in: a helper's parameter
 * is what it was given, a helper's own variable has an @ and the frame's number
 * behind it.
 */
#ifndef CHECK_FRAME_H
#define CHECK_FRAME_H

#include "check/state.h"
#include "check/unit.h"

#define MAX_PARAMS 12

struct frame {
	const struct frame *up;		/* NULL: where the walk began */
	struct subject *subject;
	uint32_t call;			/* node in the caller's graph */
	uint32_t number;
	uint32_t depth;
	bool paid;	/* works on what an unmap before it flushed itself */
	uint32_t args[MAX_PARAMS];	/* names; NO_NAME: not known */
};

/* How an expression of the frame is called in the state; NO_NAME: not at all. */
uint32_t name_in(struct unit *u, const struct frame *frame,
		 const struct state *state, size_t first, size_t last);
/* The same without what variables were set to. */
uint32_t plain_name_in(struct unit *u, const struct frame *frame, size_t first,
		       size_t last);
/* What the pointer in [first, last] points to. */
uint32_t object_in(struct unit *u, const struct frame *frame,
		   const struct state *state, size_t first, size_t last);

/* Is it a variable of the function itself, and no part of anything else? */
bool is_local_object(struct unit *u, const struct frame *frame, uint32_t name);

/* Is the word the name of a parameter or a variable of the function? */
bool is_own_word(struct unit *u, const struct subject *subject, size_t token);

#endif
