// SPDX-License-Identifier: GPL-2.0-only
#include "verify/harm.h"

#include <stdlib.h>

#include "flow/chain.h"
#include "flow/named.h"
#include "verify/pending.h"
#include "verify/strip.h"

/* What is in a function or macro, once it was looked into. */
struct harm {
	enum {
		HARM_UNSEEN, HARM_VISITING, HARM_SEEN,
	} state;
	enum effect effect;
	size_t cause;
};

/* Helpers of the file are looked into so deep. */
#define MAX_DEPTH 12

void harm_free(struct harm *harm)
{
	free(harm);
}

bool is_known_harm(enum effect effect)
{
	return effect < EFFECT_UNKNOWN || effect == EFFECT_STORE ||
	       effect == EFFECT_SHOW;
}

/* ---- stores ---- */

bool is_store(const struct stream *s, size_t i)
{
	return is_assignment(s, i) || is(s, i, "++") || is(s, i, "--");
}

static bool is_name(const struct stream *s, size_t i)
{
	return i != NO_TOKEN && s->tokens[i].kind == TOKEN_IDENTIFIER;
}

/* The name that a.b.c, which ends in token @last, begins with. */
static size_t base_of(const struct stream *s, size_t last)
{
	while (is_name(s, last) && is(s, preceding(s, last), ".") &&
	       is_name(s, preceding(s, preceding(s, last))))
		last = preceding(s, preceding(s, last));
	return is_name(s, last) && !is_member_access(s, preceding(s, last)) ?
	       last : NO_TOKEN;
}

/* { .member = value }: whatever it is the value of is stored elsewhere. */
static bool is_initialiser(const struct stream *s, size_t member)
{
	size_t dot = preceding(s, member);

	return is_name(s, member) && is(s, dot, ".") &&
	       (is(s, preceding(s, dot), "{") || is(s, preceding(s, dot), ","));
}

/* Does the operator store where anybody but this call of the function looks? */
static bool stores_outside(struct view *view, size_t i)
{
	struct function *f = function_at(&view->flow, i);
	const struct stream *s = &view->flow.stream;
	size_t last = preceding(s, i), base, star;
	bool step = !is_assignment(s, i);

	if (!f || f->macro)
		return true;
	if (step && !is_name(s, last) && !is(s, last, "]") &&
	    !is(s, last, ")")) {
		/* ++x, and nothing behind it that leads elsewhere. */
		base = following(s, i);
		last = following(s, base);
		while (is(s, last, "."))
			last = following(s, following(s, last));
		return !is_name(s, base) || is(s, last, "[") ||
		       is(s, last, "(") || is(s, last, "->") ||
		       !is_own(&view->flow, f, base);
	}
	if (!step && is_initialiser(s, last))
		return false;
	base = base_of(s, last);
	if (base == NO_TOKEN || definition_of(&view->flow, base) ||
	    !is_own(&view->flow, f, base))
		return true;
	star = preceding(s, base);
	return !step && is(s, star, "*") && !is_declared_at(s, base);
}

/* ---- calls ---- */

static enum effect effect_at(struct view *view, enum harm_kind kind, size_t i,
			     unsigned int depth, size_t *cause);

static enum effect worse(enum effect a, enum effect b, size_t *cause,
			 size_t cause_b)
{
	/* What is known says more than what is not. */
	if (b == EFFECT_NONE || b == EFFECT_OBJECT ||
	    (a != EFFECT_NONE && (is_known_harm(a) || !is_known_harm(b))))
		return a;
	*cause = cause_b;
	return b;
}

static struct harm *harm_in(struct view *view, enum harm_kind kind,
			    const struct function *f)
{
	const struct flow *flow = &view->flow;

	if (!view->harm[kind])
		view->harm[kind] = xcalloc(flow->count + flow->macro_count + 1,
					   sizeof(*view->harm[kind]));
	return &view->harm[kind][f->macro ? flow->count + (f - flow->macros) :
					    (size_t)(f - flow->functions)];
}

/* The worst that happens in a function or macro of the file. */
static enum effect effect_within(struct view *view, enum harm_kind kind,
				 const struct function *f, unsigned int depth,
				 size_t *cause)
{
	const struct stream *s = &view->flow.stream;
	struct harm *harm = harm_in(view, kind, f);
	enum effect effect;
	size_t i, inner;

	/* What calls itself may do what was not seen yet. */
	if (harm->state == HARM_VISITING)
		return EFFECT_UNKNOWN;
	if (harm->state == HARM_UNSEEN) {
		harm->state = HARM_VISITING;
		for (i = f->open; i <= f->close; i++) {
			const struct token *t = &view->src->tokens.data[i];

			if (t->directive != f->macro || t->inactive ||
			    t->kind == TOKEN_COMMENT)
				continue;
			/* What a macro begins with is no argument list. */
			if (f->macro && i == f->open && is(s, i, "("))
				continue;
			inner = i;
			effect = effect_at(view, kind, i, depth + 1, &inner);
			harm->effect = worse(harm->effect, effect,
					     &harm->cause, inner);
		}
		harm->state = HARM_SEEN;
	}
	if (harm->effect != EFFECT_NONE)
		*cause = harm->cause;
	return harm->effect;
}

/* A use of what the file defines.  False: it defines no such thing. */
static bool defined_effect(struct view *view, enum harm_kind kind, size_t i,
			   unsigned int depth, enum effect *effect,
			   size_t *cause)
{
	const struct stream *s = &view->flow.stream;
	const struct function *f = definition_of(&view->flow, i);
	bool called = is(s, following(s, i), "("), found = false;
	enum effect within;
	size_t inner = i;

	*effect = EFFECT_NONE;
	for (; f; f = f->same) {
		if (!called && (!f->macro || f->takes_arguments))
			continue;
		found = true;
		within = depth < MAX_DEPTH ?
			 effect_within(view, kind, f, depth, &inner) :
			 EFFECT_UNKNOWN;
		*effect = worse(*effect, within, cause, inner);
	}
	return found;
}

static enum effect named_effect(struct view *view, enum harm_kind kind,
				size_t i)
{
	const struct token *t = &view->src->tokens.data[i];
	const char *name = view->flow.stream.text + t->offset;
	enum effect effect = effect_named(&view->flow, i);

	if (effect == EFFECT_NONE && kind == HARM_MAP &&
	    is_showing_named(&view->flow, i))
		return EFFECT_SHOW;
	if (effect == EFFECT_UNKNOWN && !definition_of(&view->flow, i) &&
	    looks_like_logging(name, t->len))
		return EFFECT_NONE;
	return effect;
}

static bool is_assembly(const struct stream *s, size_t i)
{
	return is(s, i, "asm") || is(s, i, "__asm__") || is(s, i, "__asm");
}

static enum effect effect_at(struct view *view, enum harm_kind kind, size_t i,
			     unsigned int depth, size_t *cause)
{
	const struct stream *s = &view->flow.stream;
	const struct site *site = site_of(&view->flow, i);
	bool called = is(s, following(s, i), "(");
	enum effect effect;

	*cause = i;
	if (is_store(s, i))
		return kind == HARM_MAP && stores_outside(view, i) ?
		       EFFECT_STORE : EFFECT_NONE;
	if (is(s, i, "("))
		/* Where a name stands before it, that is asked. */
		return !is_name(s, preceding(s, i)) && is_pointer_call(s, i) ?
		       EFFECT_POINTER : EFFECT_NONE;
	if (is_assembly(s, i))
		return EFFECT_ASSEMBLY;
	if (!is_name(s, i))
		return EFFECT_NONE;
	if (is_member_access(s, preceding(s, i)))
		return called ? EFFECT_POINTER : EFFECT_NONE;
	if (site && site->api && is_used(view->src, site))
		return kind == HARM_UNMAP && called &&
		       operation_sleeping(site->api->op) < OP_UNMAP ?
		       EFFECT_MAP : EFFECT_NONE;
	if (defined_effect(view, kind, i, depth, &effect, cause))
		return effect;
	return called ? named_effect(view, kind, i) : EFFECT_NONE;
}

enum effect harm_of(struct view *view, enum harm_kind kind, size_t token,
		    size_t *cause)
{
	return effect_at(view, kind, token, 0, cause);
}
