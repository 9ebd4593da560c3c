// SPDX-License-Identifier: GPL-2.0-only
#include "verify/pending.h"

#include <stdlib.h>
#include <string.h>

#include "verify/compare.h"
#include "verify/strip.h"

/* What may hold at one place, whichever way led there. */
struct state {
	bool reached;
	bool dirty;
	uint32_t cause;		/* of dirty */
	uint32_t paid;		/* on all ways; 0: on none, or on some */
};

struct label {
	size_t name;
	struct state state;
};

/* What break and continue in a loop or switch lead to. */
struct target {
	struct target *outer;
	bool is_loop;
	struct state at_break, at_continue, at_case;
};

struct walker {
	struct pending *out;
	struct view *view;
	const struct stream *stream;
	bool plain_deferred;
	struct label *labels;
	size_t label_count, label_room;
	struct target *target;
	bool changed;		/* a label is reached in a new state */
};

static const struct state nowhere;

static struct state join(struct state a, struct state b)
{
	if (!a.reached)
		return b;
	if (!b.reached)
		return a;
	if (b.dirty && !a.dirty)
		a.cause = b.cause;
	a.dirty |= b.dirty;
	if (a.paid != b.paid)
		a.paid = 0;
	return a;
}

static bool same_state(struct state a, struct state b)
{
	return a.reached == b.reached && a.dirty == b.dirty &&
	       a.paid == b.paid;
}

bool is_call_at(const struct stream *s, size_t i)
{
	if (!is_code(s, i))
		return false;
	if (is(s, i, "("))
		return is_pointer_call(s, i);
	return s->tokens[i].kind == TOKEN_IDENTIFIER &&
	       is(s, after(s, i), "(");
}

/* ---- what happens in an expression ---- */

static bool is_flush_call(const struct site *site)
{
	return site->api->op == OP_FINISH &&
	       strcmp(site->api->name, "iommu_tlb_range_add");
}

static struct state step(struct walker *w, struct state state, size_t i)
{
	const struct site *site = site_of(&w->view->flow, i);

	if (!is_call_at(w->stream, i))
		return state;
	if (state.dirty) {
		w->out->dirty[i] = true;
		w->out->cause[i] = state.cause;
	}
	w->out->paid[i] = state.paid;
	if (!site || !is_used(w->view->src, site))
		return state;
	if (is_flush_call(site)) {
		state.dirty = false;
	} else if (is_deferred_call(w->view->src, site, w->plain_deferred)) {
		state.dirty = true;
		state.cause = i;
		state.paid = 0;
	} else if (site->api->op == OP_UNMAP) {
		state.paid = i + 1;
	}
	return state;
}

static struct state take(struct walker *w, struct state state, size_t first,
			 size_t last)
{
	size_t i;

	for (i = first; state.reached && i <= last; i++)
		state = step(w, state, i);
	return state;
}

/* ---- statements ---- */

static struct state follow(struct walker *w, struct state state,
			   const struct statement *st);

static struct label *label_of(struct walker *w, size_t name)
{
	size_t i;

	for (i = 0; i < w->label_count; i++)
		if (same_name(w->stream, w->labels[i].name, name))
			return &w->labels[i];
	grow(w->labels, w->label_count, w->label_room);
	w->labels[w->label_count] = (struct label){ .name = name };
	return &w->labels[w->label_count++];
}

static struct state follow_label(struct walker *w, struct state state,
				 const struct statement *st)
{
	struct target *t = w->target;

	if (!is(w->stream, st->first, "case") &&
	    !is(w->stream, st->first, "default"))
		return join(state, label_of(w, st->first)->state);
	while (t && t->is_loop)
		t = t->outer;
	return t ? join(state, t->at_case) : state;
}

static void follow_goto(struct walker *w, struct state state,
			const struct statement *st)
{
	size_t name = following(w->stream, st->first);
	struct label *label;
	struct state was;

	if (name == NO_TOKEN ||
	    w->stream->tokens[name].kind != TOKEN_IDENTIFIER)
		return;
	label = label_of(w, name);
	was = label->state;
	label->state = join(was, state);
	w->changed |= !same_state(was, label->state);
}

/* So often that what one round leaves behind has met all of the next. */
#define ROUNDS 3

static struct state follow_loop(struct walker *w, struct state state,
				const struct statement *st)
{
	struct target target = { .outer = w->target, .is_loop = true };
	struct state begin = state, end = nowhere;
	int round;

	w->target = &target;
	for (round = 0; round < ROUNDS; round++) {
		if (st->loop != LOOP_DO)
			begin = take(w, begin, st->open, st->close);
		end = join(follow(w, begin, st->child), target.at_continue);
		if (st->loop == LOOP_DO)
			end = take(w, end, st->open, st->close);
		begin = join(begin, end);
	}
	w->target = target.outer;
	return join(st->loop == LOOP_DO ? end : begin, target.at_break);
}

static struct state follow_switch(struct walker *w, struct state state,
				  const struct statement *st)
{
	struct target target = { .outer = w->target };

	state = take(w, state, st->open, st->close);
	target.at_case = state;
	w->target = &target;
	state = join(state, follow(w, nowhere, st->child));
	w->target = target.outer;
	return join(state, target.at_break);
}

static bool is_guarded_flush(const struct walker *w, const struct statement *st)
{
	size_t i;

	if (st->kind != STATEMENT_IF || st->other)
		return false;
	for (i = 0; i < w->view->addition_count; i++)
		if (w->view->additions[i].kind == ADD_FLUSH &&
		    w->view->additions[i].first == st->first)
			return !w->view->additions[i].trouble;
	return false;
}

static struct state follow_if(struct walker *w, struct state state,
			      const struct statement *st)
{
	struct state yes, no;

	state = take(w, state, st->open, st->close);
	yes = follow(w, state, st->child);
	no = st->other ? follow(w, state, st->other) : state;
	return is_guarded_flush(w, st) ? yes : join(yes, no);
}

static void leave_to(struct walker *w, struct state state, bool is_break)
{
	struct target *t = w->target;

	while (t && !is_break && !t->is_loop)
		t = t->outer;
	if (t && is_break)
		t->at_break = join(t->at_break, state);
	else if (t)
		t->at_continue = join(t->at_continue, state);
}

static struct state follow_one(struct walker *w, struct state state,
			       const struct statement *st)
{
	const struct statement *child;

	switch (st->kind) {
	case STATEMENT_BLOCK:
		for (child = st->child; child; child = child->next)
			state = follow(w, state, child);
		return state;
	case STATEMENT_IF:
		return follow_if(w, state, st);
	case STATEMENT_LOOP:
		return follow_loop(w, state, st);
	case STATEMENT_SWITCH:
		return follow_switch(w, state, st);
	case STATEMENT_LABEL:
		return follow_label(w, state, st);
	case STATEMENT_GOTO:
		follow_goto(w, state, st);
		return nowhere;
	case STATEMENT_RETURN:
		take(w, state, st->first, st->last);
		return nowhere;
	case STATEMENT_BREAK:
	case STATEMENT_CONTINUE:
		leave_to(w, state, st->kind == STATEMENT_BREAK);
		return nowhere;
	default:
		return take(w, state, st->first, st->last);
	}
}

static struct state follow(struct walker *w, struct state state,
			   const struct statement *st)
{
	struct state end;

	if (!st)
		return state;
	end = follow_one(w, state, st);
	/* In an arm of an #if: perhaps it is not there at all. */
	return st->conditional ? join(state, end) : end;
}

void pending_find(struct pending *p, struct view *view, bool plain_deferred)
{
	size_t count = view->src->tokens.count + 1, i;
	struct walker w = {
		.out = p, .view = view, .stream = &view->flow.stream,
		.plain_deferred = plain_deferred,
	};

	*p = (struct pending){
		.dirty = xcalloc(count, sizeof(*p->dirty)),
		.cause = xcalloc(count, sizeof(*p->cause)),
		.paid = xcalloc(count, sizeof(*p->paid)),
	};
	for (i = 0; i < view->flow.count; i++) {
		const struct function *f = &view->flow.functions[i];

		w.label_count = 0;
		do {
			w.changed = false;
			follow(&w, (struct state){ .reached = true }, f->body);
		} while (w.changed);
	}
	free(w.labels);
}

void pending_free(struct pending *p)
{
	free(p->dirty);
	free(p->cause);
	free(p->paid);
}
