// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a condition says of what is pending, and of later conditions.
 */
#include <ctype.h>
#include <string.h>

#include "check/events.h"
#include "check/walk.h"

/* LEFT OP RIGHT; without OP: LEFT is not zero. */
struct test {
	uint32_t left;
	char op[3];
	uint32_t right;
	bool zero;		/* right is 0, NULL or false */
	uint32_t absent;	/* not there if the test holds; or NO_NAME */
};

static const char *const comparisons[] = {
	"==", "!=", "<=", ">=", "<", ">", NULL,
};

static bool is_zero(const struct stream *s, size_t first, size_t last)
{
	return first == last && (is(s, first, "0") || is(s, first, "NULL") ||
				 is(s, first, "false") || is(s, first, "0UL") ||
				 is(s, first, "0U"));
}

/* x of (x = f()), which is what is compared then. */
static void assigned(const struct stream *s, size_t *first, size_t *last)
{
	size_t a = *first, z = *last, i;

	while (strip_parentheses(s, &a, &z))
		;
	for (i = a; i != NO_TOKEN && i <= z; i = after(s, i)) {
		if (is(s, i, "=") && i != a) {
			*first = a;
			*last = before(s, i);
			return;
		}
		if (is(s, i, "(") || is(s, i, "["))
			i = closing(s, i);
		if (i == NO_TOKEN)
			return;
	}
}

/* Is [first, last] a call whose result the state knows? */
static bool is_known_call(struct unit *u, size_t first, size_t last)
{
	const struct stream *s = &u->flow.stream;
	const struct subject *callee;

	while (strip_parentheses(s, &first, &last))
		;
	if (!is(s, after(s, first), "(") ||
	    closing(s, after(s, first)) != last ||
	    u->flow.words.word[first] == NO_WORD)
		return false;
	if (meaning_at(u, first).kind != CALL_NONE)
		return true;
	callee = callee_of(u, first);
	return callee && (callee->relevant || callee->releases);
}

uint32_t result_name(struct unit *u)
{
	return name_of(&u->names, RESULT, strlen(RESULT));
}

static uint32_t side(struct walk_paths *w, const struct frame *frame,
		     const struct state *state, size_t first, size_t last)
{
	assigned(&w->u->flow.stream, &first, &last);
	if (is_known_call(w->u, first, last))
		return result_name(w->u);
	return name_in(w->u, frame, state, first, last);
}

/* x of IS_ERR_OR_NULL(x) and IS_ERR(x); NO_NAME: it is neither. */
static uint32_t tested_for_error(struct walk_paths *w, const struct frame *frame,
				 const struct state *state, size_t first,
				 size_t last)
{
	static const char *const tests[] = { "IS_ERR_OR_NULL", "IS_ERR", NULL };
	const struct stream *s = &w->u->flow.stream;
	size_t open = after(s, first);

	if (!is_one_of(s, first, tests) || !is(s, open, "(") ||
	    closing(s, open) != last || after(s, open) == last)
		return NO_NAME;
	return name_in(w->u, frame, state, after(s, open), before(s, last));
}

static void read_test(struct walk_paths *w, const struct frame *frame,
		      const struct state *state, size_t first, size_t last,
		      struct test *t)
{
	const struct stream *s = &w->u->flow.stream;
	size_t op = find_operator(s, first, last, comparisons), right;

	memset(t, 0, sizeof(*t));
	t->absent = tested_for_error(w, frame, state, first, last);
	if (op == NO_TOKEN || op == first || op == last) {
		t->left = side(w, frame, state, first, last);
		return;
	}
	right = after(s, op);
	memcpy(t->op, s->text + s->tokens[op].offset, s->tokens[op].len);
	t->zero = is_zero(s, right, last);
	t->left = side(w, frame, state, first, before(s, op));
	t->right = side(w, frame, state, right, last);
	/* 0 == x */
	if (is_zero(s, first, before(s, op)) &&
	    (!strcmp(t->op, "==") || !strcmp(t->op, "!="))) {
		t->left = t->right;
		t->zero = true;
	}
}

/* ---- what the result of a call tells ---- */

/* 1: the call did something, 0: it did nothing, -1: no telling. */
static int did_something(struct unit *u, const struct pending *p,
			 const struct test *t, bool holds)
{
	const struct site *site = site_of(&u->flow, p->site);
	bool unmap = !p->map, one = site && (site->api->op == OP_MAP ||
					    site->api->op == OP_MAP_ATOMIC ||
					    site->api->op == OP_MAP_SGTABLE);
	bool nonzero;

	if (!t->op[0] || (t->zero && (!strcmp(t->op, "==") ||
				      !strcmp(t->op, "!=")))) {
		nonzero = holds == (!t->op[0] || !strcmp(t->op, "!="));
		if (one)
			return !nonzero;
		return nonzero ? -1 : 0;
	}
	if (t->zero && (!strcmp(t->op, "<") || !strcmp(t->op, "<=")) && holds)
		return 0;
	if (t->zero && !strcmp(t->op, ">") && !holds)
		return 0;
	/* A map_sg that did not map it all has mapped nothing. */
	if (!unmap && !one && ((holds && (!strcmp(t->op, "<") ||
					  !strcmp(t->op, "!="))) ||
			       (!holds && (!strcmp(t->op, ">=") ||
					   !strcmp(t->op, "==")))))
		return 0;
	return -1;
}

static void settle(struct unit *u, struct state *state, const struct test *t,
		   bool holds)
{
	if (state->watched == WATCH_CALL && state->pending.result == t->left &&
	    did_something(u, &state->pending, t, holds) == 0)
		state_let_go(state);
}

/* Nothing is pending for a domain that is not there. */
static void drop_without_domain(struct unit *u, struct state *state,
				uint32_t null)
{
	const char *text = u->names.text[null];
	size_t len = strlen(text);
	const char *domain = u->names.text[state->pending.domain];

	if (state->watched == WATCH_CALL && state->pending.domain &&
	    !strncmp(domain, text, len) &&
	    (!domain[len] || !strncmp(domain + len, "->", 2)))
		state_let_go(state);
}

/* gather.queued: the flush queue takes over. */
static void hand_to_queue(struct unit *u, struct state *state, uint32_t name)
{
	const char *text = u->names.text[name];
	const char *gather = u->names.text[state->pending.gather];
	size_t len;

	if (state->watched != WATCH_CALL || !state->pending.gather)
		return;
	gather += gather[0] == '*';
	len = strlen(gather);
	if (!strncmp(text, gather, len) && (!strcmp(text + len, ".queued") ||
					    !strcmp(text + len, "->queued")))
		state_let_go(state);
}

/* ---- conditions that depend on each other ---- */

/* The name of "LEFT OP RIGHT" with one of ==, <, > for the operator. */
static uint32_t comparison_name(struct unit *u, const struct test *t,
				bool *negated)
{
	static const char *const positive[][2] = {
		{ "!=", "==" }, { ">=", "<" }, { "<=", ">" },
	};
	const char *op = t->op;
	struct buf text = { 0 };
	uint32_t name;
	size_t i;

	*negated = false;
	for (i = 0; i < ARRAY_SIZE(positive); i++)
		if (!strcmp(op, positive[i][0])) {
			op = positive[i][1];
			*negated = true;
			break;
		}
	buf_printf(&text, "%s %s %s", u->names.text[t->left], op,
		   u->names.text[t->right]);
	name = name_of(&u->names, text.data, text.len);
	buf_free(&text);
	return name;
}

/* A number or a macro: another one is another value. */
static bool is_constant(const char *text)
{
	if (!*text)
		return false;
	for (; *text; text++)
		if (!isupper((unsigned char)*text) && *text != '_' &&
		    !isdigit((unsigned char)*text))
			return false;
	return true;
}

/* Does a fact say that left is another constant than right? */
static bool is_other_constant(struct unit *u, const struct state *state,
			      uint32_t left, uint32_t right)
{
	const char *l = u->names.text[left], *r = u->names.text[right];
	size_t len = strlen(l), i;

	if (!is_constant(r))
		return false;
	for (i = 0; i < state->fact_count; i++) {
		const char *fact = u->names.text[state->facts[i].name];

		if (state->facts[i].holds && !strncmp(fact, l, len) &&
		    !strncmp(fact + len, " == ", 4) &&
		    is_constant(fact + len + 4) && strcmp(fact + len + 4, r))
			return true;
	}
	return false;
}

uint32_t negative_name(struct unit *u, uint32_t name)
{
	struct test t = { .left = name, .op = "<", .right = name_of(&u->names, "0", 1) };
	bool negated;

	return comparison_name(u, &t, &negated);
}

/* What a helper was given may be a constant: 1, 0; -1 when it is none. */
static int constant_value(const struct unit *u, uint32_t name)
{
	const char *text = u->names.text[name];

	if (!strcmp(text, "true") || !strcmp(text, "1"))
		return 1;
	return !strcmp(text, "false") || !strcmp(text, "0") ||
	       !strcmp(text, "NULL") ? 0 : -1;
}

static void learn_returned(struct unit *u, struct state *state, uint32_t name)
{
	if (state->returned == RETURNED_ANY)
		return;
	state_learn(state, name, state->returned != RETURNED_ZERO);
	if (state->returned == RETURNED_NEGATIVE)
		state_learn(state, negative_name(u, name), true);
}

/* Can the test come out as @holds?  Then note that it did. */
static bool decide(struct walk_paths *w, struct state *state,
		   const struct test *t, bool holds)
{
	bool equal = !strcmp(t->op, "=="), negated;
	uint32_t name;
	int fact;
	int value;

	if (!w->precise || t->left == NO_NAME)
		return true;
	value = constant_value(w->u, t->left);
	if (value >= 0 && !t->op[0])
		return holds == (value > 0);
	if (t->left == result_name(w->u))
		learn_returned(w->u, state, t->left);
	if (!t->op[0] || (t->zero && (equal || !strcmp(t->op, "!=")))) {
		bool nonzero = equal ? !holds : holds;

		fact = state_fact(state, t->left);
		if (fact >= 0)
			return fact == nonzero;
		state_learn(state, t->left, nonzero);
		return true;
	}
	if (t->right == NO_NAME)
		return true;
	/* 0 is neither less nor more than 0. */
	if (t->zero && state_fact(state, t->left) == 0)
		return holds == (t->op[1] == '=');
	name = comparison_name(w->u, t, &negated);
	if (holds && t->zero && t->op[1] != '=')
		state_learn(state, t->left, true);
	fact = state_fact(state, name);
	if (fact >= 0)
		return (fact != negated) == holds;
	if (holds != negated && equal &&
	    is_other_constant(w->u, state, t->left, t->right))
		return false;
	state_learn(state, name, holds != negated);
	return true;
}

/*
 * Can the condition be asked for again?  Told by the last name of its left side,
 * which is the most particular one.
 */
static bool is_asked_again(struct unit *u, const struct frame *frame,
			   size_t first, size_t last)
{
	const struct stream *s = &u->flow.stream;
	const struct graph *g = &frame->subject->graph;
	size_t i, name = NO_TOKEN;
	uint32_t n;

	for (i = first; i != NO_TOKEN && i <= last; i = after(s, i)) {
		if (is_one_of(s, i, comparisons))
			break;
		if (u->flow.words.word[i] != NO_WORD &&
		    !is(s, after(s, i), "("))
			name = i;
	}
	if (name == NO_TOKEN)
		return true;
	for (n = 0; frame->up && n < g->param_count; n++)
		if (g->params[n] == u->flow.words.word[name])
			return true;
	return times_asked(g, u->flow.words.word[name]) > 1;
}

static void go(struct walk_paths *w, const struct frame *frame,
	       const struct node *node, const struct state *before,
	       const struct test *t, bool holds)
{
	bool again = is_asked_again(w->u, frame, node->first, node->last);
	struct state state = *before;
	bool null;

	if (!decide(w, &state, t, holds))
		return;
	if (t->absent != NO_NAME && holds)
		drop_without_domain(w->u, &state, t->absent);
	/* What nobody asks for again only makes states differ. */
	if (!again) {
		memcpy(state.facts, before->facts, sizeof(state.facts));
		state.fact_count = before->fact_count;
	}
	if (t->left != NO_NAME) {
		settle(w->u, &state, t, holds);
		null = !t->op[0] ? !holds :
		       t->zero && (!strcmp(t->op, "==") ? holds :
				   !strcmp(t->op, "!=") && !holds);
		if (null)
			drop_without_domain(w->u, &state, t->left);
		if (!null && !t->op[0])
			hand_to_queue(w->u, &state, t->left);
	}
	walk_on(w, frame, node->next[!holds], &state);
}

void walk_test(struct walk_paths *w, const struct frame *frame,
	       const struct node *node, const struct state *state)
{
	struct test t;

	read_test(w, frame, state, node->first, node->last, &t);
	go(w, frame, node, state, &t, true);
	go(w, frame, node, state, &t, false);
}

void walk_case(struct walk_paths *w, const struct frame *frame,
	       const struct node *node, const struct state *state)
{
	const struct stream *s = &w->u->flow.stream;
	struct test t = { .op = "==" };
	size_t last = node->token;

	while (after(s, last) != NO_TOKEN && !is(s, after(s, last), ":"))
		last = after(s, last);
	t.left = side(w, frame, state, node->first, node->last);
	t.right = name_in(w->u, frame, state, node->token, last);
	t.zero = is_zero(s, node->token, last);
	go(w, frame, node, state, &t, true);
	go(w, frame, node, state, &t, false);
}

void walk_config(struct walk_paths *w, const struct frame *frame,
		 const struct node *node, const struct state *state)
{
	const struct stream *s = &w->u->flow.stream;
	struct buf text = { 0 };
	struct test t = { .left = NO_NAME };
	size_t i;

	/* Not of any frame: one configuration holds for all. */
	buf_printf(&text, "#");
	if (is(s, node->token, "ifdef") || is(s, node->token, "ifndef") ||
	    is(s, node->token, "elifdef") || is(s, node->token, "elifndef"))
		buf_printf(&text, "defined");
	for (i = node->first; i != NO_TOKEN && i <= node->last; i = after(s, i))
		if (!is(s, i, "(") && !is(s, i, ")"))
			buf_printf(&text, " %.*s", (int)s->tokens[i].len,
				   s->text + s->tokens[i].offset);
	t.left = name_of(&w->u->names, text.data, text.len);
	buf_free(&text);
	for (i = 0; i < 2; i++) {
		struct state next = *state;

		if (decide(w, &next, &t, (i == 0) != node->negated))
			walk_on(w, frame, node->next[i], &next);
	}
}

/* ---- values ---- */

bool is_error_code(const struct stream *s, size_t first, size_t last)
{
	size_t value = after(s, first);

	if (is(s, first, "PTR_ERR") && is(s, value, "(") &&
	    closing(s, value) == last)
		return true;
	return is(s, first, "-") && value == last &&
	       s->tokens[value].len > 1 &&
	       s->text[s->tokens[value].offset] == 'E';
}

static bool is_nonzero(const struct stream *s, size_t first, size_t last)
{
	return first == last && (is(s, first, "true") ||
				 s->tokens[first].kind == TOKEN_LITERAL);
}

void learn_value(struct walk_paths *w, const struct frame *frame,
		 const struct state *before, struct state *state, uint32_t var,
		 size_t op, size_t first, size_t last)
{
	const struct stream *s = &w->u->flow.stream;
	uint32_t value;
	int fact;

	if (is(s, op, "++")) {
		/* Counters begin at 0 and do not come round to it. */
		state_learn(state, var, true);
		return;
	}
	if (!is(s, op, "=") || first == NO_TOKEN)
		return;
	if (is_zero(s, first, last)) {
		state_learn(state, var, false);
	} else if (is_nonzero(s, first, last)) {
		state_learn(state, var, true);
	} else if (is_error_code(s, first, last)) {
		state_learn(state, var, true);
		state_learn(state, negative_name(w->u, var), true);
	} else if (is_known_call(w->u, first, last)) {
		learn_returned(w->u, state, var);
	} else {
		value = name_in(w->u, frame, before, first, last);
		fact = value == NO_NAME ? -1 : state_fact(before, value);
		if (fact >= 0)
			state_learn(state, var, fact);
	}
}
