// SPDX-License-Identifier: GPL-2.0-only
/*
 * A flush that came without a test of its domain: is the domain surely there?
 *
 * It is when, on every way to the flush, it was looked into, given to a call of
 * the API, or tested.  Only what stands before the flush in its block, and in
 * those around it, is certainly executed; at a label all jumps to it count, too.
 */
#include "verify/guard.h"

#include <stdlib.h>
#include <string.h>

#include "verify/strip.h"

struct guard {
	struct view *view;
	const struct stream *stream;
	struct chain domain;
	const struct statement *body;
};

/* Tokens that are the domain's chain, from @i on; @last: where it ends. */
static bool is_domain(const struct guard *g, size_t i, size_t *last)
{
	return is_code(g->stream, i) && chain_at(g->stream, i, g->domain, last);
}

/* Is it, or a variable on the way to it, assigned in there? */
static bool is_assigned(const struct guard *g, const struct statement *st)
{
	const struct stream *s = g->stream;
	size_t i, k;

	for (i = st->first; i <= st->last; i++)
		for (k = g->domain.first; k <= g->domain.last; k++)
			if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
			    is_code(s, i) && same_name(s, i, k) &&
			    (is_changed_at(s, i) || is_address_taken_at(s, i)) &&
			    (k != g->domain.first ||
			     !is_member_access(s, before(s, i))))
				return true;
	return false;
}

/* Does the expression surely need it? */
static bool needs_domain(const struct guard *g, size_t first, size_t to)
{
	const struct stream *s = g->stream;
	size_t i, last;

	for (i = first; i <= to; i++) {
		const struct site *site = site_of(&g->view->flow, i);

		if (!is_code(s, i))
			continue;
		/* From here on nothing is certain. */
		if (is(s, i, "&&") || is(s, i, "||") || is(s, i, "?"))
			return false;
		if (site && is_used(g->view->src, site) &&
		    site->kind == SITE_CALL && site->api->op != OP_GATHER &&
		    site->api->op != OP_ALLOC && call_open(s, i) != NO_TOKEN &&
		    is_domain(g, following(s, call_open(s, i)), &last))
			return true;
		if (is_domain(g, i, &last) && is(s, after(s, last), "->"))
			return true;
	}
	return false;
}

static bool leaves(const struct statement *st)
{
	while (st && st->kind == STATEMENT_BLOCK) {
		st = st->child;
		while (st && st->next)
			st = st->next;
	}
	return st && st->kind >= STATEMENT_GOTO;
}

/* if (!domain) return; */
static bool leaves_without(const struct guard *g, const struct statement *st)
{
	const struct stream *s = g->stream;
	size_t i, last;

	if (!leaves(st->child))
		return false;
	for (i = st->open + 1; i < st->close; i++) {
		if (is(s, i, "&&"))
			return false;
		if ((is(s, i, "!") || is(s, i, "IS_ERR_OR_NULL")) &&
		    (is_domain(g, following(s, i), &last) ||
		     (is(s, following(s, i), "(") &&
		      is_domain(g, following(s, following(s, i)), &last))))
			return true;
		if (is_domain(g, i, &last) && is(s, following(s, last), "==") &&
		    is(s, following(s, following(s, last)), "NULL"))
			return true;
	}
	return false;
}

static bool proves(const struct guard *g, const struct statement *st)
{
	const struct statement *child;

	if (st->conditional)
		return false;
	switch (st->kind) {
	case STATEMENT_SIMPLE:
		return needs_domain(g, st->first, st->last);
	case STATEMENT_IF:
		return needs_domain(g, st->open, st->close) ||
		       leaves_without(g, st);
	case STATEMENT_LOOP:
		return st->loop == LOOP_DO ? proves(g, st->child) :
		       needs_domain(g, st->open, st->close);
	case STATEMENT_SWITCH:
		return needs_domain(g, st->open, st->close);
	case STATEMENT_BLOCK:
		for (child = st->child; child; child = child->next)
			if (proves(g, child))
				return true;
		return false;
	default:
		return false;
	}
}

/* if (domain && ...) around it, or if (!IS_ERR_OR_NULL(domain)) */
static bool is_inside_test(const struct guard *g, const struct statement *inner)
{
	const struct statement *st = inner->parent;
	const struct stream *s = g->stream;
	size_t i, last;

	if (!st || st->kind != STATEMENT_IF || st->child != inner)
		return false;
	if (needs_domain(g, st->open, st->close) ||
	    is_test_of(s, following(s, st->open), preceding(s, st->close),
		       g->domain))
		return true;
	for (i = st->open; i < st->close; i++)
		if (is(s, i, "||"))
			return false;
	for (i = st->open; i < st->close; i++)
		if ((is(s, i, "(") || is(s, i, "&&")) &&
		    is_domain(g, following(s, i), &last) &&
		    (is(s, following(s, last), ")") ||
		     is(s, following(s, last), "&&") ||
		     is(s, following(s, last), "!=")))
			return true;
	return false;
}

/* Labels are looked behind so deep, and at so many jumps. */
#define MAX_LABELS 3
#define MAX_JUMPS 64

static bool known_before(const struct guard *g, const struct statement *st,
			 unsigned int depth);

/* Was it looked into on all ways to a label? */
static bool known_at_label(const struct guard *g, const struct statement *label,
			   unsigned int depth)
{
	const struct statement *st;
	unsigned int jumps = 0;

	if (depth == MAX_LABELS || is(g->stream, label->first, "case") ||
	    is(g->stream, label->first, "default"))
		return false;
	if (!(label->prev && leaves(label->prev)) &&
	    !known_before(g, label, depth + 1))
		return false;
	for (st = g->body; st; st = next_statement(st, g->body)) {
		if (st->kind != STATEMENT_GOTO)
			continue;
		if (is(g->stream, following(g->stream, st->first), "*"))
			return false;
		if (!same_tokens(g->stream, following(g->stream, st->first),
				 following(g->stream, st->first), label->first,
				 label->first))
			continue;
		if (++jumps > MAX_JUMPS || !known_before(g, st, depth + 1))
			return false;
	}
	return true;
}

static bool known_before(const struct guard *g, const struct statement *st,
			 unsigned int depth)
{
	const struct statement *k, *label;
	bool proven, changed;

	for (; st; st = st->parent) {
		if (is_inside_test(g, st))
			return true;
		if (!st->parent || st->parent->kind != STATEMENT_BLOCK)
			continue;
		for (label = NULL, k = st->parent->child; k != st; k = k->next)
			if (k->kind == STATEMENT_LABEL)
				label = k;
		/* What counts is what comes last: a proof or a new value. */
		proven = changed = false;
		for (k = label ? label->next : st->parent->child; k != st;
		     k = k->next) {
			changed |= is_assigned(g, k);
			proven = proves(g, k) ||
				 (proven && !is_assigned(g, k));
		}
		if (proven)
			return true;
		if (changed)
			return false;
		if (label)
			return known_at_label(g, label, depth);
	}
	return false;
}

bool surely_there(struct view *view, size_t flush)
{
	const struct function *f = function_at(&view->flow, flush);
	struct guard g = { .view = view, .stream = &view->flow.stream };

	if (!f || !f->body ||
	    !call_argument(g.stream, call_open(g.stream, flush), 0,
			   &g.domain.first, &g.domain.last))
		return false;
	if (is(g.stream, g.domain.first, "&"))
		return true;
	g.body = f->body;
	return known_before(&g, statement_at(f->body, flush), 0);
}
