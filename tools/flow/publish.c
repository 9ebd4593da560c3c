// SPDX-License-Identifier: GPL-2.0-only
#include "flow/publish.h"

#include <stdlib.h>

#include "flow/chain.h"
#include "flow/named.h"

/* ---- stores ---- */

/* Is [first, last] a variable of the function itself, or a member of one? */
static bool is_own_place(struct flow *flow, struct function *f,
			 size_t first, size_t last)
{
	const struct stream *s = &flow->stream;
	size_t i;

	if (!is_chain(s, first, last) || definition_of(flow, first) ||
	    !is_own(flow, f, first))
		return false;
	for (i = first; i != last; i = after(s, i))
		if (is(s, i, "->"))
			return false;
	return true;
}

/* ++x and --x: from token @first on, as far as the name goes. */
static size_t prefix_end(const struct stream *s, size_t first)
{
	size_t last = first, next = after(s, first);

	while (is_member_access(s, next)) {
		last = after(s, next);
		next = last == NO_TOKEN ? NO_TOKEN : after(s, last);
	}
	return is(s, next, "[") || is(s, next, "(") ? NO_TOKEN : last;
}

/* Does the operator at @i store anywhere but in the function's own variables? */
static bool is_open_store(struct flow *flow, struct function *f, size_t i)
{
	const struct stream *s = &flow->stream;
	bool step = is(s, i, "++") || is(s, i, "--");
	size_t first, last = before(s, i), star;

	if (!step && !is_assignment(s, i))
		return false;
	if (last == NO_TOKEN)
		return true;
	if (step && s->tokens[last].kind != TOKEN_IDENTIFIER &&
	    !is(s, last, "]") && !is(s, last, ")")) {
		first = after(s, i);
		last = first == NO_TOKEN ? NO_TOKEN : prefix_end(s, first);
		return last == NO_TOKEN || !is_own_place(flow, f, first, last);
	}
	first = postfix_start(s, last);
	star = before(s, first);
	/* *p = ..., but not type *p = ... */
	if (is(s, star, "*") && !is_declared_at(s, first))
		return true;
	return !is_own_place(flow, f, first, last);
}

/* ---- all that a function does ---- */

static void add_show(struct function *f, size_t i, enum effect effect,
		     size_t cause)
{
	grow(f->shows, f->show_count, f->show_room);
	f->shows[f->show_count++] = (struct obstacle){ i, effect, cause };
}

static void find_shows(struct flow *flow, struct function *f, int calls);

/* A use of what the file defines: it does what its definitions do. */
static bool add_definitions(struct flow *flow, struct function *f, size_t i,
			    int calls)
{
	const struct stream *s = &flow->stream;
	struct function *d = definition_of(flow, i);

	if (!d)
		return false;
	for (; d; d = d->same) {
		if (!d->macro && !is(s, after(s, i), "("))
			continue;
		if (!d->shows_known && !d->shows_visiting && calls < MAX_CALLS)
			find_shows(flow, d, calls + 1);
		if (!d->shows_known)
			add_show(f, i, EFFECT_STORE, i);
		else if (d->show_count)
			add_show(f, i, d->shows[0].effect, d->shows[0].cause);
	}
	return true;
}

static void find_shows(struct flow *flow, struct function *f, int calls)
{
	const struct stream *s = &flow->stream;
	size_t i;

	f->shows_visiting = true;
	for (i = f->open; i <= f->close; i++) {
		const struct token *t = &s->tokens[i];

		if (t->directive != f->macro || t->inactive ||
		    t->kind == TOKEN_COMMENT)
			continue;
		if (is_open_store(flow, f, i))
			add_show(f, i, EFFECT_STORE, i);
		else if (t->kind == TOKEN_IDENTIFIER &&
			 !add_definitions(flow, f, i, calls) &&
			 is(s, after(s, i), "(") &&
			 is_showing_named(flow, i))
			add_show(f, i, EFFECT_SHOW, i);
	}
	f->shows_visiting = false;
	f->shows_known = true;
}

/* ---- the question ---- */

/* A synchronous map, right here. */
static bool is_plain_map(struct flow *flow, const struct obstacle *o)
{
	const struct site *site = site_of(flow, o->token);

	return o->effect == EFFECT_MAP && o->cause == o->token && site &&
	       site->kind == SITE_CALL && (site->api->form == FORM_PLAIN ||
					   site->api->form == FORM_SYNC);
}

char *publish_obstacle(struct flow *flow, size_t from, size_t to)
{
	struct function *f = function_at(flow, from);
	struct obstacle *o = first_obstacle(flow, from, to);
	struct obstacle *end = f ? f->obstacles + f->obstacle_count : NULL;

	if (!f)
		return NULL;
	for (; o && o < end && o->token <= to; o++)
		if (!is_plain_map(flow, o))
			return obstacle_text(flow, o);
	if (!f->shows_known)
		find_shows(flow, f, 0);
	o = first_in(f->shows, f->show_count, from, to);
	return o ? obstacle_text(flow, o) : NULL;
}
