// SPDX-License-Identifier: GPL-2.0-only
#include "check/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>


/* More places than this, and a function is given up with a word. */
#define MAX_PLACES 100000
#define MAX_STATES 40000

/* Helpers in helpers are followed so deep. */
#define MAX_FRAMES 6

/* ---- places ---- */

static uint32_t hash_place(const struct place *p)
{
	uint32_t h = p->frame * 2654435761u;

	h = (h ^ p->node) * 2246822519u;
	h = (h ^ p->state) * 3266489917u;
	return h ^ h >> 15;
}

static uint32_t *slot_of(struct walk_paths *w, const struct place *p)
{
	uint32_t i = hash_place(p) & (w->slot_count - 1);

	for (; w->slots[i]; i = (i + 1) & (w->slot_count - 1)) {
		const struct place *q = &w->places[w->slots[i] - 1];

		if (q->frame == p->frame && q->node == p->node &&
		    q->state == p->state)
			break;
	}
	return &w->slots[i];
}

static void widen(struct walk_paths *w)
{
	uint32_t i;

	free(w->slots);
	w->slot_count *= 2;
	w->slots = xcalloc(w->slot_count, sizeof(*w->slots));
	for (i = 0; i < w->count; i++)
		*slot_of(w, &w->places[i]) = i + 1;
}

void walk_on(struct walk_paths *w, const struct frame *frame, uint32_t node,
	     const struct state *state)
{
	struct state copy = *state;
	struct place place = { .frame = frame->number, .node = node };
	uint32_t *slot;

	/* A break outside of a loop, a goto without a label: no way. */
	if (node == NO_NODE || w->too_many)
		return;
	if (w->precise && copy.fact_count > w->max_facts)
		copy.fact_count = w->max_facts;
	place.state = state_number(&w->states, &copy);
	place.from = w->count ? w->now : 0;
	slot = slot_of(w, &place);
	if (*slot)
		return;
	if (w->count >= MAX_PLACES || w->states.count >= MAX_STATES) {
		w->too_many = true;
		return;
	}
	if (2 * w->count >= w->slot_count) {
		widen(w);
		slot = slot_of(w, &place);
	}
	grow(w->places, w->count, w->room);
	w->places[w->count++] = place;
	*slot = w->count;
}

/* ---- frames ---- */

static struct frame *add_frame(struct walk_paths *w, const struct frame *frame)
{
	struct frame *f;
	uint32_t i;

	for (i = 0; i < w->frame_count; i++) {
		f = w->frames[i];
		if (f->up == frame->up && f->call == frame->call &&
		    f->subject == frame->subject &&
		    !memcmp(f->args, frame->args, sizeof(f->args)) &&
		    f->paid == frame->paid)
			return f;
	}
	f = xmalloc(sizeof(*f));
	*f = *frame;
	f->number = w->frame_count;
	grow(w->frames, w->frame_count, w->frame_room);
	w->frames[w->frame_count++] = f;
	return f;
}

static bool is_active(const struct frame *frame, const struct subject *subject)
{
	for (; frame; frame = frame->up)
		if (frame->subject == subject)
			return true;
	return false;
}

/* ---- one node ---- */

static void do_call(struct walk_paths *w, const struct frame *frame,
		    const struct place *place, const struct node *node,
		    const struct state *before)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	struct subject *callee = callee_of(u, node->token);
	struct frame next = {
		.up = frame, .subject = callee, .call = place->node,
		.depth = frame->depth + 1, .paid = frame->paid,
	};
	struct state state = *before;
	char own[16];
	unsigned int n;
	size_t a, b;

	forget_result(w, &state);
	if (!callee->built)
		graph_build(u, callee);
	if (is_active(frame, callee) || frame->depth >= MAX_FRAMES ||
	    callee->graph.trouble != NO_TOKEN ||
	    (callee->inert && state.watched == WATCH_NOTHING)) {
		callee->too_deep |= frame->depth >= MAX_FRAMES;
		walk_unseen(w, frame, node, &state);
		walk_on(w, frame, node->next[0], &state);
		return;
	}
	for (n = 0; n < MAX_PARAMS &&
		    call_argument(s, node->first, n, &a, &b); n++) {
		next.args[n] = name_in(u, frame, &state, a, b);
		if (state.synced && next.args[n] == state.synced)
			next.paid = true;
	}
	/* Its own variables are new. */
	frame = add_frame(w, &next);
	snprintf(own, sizeof(own), "@%u", frame->number);
	state_forget(&state, &u->names, own);
	walk_on(w, frame, callee->graph.entry, &state);
}

/* ---- the end of a function ---- */

/* Does it lead to what a caller has given? */
static bool concerns_callers(struct walk_paths *w, const struct released *r)
{
	const struct graph *g = &w->root->graph;
	struct unit *u = w->u;
	size_t i;
	uint32_t n;

	for (n = 0; n < g->param_count; n++) {
		uint32_t param;
		struct places p;
		struct token *t;

		if (g->params[n] == NO_WORD)
			continue;
		p.at = &u->flow.words.at[u->flow.words.start[g->params[n]]];
		t = &u->src->tokens.data[p.at[0]];
		param = name_of(&u->names, u->src->text.data + t->offset,
				t->len);
		for (i = 0; i < ARRAY_SIZE(r->names); i++)
			if (name_mentions(&u->names, r->names[i], param))
				return true;
	}
	return false;
}

/* The caller knows the result by another name, or not at all. */
static void hand_up_results(struct walk_paths *w, struct state *state,
			    uint32_t returned, const char *own)
{
	struct pending *p = &state->pending;

	if (state->watched != WATCH_CALL || p->result == NO_NAME)
		return;
	if (p->result == returned)
		p->result = result_name(w->u);
	else if (name_holds(&w->u->names, p->result, own))
		p->result = NO_NAME;
}

static enum returned returned_value(struct walk_paths *w,
				    const struct frame *frame,
				    const struct node *node,
				    const struct state *state,
				    uint32_t *var)
{
	const struct stream *s = &w->u->flow.stream;
	uint32_t name;
	int fact;

	*var = NO_NAME;
	if (node->first == NO_TOKEN || node->first > node->last)
		return RETURNED_ANY;
	if (node->first == node->last && is(s, node->first, "0"))
		return RETURNED_ZERO;
	if (is_error_code(s, node->first, node->last))
		return RETURNED_NEGATIVE;
	name = name_in(w->u, frame, NULL, node->first, node->last);
	if (name == NO_NAME)
		return RETURNED_ANY;
	*var = name;
	if (state_fact(state, negative_name(w->u, name)) == 1)
		return RETURNED_NEGATIVE;
	fact = state_fact(state, name);
	return fact < 0 ? RETURNED_ANY :
	       fact ? RETURNED_NONZERO : RETURNED_ZERO;
}

static void do_exit(struct walk_paths *w, const struct frame *frame,
		    const struct node *node, const struct state *before)
{
	struct state state = *before;
	uint32_t var;
	char own[16];

	if (frame->up) {
		state.returned = returned_value(w, frame, node, &state, &var);
		snprintf(own, sizeof(own), "@%u", frame->number);
		hand_up_results(w, &state, var, own);
		state_forget(&state, &w->u->names, own);
		walk_on(w, frame->up,
			frame->up->subject->graph.nodes[frame->call].next[0],
			&state);
		return;
	}
	if (state.watched == WATCH_CALL) {
		w->leaves_something = true;
		walk_unflushed(w, frame, node, &state.pending);
	} else if (state.watched == WATCH_RELEASE) {
		w->leaves_something |= concerns_callers(w, &state.released);
	}
}

static void do_place(struct walk_paths *w, uint32_t number)
{
	struct place place = w->places[number];
	const struct frame *frame = w->frames[place.frame];
	const struct node *node = &frame->subject->graph.nodes[place.node];
	struct state state;

	w->now = number;
	state_get(&w->states, place.state, &state);
	switch (node->kind) {
	case NODE_EXIT:
		do_exit(w, frame, node, &state);
		return;
	case NODE_TEST:
		walk_test(w, frame, node, &state);
		return;
	case NODE_CASE:
		walk_case(w, frame, node, &state);
		return;
	case NODE_CONFIG:
		walk_config(w, frame, node, &state);
		return;
	case NODE_CHOICE:
		walk_on(w, frame, node->next[0], &state);
		walk_on(w, frame, node->next[1], &state);
		return;
	case NODE_CALL:
		do_call(w, frame, &place, node, &state);
		return;
	case NODE_API:
		walk_api(w, frame, node, &state);
		break;
	case NODE_RELEASE:
		walk_release(w, frame, node, &state);
		break;
	case NODE_UNSEEN:
		walk_unseen(w, frame, node, &state);
		break;
	case NODE_LIST:
		walk_list(w, frame, node, &state);
		break;
	case NODE_ASSIGN:
		walk_assign(w, frame, node, &state);
		break;
	case NODE_DECLARE:
		state_set_blank(&state, plain_name_in(w->u, frame, node->first,
						      node->last), true);
		break;
	case NODE_ROUND:
		walk_round(w, frame, node, &state);
		break;
	case NODE_PASS:
	case NODE_JUMP:
		break;
	}
	walk_on(w, frame, node->next[0], &state);
}

/* ---- a function as a whole ---- */

static void walk_all(struct walk_paths *w, bool precise)
{
	struct frame frame = { .subject = w->root };
	struct state state;
	uint32_t i;

	w->precise = precise;
	w->slot_count = 1024;
	w->slots = xcalloc(w->slot_count, sizeof(*w->slots));
	states_begin(&w->states);
	memset(&state, 0, sizeof(state));
	walk_on(w, add_frame(w, &frame), w->root->graph.entry, &state);
	for (i = 0; i < w->count && !w->too_many; i++)
		do_place(w, i);
}

static void walk_done(struct walk_paths *w)
{
	uint32_t i;

	for (i = 0; i < w->frame_count; i++)
		free(w->frames[i]);
	free(w->frames);
	free(w->places);
	free(w->slots);
	states_end(&w->states);
	findings_free(&w->found);
	free(w->suspects);
}

void walk_subject(struct unit *u, struct subject *subject)
{
	/* Fewer conditions, fewer paths: what they rule out holds all the same. */
	static const unsigned int tiers[] = { MAX_FACTS, 4, 2 };
	struct walk_paths w = { .u = u, .root = subject };
	size_t tier;

	/* Without conditions first: most functions are right in any case. */
	walk_all(&w, false);
	for (tier = 0; w.suspect_count && tier < ARRAY_SIZE(tiers) &&
		       (tier ? w.too_many : !w.too_many); tier++) {
		struct walk_paths again = {
			.u = u, .root = subject, .suspects = w.suspects,
			.suspect_count = w.suspect_count,
		};

		w.suspects = NULL;
		walk_done(&w);
		w = again;
		w.max_facts = tiers[tier];
		walk_all(&w, true);
	}
	if (w.too_many)
		not_checked(u, subject->f->name,
			    xasprintf("%.*s() has too many paths",
				      (int)u->flow.stream.tokens[subject->f->name].len,
				      u->flow.stream.text +
				      u->flow.stream.tokens[subject->f->name].offset));
	/* What was given up here need not be given up by every caller, too. */
	subject->inert = w.too_many ||
			 (!w.leaves_something && !w.found.count) ||
			 (w.found.count && !subject->callers_known);
	subject->own = w.found;
	w.found = (struct findings){ 0 };
	walk_done(&w);
}
