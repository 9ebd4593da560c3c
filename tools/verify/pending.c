// SPDX-License-Identifier: GPL-2.0-only
#include "verify/pending.h"

#include <stdlib.h>
#include <string.h>

#include "verify/compare.h"
#include "verify/strip.h"

/* What may hold at one place, whichever way led there. */
struct state {
	bool reached;
	uint64_t debts[HARM_KINDS];	/* that may be open: a bit each */
	uint64_t begun;		/* debts whose gather is begun on all ways */
	uint32_t cause[HARM_KINDS];	/* of debts */
	uint32_t paid;		/* on all ways; 0: on none, or on some */
};

/* So many debts of one function are told apart. */
#define MAX_DEBTS 64

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
	struct debt debts[MAX_DEBTS];
	size_t debt_count;
	const struct function *function;
	bool telling;		/* the last time through: note lapses */
};

static const struct state nowhere;

static struct state join(struct state a, struct state b)
{
	int kind;

	if (!a.reached)
		return b;
	if (!b.reached)
		return a;
	for (kind = 0; kind < HARM_KINDS; kind++) {
		if (b.debts[kind] && !a.debts[kind])
			a.cause[kind] = b.cause[kind];
		a.debts[kind] |= b.debts[kind];
	}
	a.begun &= b.begun;
	if (a.paid != b.paid)
		a.paid = 0;
	return a;
}

static bool same_state(struct state a, struct state b)
{
	return a.reached == b.reached && a.begun == b.begun &&
	       !memcmp(a.debts, b.debts, sizeof(a.debts)) && a.paid == b.paid;
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

/* The number of a debt.  Takes over the texts. */
static unsigned int debt_of(struct walker *w, char *domain, char *gather)
{
	size_t i;

	for (i = 0; i < w->debt_count; i++) {
		const struct debt *d = &w->debts[i];

		if (!strcmp(d->domain, domain) && !d->gather == !gather &&
		    (!gather || !strcmp(d->gather, gather)))
			break;
	}
	if (i == w->debt_count && i < MAX_DEBTS) {
		w->debts[w->debt_count++] = (struct debt){ domain, gather };
		return i;
	}
	free(domain);
	free(gather);
	return i < MAX_DEBTS ? i : MAX_DEBTS - 1;
}

static char *text_of(struct walker *w, size_t call, unsigned int n)
{
	char *text = argument_text(w->view, call, n);

	return text ? text : xstrdup("");
}

static void lapse(struct walker *w, int kind, enum harm_kind deferred,
		  size_t token, size_t cause, const struct debt *debt)
{
	struct pending *p = w->out;

	grow(p->lapses, p->lapse_count, p->lapse_room);
	p->lapses[p->lapse_count++] = (struct lapse){
		.kind = kind, .deferred = deferred, .token = token,
		.cause = cause,
		.function = w->function->name, .domain = xstrdup(debt->domain),
		.gather = debt->gather ? xstrdup(debt->gather) : NULL,
	};
}

/* iommu_unmap_fast(domain, iova, size, &gather) and its like. */
static struct state defer(struct walker *w, struct state state, size_t i,
			  const struct site *site)
{
	enum harm_kind kind = site->api->op == OP_UNMAP ? HARM_UNMAP : HARM_MAP;
	char *gather = kind == HARM_UNMAP ? argument_text(w->view, i, 3) : NULL;
	unsigned int n = debt_of(w, text_of(w, i, 0), gather);
	uint64_t bit = 1ull << n;

	/* One that a caller hands in was begun by him. */
	if (w->telling && w->debts[n].gather && *w->debts[n].gather == '&' &&
	    !(state.begun & bit))
		lapse(w, LAPSE_GATHER, kind, i, i, &w->debts[n]);
	state.debts[kind] |= bit;
	state.cause[kind] = i;
	state.paid = 0;
	return state;
}

/* A gather has nothing to do with maps, iommu_sync_map() nothing with unmaps. */
static struct state flush(struct walker *w, struct state state, size_t i,
			  const struct site *site)
{
	bool gathers = !strcmp(site->api->name, "iommu_iotlb_sync");
	bool maps_only = !strcmp(site->api->name, "iommu_sync_map");
	char *domain = text_of(w, i, 0);
	char *gather = gathers ? argument_text(w->view, i, 1) : NULL;
	size_t k;

	for (k = 0; k < w->debt_count; k++)
		if (!strcmp(w->debts[k].domain, domain) &&
		    (!gather || !w->debts[k].gather ||
		     !strcmp(w->debts[k].gather, gather))) {
			if (!maps_only)
				state.debts[HARM_UNMAP] &= ~(1ull << k);
			if (!gathers)
				state.debts[HARM_MAP] &= ~(1ull << k);
		}
	free(domain);
	free(gather);
	return state;
}

/* Of all debts that are known to go to this gather. */
static struct state begin_gather(struct walker *w, struct state state, size_t i)
{
	char *gather = text_of(w, i, 0);
	size_t k;

	for (k = 0; k < w->debt_count; k++)
		if (w->debts[k].gather && !strcmp(w->debts[k].gather, gather))
			state.begun |= 1ull << k;
	free(gather);
	return state;
}

static void mark(struct walker *w, const struct state *state, size_t i)
{
	int kind;

	for (kind = 0; kind < HARM_KINDS; kind++) {
		if (!state->debts[kind])
			continue;
		w->out->dirty[i] |= 1 << kind;
		w->out->cause[kind][i] = state->cause[kind];
	}
}

static struct state step(struct walker *w, struct state state, size_t i)
{
	const struct site *site = site_of(&w->view->flow, i);

	if (!is_code(w->stream, i))
		return state;
	mark(w, &state, i);
	if (!is_call_at(w->stream, i))
		return state;
	w->out->paid[i] = state.paid;
	if (!site || !is_used(w->view->src, site) || is_own_site(site))
		return state;
	if (is_flush_call(site))
		return flush(w, state, i, site);
	if (!strcmp(site->api->name, "iommu_iotlb_gather_init"))
		return begin_gather(w, state, i);
	if (is_deferred_call(w->view->src, site, w->plain_deferred))
		return defer(w, state, i, site);
	if (site->api->op == OP_UNMAP)
		state.paid = i + 1;
	return state;
}

static struct state take(struct walker *w, struct state state, size_t first,
			 size_t last)
{
	size_t i;

	for (i = first; state.reached && i <= last; i++)
		state = step(w, state, i);
	for (i = first; state.reached && i <= last; i++)
		if (is_code(w->stream, i) && is_store(w->stream, i))
			mark(w, &state, i);
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

/* A way out of the function. */
static void leave(struct walker *w, struct state state, size_t token)
{
	size_t i;
	int kind;

	if (!w->telling || !state.reached)
		return;
	for (kind = 0; kind < HARM_KINDS; kind++)
		for (i = 0; i < w->debt_count; i++)
			if (state.debts[kind] & 1ull << i)
				lapse(w, LAPSE_EXIT, kind, token,
				      state.cause[kind], &w->debts[i]);
}

/* The arms of an #if, while they are followed one after the other. */
struct arm {
	struct state begin, end;
	bool has_else;
};

struct arms {
	struct arm at[64];
	size_t depth;
};

static struct state turn(struct walker *w, struct arms *arms,
			 struct state state, size_t hash)
{
	const struct stream *s = w->stream;
	size_t word = after(s, hash);
	struct arm *top = arms->depth ? &arms->at[arms->depth - 1] : NULL;

	if (is(s, word, "if") || is(s, word, "ifdef") || is(s, word, "ifndef")) {
		if (arms->depth < ARRAY_SIZE(arms->at))
			arms->at[arms->depth++] = (struct arm){ .begin = state };
	} else if (!top) {
		return state;
	} else if (is(s, word, "endif")) {
		arms->depth--;
		state = join(top->end, state);
		return top->has_else ? state : join(state, top->begin);
	} else if (is(s, word, "else") || is(s, word, "elif") ||
		   is(s, word, "elifdef") || is(s, word, "elifndef")) {
		top->has_else |= is(s, word, "else");
		top->end = join(top->end, state);
		return top->begin;
	}
	return state;
}

static struct state follow_block(struct walker *w, struct state state,
				 const struct statement *block)
{
	const struct statement *child = block->child;
	struct arms arms = { .depth = 0 };
	size_t i;

	for (i = block->first + 1; i < block->last; i++) {
		const struct token *t = &w->stream->tokens[i];

		if (child && i == child->first) {
			state = follow(w, state, child);
			i = child->last;
			child = child->next;
		} else if (t->directive && t->first) {
			state = turn(w, &arms, state, i);
		}
	}
	return state;
}

static struct state follow_one(struct walker *w, struct state state,
			       const struct statement *st)
{
	switch (st->kind) {
	case STATEMENT_BLOCK:
		return follow_block(w, state, st);
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
		leave(w, take(w, state, st->first, st->last), st->first);
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
	return st ? follow_one(w, state, st) : state;
}

/*
 * Three times over: what is deferred has to be known before it is begun, and
 * labels before what jumps to them is told.
 */
static void follow_function(struct walker *w, const struct function *f)
{
	const struct state begin = { .reached = true };
	size_t i, k;

	w->function = f;
	w->label_count = 0;
	w->telling = false;
	for (i = 0; i < 2; i++) {
		for (k = 0; k < w->label_count; k++)
			w->labels[k].state = nowhere;
		do {
			w->changed = false;
			follow(w, begin, f->body);
		} while (w->changed);
	}
	w->telling = true;
	leave(w, follow(w, begin, f->body), f->close);
	while (w->debt_count) {
		w->debt_count--;
		free(w->debts[w->debt_count].domain);
		free(w->debts[w->debt_count].gather);
	}
}

void pending_find(struct pending *p, struct view *view, bool plain_deferred)
{
	size_t count = view->src->tokens.count + 1, i;
	int kind;
	struct walker w = {
		.out = p, .view = view, .stream = &view->flow.stream,
		.plain_deferred = plain_deferred,
	};

	*p = (struct pending){
		.dirty = xcalloc(count, sizeof(*p->dirty)),
		.paid = xcalloc(count, sizeof(*p->paid)),
	};
	for (kind = 0; kind < HARM_KINDS; kind++)
		p->cause[kind] = xcalloc(count, sizeof(*p->cause[kind]));
	for (i = 0; i < view->flow.count; i++)
		if (view->flow.functions[i].body)
			follow_function(&w, &view->flow.functions[i]);
	free(w.labels);
}

void pending_free(struct pending *p)
{
	while (p->lapse_count) {
		p->lapse_count--;
		free(p->lapses[p->lapse_count].domain);
		free(p->lapses[p->lapse_count].gather);
	}
	free(p->lapses);
	free(p->dirty);
	free(p->cause[HARM_UNMAP]);
	free(p->cause[HARM_MAP]);
	free(p->paid);
}
