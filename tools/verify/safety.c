// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is it safe that AFTER flushes later than BEFORE did?
 */
#include "verify/compare.h"

#include <stdlib.h>
#include <string.h>

#include "verify/guard.h"
#include "verify/harm.h"
#include "verify/pending.h"
#include "verify/strip.h"

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

/* What harms, as it begins a sentence. */
static char *subject(const struct stream *s, size_t i)
{
	char *name, *text;

	if (is(s, i, "("))
		return xstrdup("a call through a pointer");
	if (!is_call_at(s, i) && s->tokens[i].kind != TOKEN_IDENTIFIER)
		return xstrdup("this");
	name = code_text(s, i, i);
	text = xasprintf("%s%s", name, is_call_at(s, i) ? "()" : "");
	free(name);
	return text;
}

static enum verify_rule rule_of(enum harm_kind kind, enum effect effect)
{
	if (!is_known_harm(effect))
		return RULE_OPEN;
	if (kind == HARM_UNMAP)
		return RULE_RELEASE;
	/* Memory that is given back cannot tell of a mapping. */
	return effect == EFFECT_PAGE ? RULE_OPEN : RULE_SHOWN;
}

static void say_pending(struct comparison *c, const struct pending *p, size_t i,
			enum harm_kind kind, enum effect effect, size_t cause)
{
	const struct stream *s = &c->new.flow.stream;
	bool certain = effect == EFFECT_PAGE || effect == EFFECT_PIN ||
		       effect == EFFECT_IOVA || effect == EFFECT_DOMAIN;
	size_t call = p->cause[kind][i];
	char *deferred = code_text(s, call, call);
	char *who = subject(s, i);
	struct finding *f;

	f = say(c, rule_of(kind, effect),
		certain && kind == HARM_UNMAP ? CONFIDENCE_HIGH :
						CONFIDENCE_MODERATE, i,
		xasprintf("%s %s, and a flush %sis pending there since line %u, which it was not before",
			  who, effect_says(effect),
			  kind == HARM_MAP ? "of a mapping " : "",
			  s->tokens[call].line));
	finding_step(f, s->tokens[call].line, token_column(&c->new, call),
		     xasprintf("%s() leaves the IOTLB as it is", deferred));
	if (cause != i)
		finding_step(f, s->tokens[cause].line,
			     token_column(&c->new, cause),
			     xasprintf("here it %s", effect_says(effect)));
	free(deferred);
	free(who);
}

/* A token that ran with a clean IOTLB in BEFORE, and does not in AFTER. */
static void judge_token(struct comparison *c, const struct pending *p, size_t i,
			enum harm_kind kind)
{
	size_t cause = i;
	enum effect effect = harm_of(&c->new, kind, i, &cause);

	if (effect == EFFECT_NONE ||
	    (effect == EFFECT_OBJECT &&
	     (kind == HARM_MAP || frees_own_entry(&c->new, i))))
		return;
	/* Paid for: the unmap right before it has flushed what it names. */
	if (kind == HARM_UNMAP && p->paid[i] && effect < EFFECT_UNKNOWN &&
	    !is(&c->new.flow.stream, i, "(") &&
	    share_argument(&c->new, i, p->paid[i] - 1))
		return;
	say_pending(c, p, i, kind, effect, cause);
}

static void find_harm(struct comparison *c, const struct pending *was,
		      const struct pending *is)
{
	size_t i, piece, old;
	int kind;

	for (i = 0; i < c->after->tokens.count; i++) {
		if (!is->dirty[i])
			continue;
		piece = c->new.piece_of[i];
		if (piece == NO_PIECE || c->to_old[piece] == ALIGN_NONE)
			continue;
		old = c->old.pieces[c->to_old[piece]].token;
		for (kind = 0; kind < HARM_KINDS; kind++)
			if (is->dirty[i] & ~was->dirty[old] & 1 << kind)
				judge_token(c, is, i, kind);
	}
}

/* ---- ways out without a flush ---- */

static bool same_text(const char *a, const char *b)
{
	return !a == !b && (!a || !strcmp(a, b));
}

/* Did BEFORE have the same lapse in the function of that name? */
static bool was_so(const struct comparison *c, const struct pending *was,
		   const struct lapse *now)
{
	const struct stream *a = &c->old.flow.stream, *b = &c->new.flow.stream;
	size_t i;

	for (i = 0; i < was->lapse_count; i++) {
		const struct lapse *l = &was->lapses[i];
		const struct token *x = &a->tokens[l->function];
		const struct token *y = &b->tokens[now->function];

		if (l->kind == now->kind && l->deferred == now->deferred &&
		    x->len == y->len &&
		    !memcmp(a->text + x->offset, b->text + y->offset, x->len) &&
		    same_text(l->domain, now->domain) &&
		    same_text(l->gather, now->gather))
			return true;
	}
	return false;
}

/* A flush that came along in a function that calls the one named by ? */
static bool caller_flushes(struct comparison *c, size_t name)
{
	struct places places = places_of(&c->new.flow.words, name);
	size_t i, k;

	for (i = 0; i < places.count; i++)
		for (k = 0; k < c->new.addition_count; k++) {
			const struct addition *a = &c->new.additions[k];

			if (a->kind == ADD_FLUSH && !a->matched &&
			    places.at[i] != name &&
			    function_of(&c->new, places.at[i]) != NO_TOKEN &&
			    function_of(&c->new, places.at[i]) ==
			    function_of(&c->new, a->call))
				return true;
		}
	return false;
}

static void say_lapse(struct comparison *c, const struct lapse *l)
{
	const struct stream *s = &c->new.flow.stream;
	char *call = code_text(s, l->cause, l->cause);
	bool exit = l->kind == LAPSE_EXIT;
	struct finding *f;

	if (exit && caller_flushes(c, l->function))
		f = say(c, RULE_OPEN, CONFIDENCE_MODERATE, l->token,
			xasprintf("leaves what %s() deferred at line %u for its callers to flush: look whether all of them do",
				  call, s->tokens[l->cause].line));
	else if (exit)
		f = say(c, RULE_UNFLUSHED, CONFIDENCE_HIGH, l->token,
			xasprintf("a way out on which no flush of %s%s%s follows %s() at line %u",
				  l->domain, l->gather ? " with " : "",
				  l->gather ? l->gather : "", call,
				  s->tokens[l->cause].line));
	else
		f = say(c, RULE_GATHER, CONFIDENCE_HIGH, l->token,
			xasprintf("%s() collects in %s, which is not begun on every way there",
				  call, l->gather));
	finding_step(f, s->tokens[l->cause].line, token_column(&c->new, l->cause),
		     xasprintf("%s() of %s", call, l->domain));
	if (exit)
		finding_step(f, s->tokens[l->token].line,
			     token_column(&c->new, l->token),
			     xstrdup("leaves the function"));
	free(call);
}

/* A flush of a domain that may not be there. */
static void find_unguarded(struct comparison *c)
{
	static const char *const names[] = {
		[POINTER_NULL] = "NULL", [POINTER_ERROR] = "an ERR_PTR()",
	};
	char *text;
	size_t i;

	for (i = 0; i < c->new.addition_count; i++) {
		const struct addition *a = &c->new.additions[i];
		bool tested = a->first != a->call;
		enum pointer domain;

		/* That the test asks for something else is said already. */
		if (a->kind != ADD_FLUSH || a->matched ||
		    (tested && a->trouble))
			continue;
		domain = domain_at(&c->new, a->call);
		if (domain == POINTER_THERE)
			continue;
		text = argument_text(&c->new, a->call, 0);
		say(c, RULE_GUARD, CONFIDENCE_MODERATE, a->call,
		    xasprintf("%s may be %s here: nothing before this flush shows that it is not",
			      text, names[domain]));
		free(text);
	}
}

void safety(struct comparison *c, const struct direction *direction)
{
	/* Style sync has no flush of its own: there it is for the tree to say. */
	bool left = direction->to == STYLE_SYNC && direction->plain_flushes;
	bool plain = direction->to == STYLE_UNKNOWN ? c->plain_deferred :
		     plain_is_deferred(direction->to) && !left;
	struct pending was, is;
	size_t i;

	pending_find(&was, &c->old, c->plain_deferred);
	pending_find(&is, &c->new, plain);
	find_harm(c, &was, &is);
	for (i = 0; i < is.lapse_count; i++)
		if (!was_so(c, &was, &is.lapses[i]))
			say_lapse(c, &is.lapses[i]);
	find_unguarded(c);
	pending_free(&was);
	pending_free(&is);
}
