// SPDX-License-Identifier: GPL-2.0-only
#include "flow.h"

#include <stdlib.h>
#include <string.h>

#include "effects.h"

/* Static functions are followed so deep, and no deeper. */
#define MAX_CALLS 12

static bool is_code(const struct stream *s, size_t i)
{
	const struct token *t = &s->tokens[i];

	return !t->directive && !t->inactive && t->kind != TOKEN_COMMENT;
}

static bool same_word(const struct stream *s, size_t a, size_t b)
{
	const struct token *x = &s->tokens[a], *y = &s->tokens[b];

	return x->len == y->len &&
	       !memcmp(s->text + x->offset, s->text + y->offset, x->len);
}

static bool is_one_of(const struct stream *s, size_t i,
		      const char *const *words)
{
	for (; *words; words++)
		if (is(s, i, *words))
			return true;
	return false;
}

static bool is_assignment(const struct stream *s, size_t i)
{
	static const char *const operators[] = {
		"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=",
		">>=", NULL,
	};

	return is_one_of(s, i, operators);
}

static bool is_member_access(const struct stream *s, size_t i)
{
	return is(s, i, "->") || is(s, i, ".");
}

/* ---- functions of the file ---- */

static void add_function(struct flow *flow, size_t name, size_t open)
{
	struct function f = {
		.name = name, .open = open,
		.close = closing(&flow->stream, open),
		.trouble = NO_TOKEN, .effect = -1,
	};

	if (f.close == NO_TOKEN)
		return;
	f.body = parse_body(&flow->stream, open, &f.trouble);
	grow(flow->functions, flow->count, flow->room);
	flow->functions[flow->count++] = f;
}

void flow_begin(struct flow *flow, struct source *src)
{
	struct walk walk;
	size_t i;

	*flow = (struct flow){
		.src = src,
		.stream = {
			.text = src->text.data, .tokens = src->tokens.data,
			.count = src->tokens.count,
		},
	};
	walk_begin(&walk, &flow->stream);
	for (i = 0; i < flow->stream.count; i++) {
		int before = walk.now.braces;

		walk_step(&walk, i);
		if (!before && walk.now.braces == 1 &&
		    walk.now.function != NO_TOKEN)
			add_function(flow, walk.now.function, i);
	}
	walk_end(&walk);
}

void flow_end(struct flow *flow)
{
	size_t i;

	for (i = 0; i < flow->count; i++)
		free_statement(flow->functions[i].body);
	free(flow->functions);
}

struct function *function_at(struct flow *flow, size_t i)
{
	size_t f;

	for (f = 0; f < flow->count; f++)
		if (flow->functions[f].open < i && i < flow->functions[f].close)
			return &flow->functions[f];
	return NULL;
}

struct function *function_named(struct flow *flow, size_t name)
{
	size_t f;

	for (f = 0; f < flow->count; f++)
		if (same_word(&flow->stream, flow->functions[f].name, name))
			return &flow->functions[f];
	return NULL;
}

/* ---- expressions ---- */

bool is_chain(const struct stream *s, size_t first, size_t last)
{
	size_t i = first;

	for (;;) {
		if (i == NO_TOKEN || s->tokens[i].kind != TOKEN_IDENTIFIER)
			return false;
		if (i >= last)
			return i == last;
		i = after(s, i);
		if (!is_member_access(s, i))
			return false;
		i = after(s, i);
	}
}

bool same_tokens(const struct stream *s, size_t a, size_t a_last, size_t b,
		 size_t b_last)
{
	for (;;) {
		if (!same_word(s, a, b))
			return false;
		if (a == a_last || b == b_last)
			return a == a_last && b == b_last;
		a = after(s, a);
		b = after(s, b);
	}
}

char *tokens_text(const struct stream *s, size_t first, size_t last)
{
	const struct token *a = &s->tokens[first], *b = &s->tokens[last];

	return xstrndup(s->text + a->offset, b->offset + b->len - a->offset);
}

size_t call_open(const struct stream *s, size_t name)
{
	size_t next = after(s, name);

	/* (name)(...) */
	if (is(s, next, ")") && is(s, before(s, name), "("))
		next = after(s, next);
	return is(s, next, "(") ? next : NO_TOKEN;
}

bool call_argument(const struct stream *s, size_t open, unsigned int n,
		   size_t *first, size_t *last)
{
	size_t close = closing(s, open), i, prev = open;
	unsigned int at = 0;

	if (close == NO_TOKEN)
		return false;
	*first = NO_TOKEN;
	for (i = after(s, open); i != NO_TOKEN; i = after(s, i)) {
		if (i == close || is(s, i, ",")) {
			if (at == n) {
				*last = prev;
				return *first != NO_TOKEN;
			}
			if (i == close)
				return false;
			at++;
			prev = i;
			continue;
		}
		if (at == n && *first == NO_TOKEN)
			*first = i;
		if (is(s, i, "(") || is(s, i, "[") || is(s, i, "{")) {
			i = closing(s, i);
			if (i == NO_TOKEN)
				return false;
		}
		prev = i;
	}
	return false;
}

static bool name_has(const struct stream *s, size_t i, const char *part)
{
	const struct token *t = &s->tokens[i];

	return memmem(s->text + t->offset, t->len, part, strlen(part)) != NULL;
}

/* ---- does an expression keep its value? ---- */

/* Is the & before token @i one that takes an address? */
static bool takes_address(const struct stream *s, size_t amp)
{
	size_t prev;

	if (!is(s, amp, "&"))
		return false;
	prev = before(s, amp);
	if (prev == NO_TOKEN)
		return true;
	return s->tokens[prev].kind != TOKEN_IDENTIFIER &&
	       s->tokens[prev].kind != TOKEN_LITERAL && !is(s, prev, ")") &&
	       !is(s, prev, "]");
}

static bool is_changed_at(const struct stream *s, size_t i)
{
	size_t next = after(s, i), prev = before(s, i);

	return is_assignment(s, next) || is(s, next, "++") ||
	       is(s, next, "--") || is(s, prev, "++") || is(s, prev, "--");
}

static bool is_argument_of_iterator(const struct stream *s, size_t i)
{
	size_t prev = before(s, i), next = after(s, i), open = i;
	int depth = 0;

	if ((!is(s, prev, "(") && !is(s, prev, ",")) ||
	    (!is(s, next, ")") && !is(s, next, ",")))
		return false;
	while ((open = before(s, open)) != NO_TOKEN) {
		if (is(s, open, ")"))
			depth++;
		else if (is(s, open, "(") && !depth--)
			break;
	}
	if (open == NO_TOKEN)
		return false;
	prev = before(s, open);
	return prev != NO_TOKEN && name_has(s, prev, "for_each");
}

/* What happens to the plain variable at token @i, a use of it. */
static char *base_changes(const struct stream *s, size_t i)
{
	unsigned int line = s->tokens[i].line;
	char *name = tokens_text(s, i, i), *why = NULL;
	size_t next = after(s, i);

	if (is_changed_at(s, i))
		why = xasprintf("%s is assigned at line %u", name, line);
	else if (ends_type(s, before(s, i)) &&
		 (is(s, next, ";") || is(s, next, ",")))
		why = xasprintf("%s is declared inside, at line %u", name, line);
	else if (is_argument_of_iterator(s, i))
		why = xasprintf("%s is what the loop at line %u runs over",
				name, line);
	else if (takes_address(s, before(s, i)) && !is_member_access(s, next) &&
		 !is(s, next, "["))
		why = xasprintf("the address of %s is taken at line %u", name,
				line);
	free(name);
	return why;
}

static bool is_store_through_pointer(const struct stream *s, size_t i)
{
	static const char *const starts[] = {
		";", "{", "}", ")", ":", "else", "do", NULL,
	};
	size_t name = after(s, i);

	return is(s, i, "*") && is_one_of(s, before(s, i), starts) &&
	       name != NO_TOKEN &&
	       s->tokens[name].kind == TOKEN_IDENTIFIER &&
	       is_assignment(s, after(s, name));
}

/* Where the chain that ends in member @i begins. */
static size_t chain_start(const struct stream *s, size_t i)
{
	size_t prev;

	while (is_member_access(s, prev = before(s, i))) {
		size_t name = before(s, prev);

		if (name == NO_TOKEN || s->tokens[name].kind != TOKEN_IDENTIFIER)
			break;
		i = name;
	}
	return i;
}

/* Is the variable one of the function's own whose address nobody has? */
static bool is_private(struct flow *flow, size_t base)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, base);
	bool declared = false;
	size_t i, from;

	if (!f)
		return false;
	/* From the parameters on. */
	for (from = f->name; from < f->close; from++) {
		i = from;
		if (!is_code(s, i) || !same_word(s, i, base) ||
		    is_member_access(s, before(s, i)))
			continue;
		declared |= ends_type(s, before(s, i));
		if (takes_address(s, before(s, i)) &&
		    !is_member_access(s, after(s, i)))
			return false;
	}
	return declared;
}

static char *changes_in(struct flow *flow, struct chain chain, size_t from,
			size_t to, bool own, int calls)
{
	const struct stream *s = &flow->stream;
	bool members = chain.first != chain.last;
	bool private = is_private(flow, chain.first);
	size_t i, m;

	for (i = from; i <= to; i++) {
		bool member;
		char *why = NULL;

		if (!is_code(s, i))
			continue;
		if (own && (members || !private) &&
		    is_store_through_pointer(s, i))
			return xasprintf("line %u stores through a pointer, perhaps into it",
					 s->tokens[i].line);
		if (s->tokens[i].kind != TOKEN_IDENTIFIER)
			continue;
		member = is_member_access(s, before(s, i));
		if (!member && same_word(s, i, chain.first) &&
		    (own || !private))
			why = base_changes(s, i);
		if (why)
			return why;
		for (m = chain.first; member && m < chain.last;) {
			m = after(s, after(s, m));
			if (!same_word(s, i, m))
				continue;
			if (is_changed_at(s, i) ||
			    (takes_address(s, before(s, chain_start(s, i))) &&
			     !is_member_access(s, after(s, i)) &&
			     m == chain.last)) {
				char *name = tokens_text(s, i, i);

				why = xasprintf("%s is changed, or its address taken, at line %u",
						name, s->tokens[i].line);
				free(name);
				return why;
			}
		}
		if (!member && is(s, after(s, i), "(") && calls < MAX_CALLS) {
			struct function *f = function_named(flow, i);

			if (f && f->name != i && (f->close < from || f->open > to))
				why = changes_in(flow, chain, f->open, f->close,
						 false, calls + 1);
			if (why)
				return why;
		}
	}
	return NULL;
}

char *chain_changes(struct flow *flow, struct chain chain, size_t from,
		    size_t to)
{
	return changes_in(flow, chain, from, to, true, 0);
}

/* ---- what calls give back ---- */

static enum effect function_effect(struct flow *flow, struct function *f,
				   int calls);

/* f(a, ...): the call as a reader recognises it. */
static char *call_text(const struct stream *s, size_t name)
{
	size_t open = after(s, name), first, last;
	char *f = tokens_text(s, name, name), *a, *text;

	if (is(s, open, "(") && call_argument(s, open, 0, &first, &last)) {
		a = tokens_text(s, first, last);
		text = xasprintf("%s(%s%s)", f, a,
				 is(s, after(s, last), ",") ? ", ..." : "");
		free(a);
	} else {
		text = xasprintf("%s()", f);
	}
	free(f);
	return text;
}

static bool has_string_argument(const struct stream *s, size_t open)
{
	size_t close = closing(s, open), i;

	for (i = open; close != NO_TOKEN && i < close; i++)
		if (s->tokens[i].kind == TOKEN_LITERAL &&
		    s->text[s->tokens[i].offset] == '"')
			return true;
	return false;
}

/* A call that does not name its function: (*f)(...), p->f(...), a[i](...). */
static bool is_pointer_call(const struct stream *s, size_t open)
{
	size_t prev = before(s, open), inner, depth = 0;

	if (prev == NO_TOKEN)
		return false;
	if (is(s, prev, "]"))
		return true;
	if (s->tokens[prev].kind == TOKEN_IDENTIFIER)
		return is_member_access(s, before(s, prev));
	if (!is(s, prev, ")"))
		return false;
	/* (*f)(...), but neither if (...) (...) nor a cast. */
	for (inner = prev; inner != NO_TOKEN; inner = before(s, inner)) {
		if (is(s, inner, ")"))
			depth++;
		else if (is(s, inner, "(") && !--depth)
			break;
	}
	return inner != NO_TOKEN && is(s, after(s, inner), "*");
}

/* The effect of the call named at @i, and who causes it. */
static enum effect call_effect(struct flow *flow, size_t i, size_t *cause,
			       int calls)
{
	const struct stream *s = &flow->stream;
	const struct token *t = &s->tokens[i];
	const char *name = s->text + t->offset;
	enum effect effect = effect_of(name, t->len);
	struct function *f;

	*cause = i;
	if (name_has(s, i, "for_each"))
		return EFFECT_NONE;
	f = function_named(flow, i);
	if (f) {
		effect = function_effect(flow, f, calls + 1);
		if (effect != EFFECT_NONE && f->cause != NO_TOKEN)
			*cause = f->cause;
	} else if (effect == EFFECT_UNKNOWN && looks_like_logging(name, t->len) &&
		   has_string_argument(s, after(s, i))) {
		effect = EFFECT_NONE;
	}
	return effect;
}

static enum effect function_effect(struct flow *flow, struct function *f,
				   int calls)
{
	const struct stream *s = &flow->stream;
	size_t i, cause;

	if (f->effect >= 0)
		return f->effect;
	/* Recursion adds nothing to what the first visit finds. */
	if (f->visiting)
		return EFFECT_NONE;
	f->cause = NO_TOKEN;
	if (!f->body || calls > MAX_CALLS)
		return EFFECT_UNKNOWN;
	f->visiting = true;
	f->effect = EFFECT_NONE;
	for (i = f->open; i < f->close; i++) {
		enum effect effect = EFFECT_NONE;
		const struct api_name *api;

		if (!is_code(s, i) || !is(s, after(s, i), "("))
			continue;
		cause = i;
		if (is_pointer_call(s, after(s, i))) {
			effect = EFFECT_UNKNOWN;
		} else if (s->tokens[i].kind == TOKEN_IDENTIFIER) {
			api = api_lookup(s->text + s->tokens[i].offset,
					 s->tokens[i].len);
			/* Mappings and flushes of its own, in between: no. */
			if (api)
				effect = api->op == OP_UNMAP ? EFFECT_NONE :
							       EFFECT_UNKNOWN;
			else
				effect = call_effect(flow, i, &cause, calls);
		}
		/* The first tells the reason; the unknown is the worst. */
		if (effect != EFFECT_NONE &&
		    (f->effect == EFFECT_NONE || effect == EFFECT_UNKNOWN)) {
			f->effect = effect;
			f->cause = cause;
		}
		if (effect == EFFECT_UNKNOWN)
			break;
	}
	f->visiting = false;
	return f->effect;
}

/*
 * kfree() of the entry that the loop stands at frees bookkeeping: what is
 * mapped is named by the entry.  Unless entries themselves are mapped.
 */
static bool frees_cursor(struct flow *flow, size_t call,
			 const struct statement *loop)
{
	const struct stream *s = &flow->stream;
	size_t first, last, a, b, i;
	unsigned int n;

	if (!loop || loop->loop != LOOP_ITERATOR ||
	    !name_has(s, loop->first, "safe") ||
	    !call_argument(s, after(s, call), 0, &first, &last) ||
	    first != last)
		return false;
	for (i = 0; i < s->count; i++)
		if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    (name_has(s, i, "virt_to_p") || is(s, i, "__pa")) &&
		    call_argument(s, i + 1, 0, &a, &b) && same_word(s, a, first))
			return false;
	for (n = 0; call_argument(s, loop->open, n, &a, &b); n++)
		if (a == b && same_word(s, a, first))
			return true;
	return false;
}

static struct site *site_of(struct flow *flow, size_t token)
{
	size_t i;

	for (i = 0; i < flow->src->site_count; i++)
		if (flow->src->sites[i].token == token)
			return &flow->src->sites[i];
	return NULL;
}

/* The unmap that statement @st is, or NO_TOKEN. */
static size_t unmap_in(struct flow *flow, const struct statement *st)
{
	const struct stream *s = &flow->stream;
	size_t i;

	for (i = st->first; i <= st->last; i++) {
		const struct site *site;

		if (s->tokens[i].kind != TOKEN_IDENTIFIER)
			continue;
		site = site_of(flow, i);
		if (site && site->kind == SITE_CALL &&
		    site->api->op == OP_UNMAP && site->api->form != FORM_FAST &&
		    site->api->form != FORM_ASYNC)
			return i;
	}
	return NO_TOKEN;
}

/*
 * What a synchronous unmap has flushed may be released at once: the call names
 * the IOVA of an unmap just before it in the same block.  That unmap has to
 * stay synchronous then.
 */
static bool is_paid_for(struct flow *flow, size_t call)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, call);
	const struct statement *st, *prev;
	size_t a, a_last, b, b_last, unmap;
	struct site *site;
	unsigned int n;

	st = f && f->body ? statement_at(f->body, call) : NULL;
	if (!st || !st->parent || st->parent->kind != STATEMENT_BLOCK)
		return false;
	for (prev = st->parent->child; prev != st; prev = prev->next) {
		if (prev->kind != STATEMENT_SIMPLE)
			continue;
		unmap = unmap_in(flow, prev);
		if (unmap == NO_TOKEN ||
		    !call_argument(s, call_open(s, unmap), 1, &a, &a_last))
			continue;
		for (n = 0; call_argument(s, after(s, call), n, &b, &b_last); n++)
			if (same_tokens(s, a, a_last, b, b_last))
				break;
		if (!call_argument(s, after(s, call), n, &b, &b_last))
			continue;
		/* Nothing but plain statements may come between. */
		for (; prev != st; prev = prev->next)
			if (prev->kind != STATEMENT_SIMPLE)
				return false;
		site = site_of(flow, unmap);
		site->must_sync = true;
		return true;
	}
	return false;
}

static char *describe(struct flow *flow, size_t call, enum effect effect,
		      size_t cause)
{
	const struct stream *s = &flow->stream;
	char *text = call_text(s, call), *why, *inner;

	if (cause == call) {
		why = xasprintf("%s at line %u %s", text, s->tokens[call].line,
				effect_says(effect));
	} else {
		inner = call_text(s, cause);
		why = xasprintf("%s at line %u %s: %s at line %u", text,
				s->tokens[call].line, effect_says(effect),
				inner, s->tokens[cause].line);
		free(inner);
	}
	free(text);
	return why;
}

static char *call_obstacle(struct flow *flow, size_t i,
			   const struct statement *loop)
{
	const struct stream *s = &flow->stream;
	unsigned int line = s->tokens[i].line;
	const struct api_name *api;
	enum effect effect;
	size_t cause;
	char *text, *why;

	api = api_lookup(s->text + s->tokens[i].offset, s->tokens[i].len);
	if (api && api->op == OP_UNMAP &&
	    (api->form == FORM_PLAIN || api->form == FORM_SYNC))
		return NULL;
	if (api) {
		text = call_text(s, i);
		why = xasprintf(api->op >= OP_FINISH || api->op == OP_UNMAP ?
				"%s at line %u has a flush of its own" :
				"%s at line %u maps in between", text, line);
		free(text);
		return why;
	}
	effect = call_effect(flow, i, &cause, 0);
	if (effect == EFFECT_NONE)
		return NULL;
	if (effect == EFFECT_OBJECT && cause == i && frees_cursor(flow, i, loop))
		return NULL;
	if (effect != EFFECT_UNKNOWN && is_paid_for(flow, i))
		return NULL;
	return describe(flow, i, effect, cause);
}

static const struct statement *inner_loop(struct flow *flow, size_t i,
					  const struct statement *loop)
{
	const struct function *f = function_at(flow, i);
	const struct statement *st;

	if (!loop || !f || !f->body)
		return loop;
	st = statement_at(f->body, i);
	while (st && st->kind != STATEMENT_LOOP)
		st = st->parent;
	return st ? st : loop;
}

char *flow_obstacle(struct flow *flow, size_t from, size_t to,
		    const struct statement *loop)
{
	const struct stream *s = &flow->stream;
	size_t i;

	for (i = from; i <= to; i++) {
		char *why = NULL;

		if (!is_code(s, i))
			continue;
		if (is(s, i, "asm") || is(s, i, "__asm__"))
			return xasprintf("line %u is assembly",
					 s->tokens[i].line);
		if (is(s, i, "(") && is_pointer_call(s, i))
			return xasprintf("line %u calls through a pointer",
					 s->tokens[i].line);
		if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    is(s, after(s, i), "("))
			why = call_obstacle(flow, i, inner_loop(flow, i, loop));
		if (why)
			return why;
	}
	return NULL;
}

size_t next_release(struct flow *flow, size_t from, size_t to)
{
	const struct stream *s = &flow->stream;
	size_t i, cause;

	for (i = from; i <= to; i++) {
		enum effect effect;

		if (!is_code(s, i) || s->tokens[i].kind != TOKEN_IDENTIFIER ||
		    !is(s, after(s, i), "(") ||
		    is_member_access(s, before(s, i)))
			continue;
		/* A well-known name says enough, whoever defines it. */
		effect = effect_of(s->text + s->tokens[i].offset,
				   s->tokens[i].len);
		if (effect == EFFECT_UNKNOWN)
			effect = call_effect(flow, i, &cause, 0);
		if (effect == EFFECT_PAGE || effect == EFFECT_PIN ||
		    effect == EFFECT_IOVA)
			return i;
	}
	return NO_TOKEN;
}

/* ---- is a pointer known to be valid? ---- */

/* Does the chain stand at token @i, whole and as itself? */
static bool chain_at(const struct stream *s, size_t i, struct chain chain,
		     size_t *last)
{
	size_t c = chain.first;

	if (is_member_access(s, before(s, i)))
		return false;
	for (;;) {
		if (i == NO_TOKEN || !same_word(s, i, c))
			return false;
		if (c == chain.last) {
			*last = i;
			return true;
		}
		c = after(s, c);
		i = after(s, i);
	}
}

/*
 * A use in [from, to] that a null pointer would not survive: chain->..., or
 * chain as the domain of a call of the API.  Only what is evaluated for sure.
 */
static size_t proof_in(const struct stream *s, size_t from, size_t to,
		       struct chain chain)
{
	size_t i, last;

	for (i = from; i <= to; i++) {
		size_t prev;

		if (!is_code(s, i))
			continue;
		if (is(s, i, "&&") || is(s, i, "||") || is(s, i, "?") ||
		    is(s, i, "sizeof") || is(s, i, "typeof"))
			break;
		if (s->tokens[i].kind != TOKEN_IDENTIFIER ||
		    !chain_at(s, i, chain, &last) || last > to)
			continue;
		if (is(s, after(s, last), "->"))
			return i;
		prev = before(s, before(s, i));
		if (is(s, before(s, i), "(") && prev != NO_TOKEN &&
		    (is(s, after(s, last), ",") || is(s, after(s, last), ")")) &&
		    (api_lookup(s->text + s->tokens[prev].offset,
				s->tokens[prev].len) ||
		     is(s, prev, "iommu_iova_to_phys")))
			return i;
	}
	return NO_TOKEN;
}

/* The part of a statement that is evaluated whenever it is reached. */
static bool sure_part(const struct stream *s, const struct statement *st,
		      size_t *from, size_t *to)
{
	unsigned int semicolons = 0;

	if (st->conditional)
		return false;
	*from = st->first;
	*to = st->last;
	if (st->kind == STATEMENT_SIMPLE || st->kind == STATEMENT_RETURN)
		return true;
	if (st->open == NO_TOKEN ||
	    (st->kind == STATEMENT_LOOP && st->loop == LOOP_DO))
		return false;
	*from = st->open;
	*to = st->close;
	if (st->kind == STATEMENT_LOOP && st->loop == LOOP_FOR) {
		size_t i = st->open;

		while (i != NO_TOKEN && i < st->close && semicolons < 2) {
			i = after(s, i);
			semicolons += is(s, i, ";");
		}
		*to = i;
	}
	return true;
}

/* if (!chain) return; and if (chain) around: tests that leave it valid. */
static bool always_leaves(const struct statement *st)
{
	if (!st)
		return false;
	if (st->kind == STATEMENT_BLOCK) {
		st = st->child;
		while (st && st->next)
			st = st->next;
	}
	return st && (st->kind == STATEMENT_RETURN ||
		      st->kind == STATEMENT_GOTO ||
		      st->kind == STATEMENT_BREAK ||
		      st->kind == STATEMENT_CONTINUE);
}

static bool tests_for_null(const struct stream *s, const struct statement *st,
			   struct chain chain)
{
	size_t i = after(s, st->open), last;

	if (st->kind != STATEMENT_IF || st->conditional || st->other ||
	    !is(s, i, "!"))
		return false;
	i = after(s, i);
	return chain_at(s, i, chain, &last) && after(s, last) == st->close &&
	       always_leaves(st->child);
}

static bool is_test_itself(const struct stream *s, const struct statement *st,
			   struct chain chain)
{
	size_t i = after(s, st->open), last;

	return st->kind == STATEMENT_IF && chain_at(s, i, chain, &last) &&
	       (after(s, last) == st->close || is(s, after(s, last), "&&"));
}

static bool valid_before(struct flow *flow, struct chain chain,
			 const struct statement *at, int jumps);

/* Is the chain valid wherever control jumps to this label from? */
static bool valid_at_jumps(struct flow *flow, struct chain chain,
			   const struct statement *label, int jumps)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, label->first);
	const struct statement *st;

	if (jumps > 4 || !f || !f->body || is(s, label->first, "case") ||
	    is(s, label->first, "default"))
		return false;
	for (st = f->body; st; st = next_statement(st, f->body)) {
		size_t name = after(s, st->first);

		if (st->kind == STATEMENT_GOTO &&
		    (is(s, name, "*") || same_word(s, name, label->first)) &&
		    !valid_before(flow, chain, st, jumps + 1))
			return false;
	}
	return true;
}

/* Sure evaluation before @at, in its block and those around it. */
static bool valid_before(struct flow *flow, struct chain chain,
			 const struct statement *at, int jumps)
{
	const struct stream *s = &flow->stream;
	size_t from, to, proof;
	char *change;

	for (; at->parent; at = at->parent) {
		const struct statement *up = at->parent, *st, *prev = NULL;
		size_t found = NO_TOKEN;

		if (up->kind == STATEMENT_BLOCK) {
			for (st = up->child; st != at; prev = st, st = st->next) {
				if (st->kind == STATEMENT_LABEL) {
					bool sure = found != NO_TOKEN ||
						    always_leaves(prev);

					found = sure && valid_at_jumps(flow, chain, st, jumps) ?
						st->last : NO_TOKEN;
				}
				if (tests_for_null(s, st, chain))
					found = st->last;
				if (!sure_part(s, st, &from, &to))
					continue;
				proof = proof_in(s, from, to, chain);
				if (proof != NO_TOKEN)
					found = proof;
			}
		} else if (up->kind == STATEMENT_IF && up->child == at &&
			   is_test_itself(s, up, chain)) {
			found = up->close;
		} else if (sure_part(s, up, &from, &to)) {
			found = proof_in(s, from, to, chain);
		}
		if (found == NO_TOKEN)
			continue;
		/* Its own test or use is no change of it. */
		change = found + 1 < at->first ?
			 chain_changes(flow, chain, found + 1, at->first - 1) :
			 NULL;
		free(change);
		if (!change)
			return true;
	}
	return false;
}

bool known_valid(struct flow *flow, struct chain chain,
		 const struct statement *at)
{
	const struct stream *s = &flow->stream;
	size_t from, to;

	/* What the statement itself evaluates first counts as well. */
	if (at->kind == STATEMENT_LOOP && sure_part(s, at, &from, &to) &&
	    proof_in(s, from, to, chain) != NO_TOKEN)
		return true;
	return valid_before(flow, chain, at, 0);
}

/* Position of the parameter that the variable is, or -1. */
static int parameter_number(const struct stream *s, const struct function *f,
			    size_t base)
{
	size_t open = after(s, f->name), first, last;
	int n;

	for (n = 0; is(s, open, "(") &&
		    call_argument(s, open, n, &first, &last); n++)
		if (same_word(s, last, base))
			return n;
	return -1;
}

/* Is it a static function that is only ever called, and by this file? */
static bool callers_are_known(struct flow *flow, const struct function *f)
{
	const struct stream *s = &flow->stream;
	bool is_static = false;
	size_t i;

	for (i = before(s, f->name); i != NO_TOKEN; i = before(s, i)) {
		if (is(s, i, ";") || is(s, i, "}"))
			break;
		is_static |= is(s, i, "static");
	}
	for (i = 0; is_static && i < s->count; i++)
		if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    !s->tokens[i].inactive && same_word(s, i, f->name) &&
		    (s->tokens[i].directive || !is(s, after(s, i), "(")))
			return false;
	return is_static;
}

/* Every caller hands over a pointer that it has used before. */
static bool callers_prove(struct flow *flow, const struct function *f,
			  size_t base)
{
	const struct stream *s = &flow->stream;
	int n = parameter_number(s, f, base);
	size_t i, first, last, calls = 0;

	if (n < 0 || !callers_are_known(flow, f))
		return false;
	for (i = 0; i < s->count; i++) {
		const struct function *caller;
		const struct statement *st;
		struct chain arg;

		if (i == f->name || !is_code(s, i) ||
		    s->tokens[i].kind != TOKEN_IDENTIFIER ||
		    !same_word(s, i, f->name))
			continue;
		caller = function_at(flow, i);
		/* A declaration is no call. */
		if (!caller)
			continue;
		calls++;
		if (!caller->body ||
		    !call_argument(s, after(s, i), n, &first, &last))
			return false;
		if (is(s, first, "&"))
			continue;
		st = statement_at(caller->body, i);
		arg = (struct chain){ first, last };
		if (!st || !is_chain(s, first, last) ||
		    !valid_before(flow, arg, st, 0))
			return false;
	}
	return calls > 0;
}

bool base_known_valid(struct flow *flow, struct chain chain,
		      const struct statement *at)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, at->first);
	size_t i = chain.first, dot;

	/* Every pointer on the way to the last member. */
	while (i != chain.last) {
		struct chain base = { chain.first, i };

		dot = after(s, i);
		if (is(s, dot, "->") && !known_valid(flow, base, at) &&
		    !(i == chain.first && f && callers_prove(flow, f, i)))
			return false;
		i = after(s, dot);
	}
	return true;
}
