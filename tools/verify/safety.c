// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is it safe that AFTER flushes later than BEFORE did?
 */
#include "verify/compare.h"

#include <stdlib.h>
#include <string.h>

#include "verify/pending.h"
#include "verify/strip.h"

/* ---- what a call gives back ---- */

/* Helpers of the file are looked into so deep. */
#define MAX_DEPTH 6

static enum effect effect_at(struct view *view, size_t i, unsigned int depth,
			     size_t *cause);

/* The worst that happens in the tokens of a function or macro of the file. */
static enum effect effect_within(struct view *view, const struct function *f,
				 unsigned int depth, size_t *cause)
{
	const struct stream *s = &view->flow.stream;
	enum effect worst = EFFECT_NONE;
	size_t i, inner;

	for (i = f->open; i <= f->close; i++) {
		enum effect effect = EFFECT_NONE;

		inner = i;
		if (f->macro ? s->tokens[i].kind == TOKEN_IDENTIFIER &&
			       is(s, after(s, i), "(") : is_call_at(s, i))
			effect = effect_at(view, i, depth + 1, &inner);
		if (effect == EFFECT_NONE || effect == EFFECT_OBJECT)
			continue;
		/* What is known to release says more than what is not known. */
		if (worst == EFFECT_NONE ||
		    (worst >= EFFECT_UNKNOWN && effect < EFFECT_UNKNOWN)) {
			worst = effect;
			*cause = inner;
		}
	}
	return worst;
}

static enum effect effect_at(struct view *view, size_t i, unsigned int depth,
			     size_t *cause)
{
	const struct stream *s = &view->flow.stream;
	const struct token *t = &s->tokens[i];
	const char *name = s->text + t->offset;
	const struct site *site = site_of(&view->flow, i);
	struct function *f;
	enum effect effect;

	*cause = i;
	if (is(s, i, "(") || is_member_access(s, before(s, i)))
		return EFFECT_POINTER;
	if (site && site->api && is_used(view->src, site))
		return operation_sleeping(site->api->op) < OP_UNMAP ?
		       EFFECT_MAP : EFFECT_NONE;
	f = definition_of(&view->flow, i);
	if (f && depth < MAX_DEPTH)
		return effect_within(view, f, depth, cause);
	effect = effect_of(name, t->len);
	if (effect == EFFECT_UNKNOWN && !f && looks_like_logging(name, t->len))
		return EFFECT_NONE;
	return effect;
}

/* ---- may it? ---- */

/* Do the arguments of two calls share a name, beside that of the domain? */
static bool share_argument(const struct view *view, size_t release,
			   size_t unmap)
{
	const struct stream *s = &view->flow.stream;
	size_t open = call_open(s, release), close, from, first, last, i, k;

	close = open == NO_TOKEN ? NO_TOKEN : closing(s, open);
	if (close == NO_TOKEN ||
	    !call_argument(s, call_open(s, unmap), 1, &from, &last) ||
	    !call_argument(s, call_open(s, unmap), 2, &first, &last))
		return false;
	for (i = open; i <= close; i++)
		for (k = from; k <= last; k++)
			if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
			    is_code(s, k) && same_name(s, i, k))
				return true;
	return false;
}

/* kfree() of a loop's own entry: bookkeeping, nothing that a device reaches. */
static bool frees_own_entry(struct view *view, size_t i)
{
	const struct stream *s = &view->flow.stream;
	const struct function *f = function_at(&view->flow, i);
	const struct statement *st = f && f->body ? statement_at(f->body, i) :
				     NULL;
	size_t first, last;

	if (!call_argument(s, call_open(s, i), 0, &first, &last) ||
	    first != last)
		return false;
	for (; st; st = st->parent)
		if (st->kind == STATEMENT_LOOP && st->loop == LOOP_ITERATOR) {
			size_t k;

			for (k = st->open; k < st->close; k++)
				if (same_name(s, k, first))
					return true;
		}
	return false;
}

static void say_pending(struct comparison *c, const struct pending *p, size_t i,
			enum effect effect, size_t cause)
{
	const struct stream *s = &c->new.flow.stream;
	bool certain = effect == EFFECT_PAGE || effect == EFFECT_PIN ||
		       effect == EFFECT_IOVA || effect == EFFECT_DOMAIN;
	size_t unmap = p->cause[i];
	char *deferred = code_text(s, unmap, unmap);
	char *name = is(s, i, "(") ? xstrdup("a call through a pointer") :
				     code_text(s, i, i);
	struct finding *f;

	f = say(c, effect >= EFFECT_UNKNOWN ? RULE_OPEN : RULE_RELEASE,
		certain ? CONFIDENCE_HIGH : CONFIDENCE_MODERATE, i,
		xasprintf("%s%s %s, and a flush is pending there since line %u, which it was not before",
			  name, *name == 'a' ? "" : "()",
			  effect_says(effect), s->tokens[unmap].line));
	finding_step(f, s->tokens[unmap].line, token_column(&c->new, unmap),
		     xasprintf("%s() leaves the IOTLB as it is", deferred));
	if (cause != i)
		finding_step(f, s->tokens[cause].line,
			     token_column(&c->new, cause),
			     xasprintf("here it %s", effect_says(effect)));
	free(deferred);
	free(name);
}

/* A call that ran with a clean IOTLB in BEFORE, and does not in AFTER. */
static void judge_call(struct comparison *c, const struct pending *p, size_t i)
{
	size_t cause = i;
	enum effect effect = effect_at(&c->new, i, 0, &cause);

	if (effect == EFFECT_NONE ||
	    (effect == EFFECT_OBJECT && frees_own_entry(&c->new, i)))
		return;
	if (p->paid[i] && effect < EFFECT_UNKNOWN && !is(&c->new.flow.stream, i, "(") &&
	    share_argument(&c->new, i, p->paid[i] - 1))
		return;
	say_pending(c, p, i, effect, cause);
}

static void find_calls(struct comparison *c, const struct pending *was,
		       const struct pending *is)
{
	size_t i, piece, old;

	for (i = 0; i < c->after->tokens.count; i++) {
		if (!is->dirty[i])
			continue;
		piece = c->new.piece_of[i];
		if (piece == NO_PIECE || c->to_old[piece] == ALIGN_NONE)
			continue;
		old = c->old.pieces[c->to_old[piece]].token;
		if (!was->dirty[old])
			judge_call(c, is, i);
	}
}

void safety(struct comparison *c, const struct direction *direction)
{
	bool plain = direction->to == STYLE_UNKNOWN ? c->plain_deferred :
		     plain_is_deferred(direction->to);
	struct pending was, is;

	pending_find(&was, &c->old, c->plain_deferred);
	pending_find(&is, &c->new, plain);
	find_calls(c, &was, &is);
	pending_free(&was);
	pending_free(&is);
}
