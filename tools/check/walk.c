// SPDX-License-Identifier: GPL-2.0-only
#include "check/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/events.h"
#include "check/origin.h"
#include "check/release.h"
#include "check/rules.h"

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

/* ---- what is pending ---- */

/* With conditions at hand, only what was found without them is looked at. */
static bool is_suspect(const struct walk_paths *w, size_t token)
{
	size_t i;

	if (!w->precise)
		return true;
	for (i = 0; i < w->suspect_count; i++)
		if (w->suspects[i] == token)
			return true;
	return false;
}

/* One more path, which has its eye on what happens at . */
static void watch(struct walk_paths *w, const struct frame *frame,
		  const struct node *node, const struct state *state,
		  enum watched what, const struct pending *p,
		  const struct released *released)
{
	struct state next = *state;

	next.watched = what;
	if (p)
		next.pending = *p;
	if (released)
		next.released = *released;
	walk_on(w, frame, node->next[0], &next);
}

static char *text_of_argument(struct unit *u, size_t token, unsigned int n)
{
	size_t open = call_open(&u->flow.stream, token), a, b;

	if (open == NO_TOKEN ||
	    !call_argument(&u->flow.stream, open, n, &a, &b))
		return xstrdup("?");
	return tokens_text(&u->flow.stream, a, b);
}

static char *name_text(struct unit *u, size_t token)
{
	return tokens_text(&u->flow.stream, token, token);
}

/* "NAME() at line N": the deferred call of @p. */
static char *pending_text(struct unit *u, const struct pending *p)
{
	char *name = name_text(u, p->site), *text;

	text = xasprintf("%s() at line %u", name, line_of(u, p->site));
	free(name);
	return text;
}

static uint32_t argument(struct unit *u, const struct frame *frame,
			 const struct state *state, size_t token, unsigned int n)
{
	size_t open = call_open(&u->flow.stream, token), a, b;

	if (open == NO_TOKEN ||
	    !call_argument(&u->flow.stream, open, n, &a, &b))
		return NO_NAME;
	return name_in(u, frame, state, a, b);
}

static uint32_t gather_argument(struct unit *u, const struct frame *frame,
				const struct state *state, size_t token,
				unsigned int n)
{
	size_t open = call_open(&u->flow.stream, token), a, b;

	if (open == NO_TOKEN ||
	    !call_argument(&u->flow.stream, open, n, &a, &b))
		return NO_NAME;
	return object_in(u, frame, state, a, b);
}

static void use_gather(struct walk_paths *w, struct state *state, size_t token,
		       uint32_t gather)
{
	char *name;

	if (gather == NO_NAME || !state_is_blank(state, gather))
		return;
	name = name_text(w->u, token);
	walk_report(w, &rule_gather_not_initialised, CONFIDENCE_HIGH, token,
		    token,
		    xasprintf("%s() gets a gather that was not initialised on this way",
			      name));
	free(name);
	state_set_blank(state, gather, false);
}

/* One gather for two domains: a flush will reach only one of them. */
static void collect_in_gather(struct walk_paths *w, const struct state *state,
			      size_t token, uint32_t gather, uint32_t domain)
{
	const struct pending *p = &state->pending;
	char *earlier;

	if (state->watched != WATCH_CALL || gather == NO_NAME ||
	    p->gather != gather || p->domain == domain ||
	    p->domain == NO_NAME || domain == NO_NAME)
		return;
	earlier = pending_text(w->u, p);
	walk_report(w, &rule_wrong_domain, CONFIDENCE_HIGH, token, p->site,
		    xasprintf("the gather still holds what %s unmapped from another domain",
			      earlier));
	free(earlier);
}

static void defer(struct walk_paths *w, const struct frame *frame,
		  const struct node *node, struct state *state,
		  struct call_meaning m)
{
	struct unit *u = w->u;
	size_t token = node->token;
	struct pending p;

	memset(&p, 0, sizeof(p));
	p.site = token;
	p.frame = frame->number;
	p.domain = argument(u, frame, state, token, 0);
	p.map = m.kind == CALL_MAP;
	p.queued = m.queues;
	p.result = result_name(u);
	if (m.gathers) {
		p.gather = gather_argument(u, frame, state, token, 3);
		use_gather(w, state, token, p.gather);
		collect_in_gather(w, state, token, p.gather, p.domain);
	}
	/* Its own result is asked for now, not that of the round before. */
	if (state->watched == WATCH_CALL && state->pending.site == token &&
	    !state->pending.sums)
		state->pending.result = NO_NAME;
	if (!is_suspect(w, token))
		return;
	if (state->watched == WATCH_NOTHING)
		watch(w, frame, node, state, WATCH_CALL, &p, NULL);
}

/* ---- flushes ---- */

static bool is_flushed(const struct pending *p, const struct call_meaning *m,
		       uint32_t gather)
{
	switch (m->kind) {
	case CALL_FLUSH_ALL:
		return true;
	case CALL_FLUSH_QUEUE:
		return !p->gather && p->queued;
	case CALL_FLUSH_GATHER:
		return p->gather && p->gather == gather;
	case CALL_FLUSH_MAP:
		return p->map;
	default:
		return false;
	}
}

static void report_wrong_domain(struct walk_paths *w, size_t token,
				const struct pending *p)
{
	char *name = name_text(w->u, token);
	char *to = text_of_argument(w->u, token, 0);
	char *from = text_of_argument(w->u, p->site, 0);
	char *call = pending_text(w->u, p);

	walk_report(w, &rule_wrong_domain, CONFIDENCE_HIGH, token, p->site,
		    xasprintf("%s() flushes %s, but %s was for %s%s", name, to,
			      call, from,
			      strcmp(to, from) ? "" :
			      ", which was another one then"));
	free(name);
	free(to);
	free(from);
	free(call);
}

static void flush(struct walk_paths *w, const struct frame *frame,
		  struct state *state, size_t token, struct call_meaning m)
{
	struct unit *u = w->u;
	uint32_t domain = argument(u, frame, state, token, 0);
	uint32_t gather = m.kind != CALL_FLUSH_GATHER ? NO_NAME :
			  gather_argument(u, frame, state, token, 1);
	struct pending *p = &state->pending;

	if (m.kind == CALL_FLUSH_GATHER)
		use_gather(w, state, token, gather);
	if (state->watched != WATCH_CALL || !is_flushed(p, &m, gather))
		return;
	if (p->domain == domain || domain == NO_NAME || p->domain == NO_NAME) {
		state_let_go(state);
	} else if (m.kind == CALL_FLUSH_GATHER) {
		report_wrong_domain(w, token, p);
		state_let_go(state);
	} else {
		/* Its own flush may still come. */
		p->flushed_as = token;
	}
}

static void queue_range(struct walk_paths *w, const struct frame *frame,
			struct state *state, size_t token)
{
	uint32_t domain = argument(w->u, frame, state, token, 0);

	if (state->watched == WATCH_CALL &&
	    (state->pending.domain == domain || domain == NO_NAME))
		state->pending.queued = true;
}

/* What the gather has collected is gone when it begins anew. */
static void begin_gather(struct walk_paths *w, const struct frame *frame,
			 struct state *state, size_t token)
{
	uint32_t gather = gather_argument(w->u, frame, state, token, 0);
	const struct pending *p = &state->pending;
	char *call;

	state_set_blank(state, gather, false);
	if (state->watched != WATCH_CALL || gather == NO_NAME ||
	    p->gather != gather)
		return;
	call = pending_text(w->u, p);
	walk_report(w, &rule_missing_flush, CONFIDENCE_HIGH, token, p->site,
		    xasprintf("the gather begins anew, and what %s unmapped is never flushed",
			      call));
	free(call);
	state_let_go(state);
}

/* ---- releases ---- */

static void report_release(struct walk_paths *w, const struct pending *p,
			   size_t token, bool weak)
{
	struct unit *u = w->u;
	char *name = name_text(u, token);
	char *call = pending_text(u, p);

	walk_report(w, &rule_release_before_flush,
		    weak ? CONFIDENCE_MODERATE : CONFIDENCE_HIGH, token,
		    p->site,
		    xasprintf("%s() %s before %s is flushed", name,
			      release_says(release_at(&u->flow.stream,
						      token).kind), call));
	free(name);
	free(call);
}

static bool is_paid_for(struct walk_paths *w, const struct frame *frame,
			const struct state *state, size_t token)
{
	return frame->paid ||
	       (state->synced && call_uses(w->u, frame, token, state->synced));
}

static void release(struct walk_paths *w, const struct frame *frame,
		    const struct node *node, struct state *state)
{
	size_t token = node->token;
	struct release r = release_at(&w->u->flow.stream, token);
	const struct pending *p = &state->pending;
	struct released released;

	if (state->watched == WATCH_RELEASE)
		return;
	release_names(w->u, frame, token, &released);
	if (state->watched == WATCH_CALL) {
		if (!p->map && !is_paid_for(w, frame, state, token) &&
		    (!r.weak || is_unmap_of(w->u, w->frames[p->frame], p->site,
					    &released)))
			report_release(w, p, token, r.weak);
	} else if (!r.weak && released.names[0] != NO_NAME &&
		   is_suspect(w, token)) {
		watch(w, frame, node, state, WATCH_RELEASE, NULL, &released);
	}
}

/* Is what is unmapped here released already? */
static void look_back(struct walk_paths *w, const struct frame *frame,
		      const struct state *state, size_t token)
{
	struct unit *u = w->u;
	const struct released *r = &state->released;
	char *name, *unmap;

	if (state->watched != WATCH_RELEASE ||
	    !is_unmap_of(u, frame, token, r))
		return;
	name = name_text(u, r->token);
	unmap = name_text(u, token);
	walk_report(w, &rule_release_before_unmap, CONFIDENCE_HIGH, r->token,
		    r->token,
		    xasprintf("%s() %s before %s() at line %u takes it away from the device",
			      name, release_says(release_at(&u->flow.stream,
							    r->token).kind),
			      unmap, line_of(u, token)));
	free(name);
	free(unmap);
}

/* ---- one node ---- */

/* What the last call returned was not asked for. */
static void forget_result(struct walk_paths *w, struct state *state)
{
	state->returned = RETURNED_ANY;
	if (state->pending.result == result_name(w->u))
		state->pending.result = NO_NAME;
}

static void do_api(struct walk_paths *w, const struct frame *frame,
		   const struct node *node, struct state *state)
{
	struct call_meaning m = meaning_at(w->u, node->token);
	size_t token = node->token;

	forget_result(w, state);
	/* What is mapped now was not released before. */
	if (state->watched == WATCH_RELEASE &&
	    (m.kind == CALL_MAP || m.kind == CALL_MAP_SYNC))
		state_let_go(state);
	if (m.kind == CALL_UNMAP || m.kind == CALL_UNMAP_SYNC)
		look_back(w, frame, state, token);
	switch (m.kind) {
	case CALL_UNMAP:
	case CALL_MAP:
		defer(w, frame, node, state, m);
		break;
	case CALL_UNMAP_SYNC:
		if (state->watched == WATCH_CALL)
			state->synced = argument(w->u, frame, state, token, 1);
		break;
	case CALL_QUEUE:
		queue_range(w, frame, state, token);
		break;
	case CALL_FLUSH_QUEUE:
	case CALL_FLUSH_ALL:
	case CALL_FLUSH_GATHER:
	case CALL_FLUSH_MAP:
		flush(w, frame, state, token, m);
		break;
	case CALL_INIT:
		begin_gather(w, frame, state, token);
		break;
	default:
		break;
	}
}

/* Addresses go to a function that is not seen: it may do as it likes. */
static void do_unseen(struct walk_paths *w, const struct frame *frame,
		      const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	size_t a, b;
	unsigned int n;

	for (n = 0; call_argument(s, node->first, n, &a, &b); n++) {
		uint32_t name = name_in(u, frame, state, a, b), object;

		if (name == NO_NAME)
			continue;
		object = object_in(u, frame, state, a, b);
		state_set_blank(state, object, false);
		if (state->watched == WATCH_CALL && object != NO_NAME &&
		    state->pending.gather == object)
			state_let_go(state);
		if (u->names.text[name][0] == '&' && object != NO_NAME &&
		    is_local_object(u, frame, object))
			state_change(state, &u->names, object);
	}
}

/* list_empty(&list) is known after one of these. */
static void do_list(struct walk_paths *w, const struct frame *frame,
		    const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	bool adds = name_has(s, node->token, "add") ||
		    name_has(s, node->token, "move");
	bool begins = name_has(s, node->token, "LIST_HEAD");
	uint32_t list;
	struct buf text = { 0 };

	state_forget(state, &u->names, "list_empty(");
	if (!w->precise || (!adds && !begins))
		return;
	list = argument(u, frame, state, node->token, adds ? 1 : 0);
	if (list == NO_NAME)
		return;
	buf_printf(&text, "list_empty(%s%s)",
		   begins && is(s, node->token, "LIST_HEAD") ? "&" : "",
		   u->names.text[list]);
	state_learn(state, name_of(&u->names, text.data, text.len), begins);
	buf_free(&text);
}

/* Conversions that give the same for the same. */
static bool is_getter(const struct stream *s, size_t i)
{
	static const char *const names[] = {
		"iommu_get_domain_for_dev",
		"iommu_get_dma_domain", "dev_get_drvdata",
		"platform_get_drvdata", "pci_get_drvdata", "netdev_priv",
		"READ_ONCE", NULL,
	};
	const struct token *t = &s->tokens[i];

	return is_one_of(s, i, names) || name_has(s, i, "_priv") ||
	       (t->len > 3 && !memcmp(s->text + t->offset, "to_", 3));
}

/* Is the value worth remembering as another name of the same? */
static bool is_lasting(const struct stream *s, size_t first, size_t last)
{
	size_t i;

	for (i = first; i != NO_TOKEN && i <= last; i = after(s, i)) {
		if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    is(s, after(s, i), "(") && !is_getter(s, i))
			return false;
		if (is_one_of(s, i, (const char *const[]){
			"?", "==", "!=", "&&", "||", "+", "-", "!", "<<",
			">>", "{", "/", "++", "--", NULL }))
			return false;
	}
	return true;
}

/* Of x = y = value it is the value. */
static uint32_t lasting_name(struct unit *u, const struct frame *frame,
			     const struct state *state, size_t first,
			     size_t last)
{
	const struct stream *s = &u->flow.stream;
	size_t i;

	for (i = first; i != NO_TOKEN && i < last; i = after(s, i))
		if (is(s, i, "="))
			first = after(s, i);
	return is_lasting(s, first, last) ?
	       name_in(u, frame, state, first, last) : NO_NAME;
}

static bool is_call_of_api(struct unit *u, size_t first, size_t last,
			   size_t *name)
{
	const struct stream *s = &u->flow.stream;

	while (is(s, first, "(")) {
		if (closing(s, first) == last) {
			first = after(s, first);
			last = before(s, last);
		} else {
			first = after(s, closing(s, first));
		}
		if (first == NO_TOKEN || last == NO_TOKEN)
			return false;
	}
	*name = first;
	return first < last && u->flow.words.word[first] != NO_WORD &&
	       is(s, after(s, first), "(") &&
	       closing(s, after(s, first)) == last;
}

/* The result of the call goes to @var: what @var is later tells of the call. */
static void name_result(struct walk_paths *w, struct state *state, uint32_t var,
			bool sums)
{
	if (state->watched != WATCH_CALL ||
	    state->pending.result != result_name(w->u))
		return;
	state->pending.result = var;
	state->pending.sums = sums;
}

static void do_assign(struct walk_paths *w, const struct frame *frame,
		      const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	size_t first, last, value, end = NO_TOKEN, name;
	uint32_t var, bound = NO_NAME;
	struct state old = *state;

	if (!changed_expression(u, node->token, &first, &last, &value))
		return;
	var = name_in(u, frame, NULL, first, last);
	if (var == NO_NAME)
		return;
	if (value != NO_TOKEN)
		end = end_of_value(u, value, frame->subject->f->close);
	if (value != NO_TOKEN && is(s, node->token, "="))
		bound = lasting_name(u, frame, state, value, end);
	if (is(s, node->token, "+=") && value != NO_TOKEN &&
	    is_call_of_api(u, value, end, &name)) {
		/* total += unmap(): zero only if all of them were. */
		name_result(w, state, var, true);
		return;
	}
	/* A member may be changed through any pointer. */
	state_change(state, &u->names, var);
	if (bound != NO_NAME && bound != var &&
	    !name_mentions(&u->names, bound, var) && first == last &&
	    u->flow.words.word[first] != NO_WORD &&
	    u->place_words[u->flow.words.word[first]]) {
		const char *b = u->names.text[bound];

		if (*b == '&' || strchr(b, '-') || strchr(b, '.') ||
		    strchr(b, '(') || (!strpbrk(b, "0123456789'") &&
				       is_word_byte(*b)))
			state_bind(state, var, bound);
	}
	if (value != NO_TOKEN && is_call_of_api(u, value, end, &name))
		name_result(w, state, var, false);
	old.returned = state->returned;
	if (w->precise) {
		learn_value(w, frame, &old, state, var, node->token, value,
			    end);
	}
	state->returned = RETURNED_ANY;
}

static void do_round(struct walk_paths *w, const struct frame *frame,
		     const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	bool known = name_has(s, node->token, "list_") ||
		     name_has(s, node->token, "rb") ||
		     name_has(s, node->token, "hash_");
	unsigned int n, count = known ? 2 : 8;
	size_t a, b;

	for (n = 0; n < count && call_argument(s, node->first, n, &a, &b); n++)
		if (a == b && s->tokens[a].kind == TOKEN_IDENTIFIER &&
		    is_own_word(u, frame->subject, a) &&
		    (known || !is(s, b, "domain")))
			state_change(state, &u->names,
				     plain_name_in(u, frame, a, b));
}

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
		do_unseen(w, frame, node, &state);
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

static void report_unflushed(struct walk_paths *w, const struct frame *frame,
			     const struct node *node, const struct pending *p)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	struct call_meaning m = meaning_at(u, p->site);
	const struct rule *rule = &rule_missing_flush;
	char *name, *domain;

	(void)frame;
	if (p->flushed_as) {
		report_wrong_domain(w, p->flushed_as, p);
		return;
	}
	name = name_text(u, p->site);
	domain = text_of_argument(u, p->site, 0);
	if (m.plain && !w->root->finishes)
		rule = u->style == STYLE_SYNC && !u->style_is_told ?
		       &rule_mixed_styles : &rule_no_longer_flushes;
	walk_report(w, rule, CONFIDENCE_HIGH, p->site, p->site,
		    rule == &rule_missing_flush ?
		    xasprintf("%s() of %s is not flushed on the way to %s at line %u%s",
			      name, domain,
			      is(s, node->token, "return") ? "the return" :
			      "the end of the function",
			      line_of(u, node->token),
			      !p->gather && !p->queued && w->root->finishes ?
			      ": its range was not queued" : "") :
		    xasprintf("%s() does not flush in style %s, and nothing behind it does",
			      name, style_table[u->style].name));
	free(name);
	free(domain);
}

/* Is the flush somebody else's duty: the gather came from there? */
static bool is_handed_over(struct walk_paths *w, const struct frame *frame,
			   const struct node *node, const struct pending *p)
{
	struct unit *u = w->u;

	if (p->gather)
		return !is_local_object(u, frame, p->gather);
	/* return iommu_unmap_async(...): a wrapper, as deferred as that. */
	return node->first != NO_TOKEN && p->site >= node->first &&
	       p->site <= node->last && !meaning_at(u, p->site).plain;
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
		if (!is_handed_over(w, frame, node, &state.pending))
			report_unflushed(w, frame, node, &state.pending);
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
		do_api(w, frame, node, &state);
		break;
	case NODE_RELEASE:
		release(w, frame, node, &state);
		break;
	case NODE_UNSEEN:
		do_unseen(w, frame, node, &state);
		break;
	case NODE_LIST:
		do_list(w, frame, node, &state);
		break;
	case NODE_ASSIGN:
		do_assign(w, frame, node, &state);
		break;
	case NODE_DECLARE:
		state_set_blank(&state, plain_name_in(w->u, frame, node->first,
						      node->last), true);
		break;
	case NODE_ROUND:
		do_round(w, frame, node, &state);
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
