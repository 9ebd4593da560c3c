// SPDX-License-Identifier: GPL-2.0-only
#include "chain.h"

#include <stdlib.h>

/* ---- who can get at a variable? ---- */

static bool is_declared_at(const struct stream *s, size_t i)
{
	size_t prev = before(s, i);

	return is_code(s, i) && !is_member_access(s, prev) &&
	       ends_type(s, prev);
}

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

/* Does it go, by itself, to a macro of the file?  That may do anything. */
static bool is_argument_of_macro(struct flow *flow, size_t i)
{
	const struct stream *s = &flow->stream;
	size_t prev = before(s, i), open = i;
	const struct function *f;
	int depth = 0;

	if (!is(s, prev, "(") && !is(s, prev, ","))
		return false;
	while ((open = before(s, open)) != NO_TOKEN) {
		if (is(s, open, ")"))
			depth++;
		else if (is(s, open, "(") && !depth--)
			break;
		else if (is(s, open, ";"))
			return false;
	}
	if (open == NO_TOKEN || before(s, open) == NO_TOKEN)
		return false;
	for (f = definition_of(flow, before(s, open)); f; f = f->same)
		if (f->macro)
			return true;
	return false;
}

bool is_private(struct flow *flow, size_t base)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, base);
	bool declared = false;
	struct places p;
	size_t k;

	if (!f || definition_of(flow, base))
		return false;
	/* From the parameters on. */
	p = places_between(&flow->words, base, f->name, f->close);
	for (k = 0; k < p.count; k++) {
		size_t i = p.at[k];

		if (!is_code(s, i) || is_member_access(s, before(s, i)))
			continue;
		if (is_declared_at(s, i)) {
			if (is_declared_with(s, i, "static") ||
			    is_declared_with(s, i, "volatile"))
				return false;
			declared = true;
		}
		if (is_address_taken_at(s, i) || is_argument_of_macro(flow, i))
			return false;
	}
	return declared;
}

/* A variable of the file, that every change in the file can be seen of. */
static bool is_global(struct flow *flow, size_t base)
{
	const struct stream *s = &flow->stream;
	struct places p = places_of(&flow->words, base);
	bool declared = false;
	size_t k;

	for (k = 0; k < p.count; k++)
		if (is_declared_at(s, p.at[k])) {
			declared = true;
			if (is_declared_with(s, p.at[k], "volatile"))
				return false;
		}
	return declared;
}

/* ---- what happens to its words ---- */

struct query {
	struct flow *flow;
	struct chain chain;
	bool private;		/* its variable */
	unsigned int visit;
};

static bool is_argument_of_iterator(struct flow *flow, size_t i)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, i);
	size_t prev = before(s, i), next = after(s, i);
	const struct statement *st;

	if ((!is(s, prev, "(") && !is(s, prev, ",")) ||
	    (!is(s, next, ")") && !is(s, next, ",")))
		return false;
	st = f && f->body ? statement_at(f->body, i) : NULL;
	return st && st->kind == STATEMENT_LOOP && st->loop == LOOP_ITERATOR &&
	       i > st->open && i < st->close;
}

/* What happens to the plain variable at token @i, a use of it. */
static char *variable_changes(struct query *q, size_t i)
{
	const struct stream *s = &q->flow->stream;
	unsigned int line = s->tokens[i].line;
	char *name = tokens_text(s, i, i), *why = NULL;
	size_t next = after(s, i);

	if (is_changed_at(s, i))
		why = xasprintf("%s is assigned at line %u", name, line);
	else if (is_declared_at(s, i) && (is(s, next, ";") || is(s, next, ",")))
		why = xasprintf("%s is declared inside, at line %u", name, line);
	else if (is_argument_of_iterator(q->flow, i))
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
static char *word_changes(struct query *q, size_t name, bool member,
			  size_t from, size_t to)
{
	const struct stream *s = &q->flow->stream;
	struct places p = places_between(&q->flow->words, name, from, to);
	char *why = NULL;
	size_t k;

	for (k = 0; k < p.count && !why; k++)
		if (is_member_access(s, before(s, p.at[k])) == member)
			why = member ? member_changes(q, p.at[k]) :
				       variable_changes(q, p.at[k]);
	return why;
}

static char *stores_change(struct query *q, const struct function *f,
			   size_t from, size_t to)
{
	const struct stream *s = &q->flow->stream;
	size_t k;

	for (k = 0; k < f->store_count; k++)
		if (f->stores[k] >= from && f->stores[k] <= to)
			return xasprintf("line %u stores through a pointer, perhaps into it",
					 s->tokens[f->stores[k]].line);
	return NULL;
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

	for (k = 0; k < f->call_count; k++) {
		if (f->calls[k] < from || f->calls[k] > to)
			continue;
		for (d = definition_of(q->flow, f->calls[k]); d; d = d->same) {
			if (d->visit == q->visit)
				continue;
			d->visit = q->visit;
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
		why = word_changes(q, q->chain.first, false, from, to);
	for (m = q->chain.first; !why && m != q->chain.last;) {
		m = after(s, after(s, m));
		why = word_changes(q, m, true, from, to);
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
