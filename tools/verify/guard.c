// SPDX-License-Identifier: GPL-2.0-only
/*
 * A flush that came: is its domain surely there?
 *
 * It is when, on every way to the flush, it was looked into, given to a call of
 * the API, or tested.  Only what stands before the flush in its block, and in
 * those around it, is certainly executed; at a label all jumps to it count, too.
 * A test for NULL proves nothing about an ERR_PTR(), nor the other way round.
 *
 * flow/valid.h answers the same question for the planner.  It is not asked here:
 * what it gets wrong has to be found.
 */
#include "verify/guard.h"

#include <stdlib.h>
#include <string.h>

#include "verify/strip.h"

struct guard {
	struct view *view;
	const struct stream *stream;
	struct chain domain;
	enum pointer pointer;	/* that must not reach the flush */
	const struct statement *body;
};

/* Tokens that are the domain's chain, from @i on; @last: where it ends. */
static bool is_domain(const struct guard *g, size_t i, size_t *last)
{
	return i != NO_TOKEN && is_code(g->stream, i) &&
	       chain_at(g->stream, i, g->domain, last);
}

/* Is it freed in there, or a variable on the way to it assigned? */
static bool is_lost(const struct guard *g, size_t first, size_t last)
{
	const struct stream *s = g->stream;
	size_t i, k, end;

	for (i = first; i <= last; i++)
		if (is(s, i, "iommu_domain_free") && is_code(s, i) &&
		    is_domain(g, following(s, call_open(s, i)), &end))
			return true;
	for (i = first; i <= last; i++)
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
	unsigned int semicolons = 0;
	size_t i, last;

	for (i = first; i <= to; i++) {
		const struct site *site = site_of(&g->view->flow, i);

		if (!is_code(s, i))
			continue;
		/* From here on nothing is certain; nor is the step of a for. */
		semicolons += is(s, i, ";");
		if (is(s, i, "&&") || is(s, i, "||") || is(s, i, "?") ||
		    semicolons == 2)
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
	return st && !st->conditional && st->kind >= STATEMENT_GOTO;
}

/* What the condition of an if comes to, if its test leaves the domain alone. */
static enum truth outcome_of(const struct guard *g, const struct statement *st)
{
	const struct stream *s = g->stream;

	if (is_lost(g, st->open, st->close))
		return TRUTH_UNKNOWN;
	return truth_when(s, following(s, st->open), preceding(s, st->close),
			  g->domain, g->pointer);
}

/* if (!domain) return; and what else nobody gets by. */
static bool turns_away(const struct guard *g, const struct statement *st)
{
	const struct statement *child = st->child, *other = st->other;
	enum truth outcome = outcome_of(g, st);

	if (leaves(child) && outcome == TRUTH_TRUE)
		return !other || !is_lost(g, other->first, other->last);
	if (leaves(other) && outcome == TRUTH_FALSE)
		return child && !is_lost(g, child->first, child->last);
	return leaves(child) && other && other->kind == STATEMENT_IF &&
	       turns_away(g, other);
}

/* Can it end before its last statement, as with a break? */
static bool may_break_off(const struct statement *st)
{
	const struct statement *inner;

	for (inner = st; inner; inner = next_statement(inner, st))
		if (inner->kind == STATEMENT_BREAK ||
		    inner->kind == STATEMENT_CONTINUE)
			return true;
	return false;
}

/* Functions that return a domain or an ERR_PTR(). */
static const char *const allocators[] = {
	"iommu_paging_domain_alloc", "iommu_paging_domain_alloc_flags", NULL,
};

/* domain = iommu_paging_domain_alloc(...); */
static bool is_never_null(const struct guard *g, const struct statement *st)
{
	const struct stream *s = g->stream;
	size_t i, last, call;

	for (i = st->first; g->pointer == POINTER_NULL && i < st->last; i++) {
		if (!is_domain(g, i, &last) ||
		    !is(s, following(s, last), "="))
			continue;
		call = following(s, following(s, last));
		return is_one_of(s, call, allocators) &&
		       call_open(s, call) != NO_TOKEN &&
		       closing(s, call_open(s, call)) ==
		       preceding(s, st->last);
	}
	return false;
}

/* Is the domain there behind the statement, from what the statement does? */
static bool proves(const struct guard *g, const struct statement *st)
{
	const struct statement *child;

	if (st->conditional)
		return false;
	switch (st->kind) {
	case STATEMENT_SIMPLE:
		return is_never_null(g, st) ||
		       (needs_domain(g, st->first, st->last) &&
			!is_lost(g, st->first, st->last));
	case STATEMENT_IF:
		if (turns_away(g, st))
			return true;
		break;
	case STATEMENT_LOOP:
		child = st->child;
		if (st->loop != LOOP_DO)
			break;
		if (child && child->kind == STATEMENT_BLOCK)
			child = child->child;
		for (; child && !may_break_off(child); child = child->next)
			if (proves(g, child))
				return !is_lost(g, st->first, st->last);
		return false;
	case STATEMENT_SWITCH:
		break;
	case STATEMENT_BLOCK:
		for (child = st->child; child; child = child->next)
			if (child->kind == STATEMENT_LABEL)
				return false;
			else if (proves(g, child))
				return !is_lost(g, child->last, st->last);
		return false;
	default:
		return false;
	}
	return needs_domain(g, st->open, st->close) &&
	       !is_lost(g, st->first, st->last);
}

/* May it be another behind the statement, for those who get there? */
static bool changes(const struct guard *g, const struct statement *st)
{
	if (st->kind == STATEMENT_IF && !st->other && leaves(st->child))
		return is_lost(g, st->open, st->close);
	return is_lost(g, st->first, st->last);
}

/* if (domain && ...) around it, or the else of one that asks the opposite. */
static bool is_inside_test(const struct guard *g, const struct statement *inner)
{
	const struct statement *st = inner->parent;

	if (!st || st->kind != STATEMENT_IF)
		return false;
	return (needs_domain(g, st->open, st->close) &&
		!is_lost(g, st->open, st->close)) ||
	       outcome_of(g, st) == (st->child == inner ? TRUTH_FALSE :
							  TRUTH_TRUE);
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
		/* The next round begins with what this one leaves. */
		if (st->parent && st->parent->kind == STATEMENT_LOOP &&
		    is_lost(g, st->parent->first, st->parent->last))
			return false;
		if (!st->parent || st->parent->kind != STATEMENT_BLOCK)
			continue;
		for (label = NULL, k = st->parent->child; k != st; k = k->next)
			if (k->kind == STATEMENT_LABEL)
				label = k;
		/* What counts is what comes last: a proof or a new value. */
		proven = changed = false;
		for (k = label ? label->next : st->parent->child; k != st;
		     k = k->next) {
			changed |= changes(g, k);
			proven = proves(g, k) ||
				 (proven && !changes(g, k));
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

/* Does the file test such a pointer for errors, or let it hold one? */
static bool may_be_error(const struct guard *g)
{
	static const char *const words[] = {
		"IS_ERR", "IS_ERR_OR_NULL", "PTR_ERR", "PTR_ERR_OR_ZERO",
		"ERR_CAST", NULL,
	};
	const struct stream *s = g->stream;
	size_t name = g->domain.last, k;
	struct places p = places_of(&g->view->flow.words, name);
	bool member = is_member_access(s, before(s, name));

	for (k = 0; k < p.count; k++) {
		size_t open = preceding(s, postfix_start(s, p.at[k]));
		size_t next = following(s, p.at[k]);
		size_t value = is(s, next, "=") ? following(s, next) : NO_TOKEN;

		if (is_member_access(s, preceding(s, p.at[k])) == member &&
		    (is_one_of(s, value, allocators) ||
		     is(s, value, "ERR_PTR") || is(s, value, "ERR_CAST") ||
		     (is(s, open, "(") &&
		      is_one_of(s, preceding(s, open), words))))
			return true;
	}
	return false;
}

enum pointer domain_at(struct view *view, size_t flush)
{
	const struct function *f = function_at(&view->flow, flush);
	struct guard g = {
		.view = view, .stream = &view->flow.stream,
		.pointer = POINTER_NULL,
	};
	const struct statement *st;

	if (!f || !f->body ||
	    !call_argument(g.stream, call_open(g.stream, flush), 0,
			   &g.domain.first, &g.domain.last))
		return POINTER_NULL;
	if (is(g.stream, g.domain.first, "&"))
		return POINTER_THERE;
	g.body = f->body;
	st = statement_at(f->body, flush);
	if (!known_before(&g, st, 0))
		return POINTER_NULL;
	g.pointer = POINTER_ERROR;
	return may_be_error(&g) && !known_before(&g, st, 0) ? POINTER_ERROR :
							      POINTER_THERE;
}
