/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All paths through a function and the helpers it calls.
 */
#ifndef CHECK_WALK_H
#define CHECK_WALK_H

#include "check/frame.h"

/* One node on some path, with what is known there. */
struct place {
	uint32_t frame, node, state;
	uint32_t from;		/* place before it; itself: the beginning */
};

struct walk_paths {
	struct unit *u;
	struct subject *root;
	bool precise;		/* conditions are remembered */
	unsigned int max_facts;	/* ... so many at a time */
	struct frame **frames;
	uint32_t frame_count, frame_room;
	struct states states;
	struct place *places;
	uint32_t count, room;
	uint32_t *slots, slot_count;
	uint32_t now;		/* the place that is looked at */
	size_t *suspects;	/* tokens that paths without conditions led to */
	size_t suspect_count, suspect_room;
	bool too_many;
	bool leaves_something;	/* a state at the end that matters to callers */
	struct findings found;
};

/*
 * Walk it; what is found is left in subject->own.  Helpers are walked as part
 * of it.
 */
void walk_subject(struct unit *u, struct subject *subject);

/* ---- for the parts of the walk ---- */

/* Go on at @node with @state. */
void walk_on(struct walk_paths *w, const struct frame *frame, uint32_t node,
	     const struct state *state);

/* How the state calls argument @n of the call; NO_NAME: not known. */
uint32_t walk_argument(struct unit *u, const struct frame *frame,
		       const struct state *state, size_t token, unsigned int n);

/* What the node does to @state; it may begin further paths on its own. */
void walk_api(struct walk_paths *w, const struct frame *frame,
	      const struct node *node, struct state *state);
void walk_release(struct walk_paths *w, const struct frame *frame,
		  const struct node *node, struct state *state);
void walk_unseen(struct walk_paths *w, const struct frame *frame,
		 const struct node *node, struct state *state);
void walk_list(struct walk_paths *w, const struct frame *frame,
	       const struct node *node, struct state *state);
void walk_assign(struct walk_paths *w, const struct frame *frame,
		 const struct node *node, struct state *state);
void walk_round(struct walk_paths *w, const struct frame *frame,
		const struct node *node, struct state *state);

/* What the last call returned was not asked for. */
void forget_result(struct walk_paths *w, struct state *state);
/* The walk ends at @node with @p pending: say so, unless others take over. */
void walk_unflushed(struct walk_paths *w, const struct frame *frame,
		    const struct node *node, const struct pending *p);

/* Both ways of a condition, each with what it tells. */
void walk_test(struct walk_paths *w, const struct frame *frame,
	       const struct node *node, const struct state *state);
void walk_case(struct walk_paths *w, const struct frame *frame,
	       const struct node *node, const struct state *state);
void walk_config(struct walk_paths *w, const struct frame *frame,
		 const struct node *node, const struct state *state);

/*
 * The value [first, last] was put into @var: what it tells of later conditions.
 * @before is how things were when it was looked at.
 */
void learn_value(struct walk_paths *w, const struct frame *frame,
		 const struct state *before, struct state *state, uint32_t var,
		 size_t op, size_t first, size_t last);

/* -ENOMEM, PTR_ERR(p): less than 0? */
bool is_error_code(const struct stream *s, size_t first, size_t last);
/* The fact that @name is less than 0. */
uint32_t negative_name(struct unit *u, uint32_t name);

/*
 * A finding at @token, with the path from the call at @from (NO_TOKEN: none) to
 * here; @text is taken over.
 */
void walk_report(struct walk_paths *w, const struct rule *rule,
		 enum confidence confidence, size_t token, size_t from,
		 char *text);

/* In a state for the result of the call that was made last. */
#define RESULT "RESULT"
uint32_t result_name(struct unit *u);

#endif
