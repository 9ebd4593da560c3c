// SPDX-License-Identifier: GPL-2.0-only
#include "flow/chain.h"

#include <stdlib.h>

/* ---- who can get at a variable? ---- */

/* Is there a word in the declaration before its variable at @i? */
static bool is_declared_with(const struct stream *s, size_t i, const char *word)
{
	for (i = before(s, i); i != NO_TOKEN; i = before(s, i)) {
		if (is(s, i, word))
			return true;
		if (is(s, i, ";") || is(s, i, "{") || is(s, i, "}") ||
		    is(s, i, "(") || is(s, i, ","))
			break;
	}
	return false;
}

static bool is_private_in(struct flow *flow, const struct function *f,
			  struct memory *memory, size_t base)
{
	const struct stream *s = &flow->stream;
	struct places p = places_between(&flow->words, base, f->name, f->open);
	bool declared = false, private = true;
	size_t k, i;

	memory->declared = NO_TOKEN;
	for (k = 0; k < p.count; k++)
		if (is_declared_at(s, p.at[k]))
			declared = !is_declared_with(s, p.at[k], "volatile");
	for (k = 0; k < f->touched_count; k++) {
		i = f->touched[k];
		if (flow->words.word[i] != flow->words.word[base] ||
		    is_member_access(s, before(s, i)))
			continue;
		if (is_declared_at(s, i)) {
			if (!declared)
				memory->declared = i;
			declared = true;
			private &= !is_declared_with(s, i, "static") &&
				   !is_declared_with(s, i, "volatile");
		}
		private &= !is_address_taken_at(s, i) &&
			   !is_argument_of_macro(flow, i);
	}
	return declared && private;
}

/* What is known of the variable at @base in its function @f. */
static struct memory *remember(struct flow *flow, struct function *f,
			       size_t base)
{
	struct memory *memory = &flow->memories[flow->words.word[base]];

	if (memory->function != f) {
		look_into(flow, f);
		memory->function = f;
		memory->is_private = is_private_in(flow, f, memory, base);
		memory->own_known = false;
	}
	return memory;
}

bool is_private(struct flow *flow, size_t base)
{
	struct function *f = function_at(flow, base);

	return f && !definition_of(flow, base) &&
	       remember(flow, f, base)->is_private;
}

bool has_value(struct flow *flow, size_t base)
{
	const struct stream *s = &flow->stream;
	struct function *f = function_at(flow, base);
	size_t declared = f ? remember(flow, f, base)->declared : NO_TOKEN;

	return declared == NO_TOKEN || is(s, after(s, declared), "=");
}

static bool is_own_in(struct flow *flow, const struct function *f, size_t base)
{
	const struct stream *s = &flow->stream;
	struct places p = places_between(&flow->words, base, f->name, f->close);
	bool declared = false;
	size_t k;

	for (k = 0; k < p.count; k++) {
		if (!is_declared_at(s, p.at[k]))
			continue;
		if (is_declared_with(s, p.at[k], "static") ||
		    is_declared_with(s, p.at[k], "extern"))
			return false;
		declared = true;
	}
	return declared;
}

bool is_own(struct flow *flow, struct function *f, size_t base)
{
	struct memory *memory = remember(flow, f, base);

	if (!memory->own_known)
		memory->is_own = is_own_in(flow, f, base);
	memory->own_known = true;
	return memory->is_own;
}

/* A variable that is declared in the file, so that it is one. */
static bool is_global(struct flow *flow, size_t base)
{
	const struct stream *s = &flow->stream;
	struct memory *memory = &flow->memories[flow->words.word[base]];
	struct places p = places_of(&flow->words, base);
	size_t k;

	for (k = 0; !memory->global_known && k < p.count; k++)
		if (is_declared_at(s, p.at[k])) {
			memory->is_global = !is_declared_with(s, p.at[k],
							      "volatile");
			if (!memory->is_global)
				break;
		}
	memory->global_known = true;
	return memory->is_global;
}

/* ---- what happens to its words ---- */

/* Calls lead to so many functions, and no further. */
#define MAX_VISITS 1000

struct query {
	struct flow *flow;
	struct chain chain;
	bool private;		/* its variable */
	unsigned int visit, visits;
};

/* What happens to the plain variable at token @i, a use of it. */
static char *variable_changes(struct query *q, const struct function *f,
			      size_t i)
{
	const struct stream *s = &q->flow->stream;
	unsigned int line = s->tokens[i].line;
	char *name = tokens_text(s, i, i), *why = NULL;
	size_t next = after(s, i);

	if (is_changed_at(s, i))
		why = xasprintf("%s is assigned at line %u", name, line);
	else if (is_declared_at(s, i) && (is(s, next, ";") || is(s, next, ",")))
		why = xasprintf("%s is declared inside, at line %u", name, line);
	else if (is_argument_of_iterator(s, f, i))
		why = xasprintf("%s is what the loop at line %u runs over",
				name, line);
	else if (is_argument_of_macro(q->flow, i))
		why = xasprintf("%s goes to a macro at line %u", name, line);
	else if (is_address_taken_at(s, i))
		why = xasprintf("the address of %s is taken at line %u", name,
				line);
	free(name);
	return why;
}

static char *member_changes(struct query *q, size_t i)
{
	const struct stream *s = &q->flow->stream;
	char *name, *why;

	if (!is_changed_at(s, i) && !is_address_taken_at(s, i))
		return NULL;
	name = tokens_text(s, i, i);
	why = xasprintf("%s is changed, or its address taken, at line %u", name,
			s->tokens[i].line);
	free(name);
	return why;
}

/* Uses of the word at @name in [from, to]: as the variable, or as a member. */
static char *word_changes(struct query *q, const struct function *f, size_t name,
			  bool member, size_t from, size_t to)
{
	const struct stream *s = &q->flow->stream;
	const uint32_t *word = q->flow->words.word;
	char *why = NULL;
	size_t k;

	for (k = first_from(f->touched, f->touched_count, from);
	     k < f->touched_count && f->touched[k] <= to && !why; k++)
		if (word[f->touched[k]] == word[name] &&
		    is_member_access(s, before(s, f->touched[k])) == member)
			why = member ? member_changes(q, f->touched[k]) :
				       variable_changes(q, f, f->touched[k]);
	return why;
}

static char *stores_change(struct query *q, const struct function *f,
			   size_t from, size_t to)
{
	const struct stream *s = &q->flow->stream;
	size_t k;

	k = first_from(f->stores, f->store_count, from);
	if (k == f->store_count || f->stores[k] > to)
		return NULL;
	return xasprintf("line %u stores through a pointer, perhaps into it",
			 s->tokens[f->stores[k]].line);
}

static char *range_changes(struct query *q, struct function *f, size_t from,
			   size_t to, bool own);

/* In what [from, to] calls or expands, as far as the file defines it. */
static char *calls_change(struct query *q, const struct function *f,
			  size_t from, size_t to)
{
	struct function *d;
	char *why;
	size_t k;

	for (k = first_from(f->calls, f->call_count, from);
	     k < f->call_count && f->calls[k] <= to; k++) {
		d = definition_of(q->flow, f->calls[k]);
		if (d->too_many || q->visits > MAX_VISITS)
			return xasprintf("the call at line %u leads to too many functions",
					 q->flow->stream.tokens[f->calls[k]].line);
		for (; d; d = d->same) {
			if (d->visit == q->visit)
				continue;
			d->visit = q->visit;
			q->visits++;
			why = range_changes(q, d, d->open, d->close, d->macro);
			if (why)
				return why;
		}
	}
	return NULL;
}

/* @own: the range sees the function's own variables. */
static char *range_changes(struct query *q, struct function *f, size_t from,
			   size_t to, bool own)
{
	const struct stream *s = &q->flow->stream;
	bool members = q->chain.first != q->chain.last;
	char *why = NULL;
	size_t m;

	look_into(q->flow, f);
	if (own || !q->private)
		why = word_changes(q, f, q->chain.first, false, from, to);
	for (m = q->chain.first; !why && m != q->chain.last;) {
		m = after(s, after(s, m));
		why = word_changes(q, f, m, true, from, to);
	}
	if (!why && (members || !q->private))
		why = stores_change(q, f, from, to);
	return why ? why : calls_change(q, f, from, to);
}

char *chain_changes(struct flow *flow, struct chain chain, size_t from,
		    size_t to)
{
	struct query q = { .flow = flow, .chain = chain };
	const struct stream *s = &flow->stream;
	struct function *f = function_at(flow, from);
	size_t m;

	for (m = chain.first;; m = after(s, after(s, m))) {
		if (definition_of(flow, m))
			return xasprintf("it is written with a macro, or named like a function, at line %u",
					 s->tokens[m].line);
		if (m == chain.last)
			break;
	}
	q.private = is_private(flow, chain.first);
	if (!f || (!q.private && !is_global(flow, chain.first)))
		return xstrdup("its declaration is not seen here, or volatile");
	q.visit = ++flow->visit;
	return range_changes(&q, f, from, to, true);
}
