// SPDX-License-Identifier: GPL-2.0-only
#include "check/graph.h"

#include <stdlib.h>

#include "check/events.h"
#include "check/unit.h"

/*
 * Built from the end: whoever is lowered knows where to go on, so that what
 * does nothing is just what follows it.
 */
struct builder {
	struct unit *u;
	const struct subject *subject;
	const struct stream *s;
	struct graph *g;
	uint32_t leave, again;	/* of break and continue */
	struct label {
		uint32_t word, node;
	} *labels;
	size_t label_count, label_room;
	struct choice {
		size_t first, last;	/* of the constant; NO_TOKEN: default */
		uint32_t node;
	} *cases;
	size_t case_count, case_room;
};

static uint32_t lower(struct builder *b, const struct statement *st,
		      uint32_t next);

static uint32_t add_node(struct builder *b, struct node node)
{
	struct graph *g = b->g;

	grow(g->nodes, g->count, g->room);
	g->nodes[g->count] = node;
	return g->count++;
}

static uint32_t add_pass(struct builder *b, size_t token, uint32_t next)
{
	return add_node(b, (struct node){
		.kind = NODE_PASS, .token = token, .next = { next, next },
	});
}

static void fail(struct builder *b, size_t token, const char *why)
{
	if (b->g->trouble == NO_TOKEN) {
		b->g->trouble = token;
		b->g->trouble_why = why;
	}
}

/* ---- expressions ---- */

static uint32_t lower_condition(struct builder *b, size_t first, size_t last,
				uint32_t yes, uint32_t no);

static uint32_t lower_events(struct builder *b, size_t first, size_t last,
			     uint32_t next)
{
	struct events events = { 0 };
	size_t i;

	if (first > last)
		return next;
	events_of(b->u, b->subject, first, last, &events);
	for (i = events.count; i--;) {
		struct node node = events.at[i].node;

		node.next[0] = node.next[1] = next;
		next = add_node(b, node);
	}
	events_free(&events);
	return next;
}

static bool has_events(struct builder *b, size_t first, size_t last)
{
	struct events events = { 0 };
	bool any;

	events_of(b->u, b->subject, first, last, &events);
	any = events.count > 0;
	events_free(&events);
	return any;
}

/* The : that belongs to the ? at token @i. */
static size_t colon_of(const struct stream *s, size_t i, size_t last)
{
	size_t depth = 0;

	for (i = after(s, i); i != NO_TOKEN && i <= last; i = after(s, i)) {
		if (is(s, i, "(") || is(s, i, "[") || is(s, i, "{"))
			i = closing(s, i);
		else if (is(s, i, "?"))
			depth++;
		else if (is(s, i, ":") && !depth--)
			return i;
		if (i == NO_TOKEN)
			break;
	}
	return NO_TOKEN;
}

/*
 * An expression for its effects.  Of a ? b : c, a && b and a || b at its top,
 * what may be left out is left out on some way.
 */
static uint32_t lower_expression(struct builder *b, size_t first, size_t last,
				 uint32_t next)
{
	const struct stream *s = b->s;
	size_t op, colon, assign;
	uint32_t yes, no;

	if (first == NO_TOKEN || last == NO_TOKEN || first > last ||
	    !has_events(b, first, last))
		return next;
	op = find_operator(s, first, last, WORDS("?"));
	if (op != NO_TOKEN && op > first && op < last) {
		colon = colon_of(s, op, last);
		if (colon != NO_TOKEN && colon < last) {
			/* x = a ? b : c sets x in the end. */
			assign = find_operator(s, first, op, WORDS("="));
			if (assign != NO_TOKEN)
				next = lower_events(b, first, assign, next);
			yes = lower_expression(b, after(s, op),
					       before(s, colon), next);
			no = lower_expression(b, after(s, colon), last, next);
			return lower_condition(b, assign == NO_TOKEN ? first :
					       after(s, assign),
					       before(s, op), yes, no);
		}
	}
	op = find_operator(s, first, last, WORDS("||"));
	if (op != NO_TOKEN && op > first && op < last)
		return lower_condition(b, first, before(s, op), next,
				       lower_expression(b, after(s, op), last,
							next));
	op = find_operator(s, first, last, WORDS("&&"));
	if (op != NO_TOKEN && op > first && op < last)
		return lower_condition(b, first, before(s, op),
				       lower_expression(b, after(s, op), last,
							next), next);
	return lower_events(b, first, last, next);
}

/* ---- conditions ---- */

/* 1, 0, or -1 when it is no constant. */
static int constant(const struct stream *s, size_t first, size_t last)
{
	if (first != last)
		return -1;
	if (is(s, first, "1") || is(s, first, "true"))
		return 1;
	return is(s, first, "0") || is(s, first, "false") ? 0 : -1;
}

static uint32_t lower_test(struct builder *b, size_t first, size_t last,
			   uint32_t yes, uint32_t no)
{
	uint32_t test = yes;

	if (yes != no)
		test = add_node(b, (struct node){
			.kind = NODE_TEST, .token = first, .first = first,
			.last = last, .next = { yes, no },
		});
	return lower_events(b, first, last, test);
}

static uint32_t lower_condition(struct builder *b, size_t first, size_t last,
				uint32_t yes, uint32_t no)
{
	const struct stream *s = b->s;
	size_t op;

	if (first == NO_TOKEN || last == NO_TOKEN || first > last)
		return yes;
	while (strip_condition(s, &first, &last))
		;
	if (constant(s, first, last) >= 0)
		return constant(s, first, last) ? yes : no;
	if (find_operator(s, first, last, WORDS(",", "?", "=")) == NO_TOKEN) {
		op = find_operator(s, first, last, WORDS("||"));
		if (op != NO_TOKEN && op > first && op < last) {
			no = lower_condition(b, after(s, op), last, yes, no);
			return lower_condition(b, first, before(s, op), yes,
					       no);
		}
		op = find_operator(s, first, last, WORDS("&&"));
		if (op != NO_TOKEN && op > first && op < last) {
			yes = lower_condition(b, after(s, op), last, yes, no);
			return lower_condition(b, first, before(s, op), yes,
					       no);
		}
		if (is(s, first, "!") && first < last &&
		    find_operator(s, first, last, WORDS("==", "!=")) == NO_TOKEN)
			return lower_condition(b, after(s, first), last, no,
					       yes);
	}
	return lower_test(b, first, last, yes, no);
}

/* ---- the arms of #if ---- */

/* A statement of a block, or a line that begins, divides or ends arms. */
struct item {
	const struct statement *st;	/* NULL: a directive */
	size_t token;			/* the word behind the # */
};

struct items {
	struct item *at;
	size_t count, room;
};

static void add_item(struct items *items, const struct statement *st,
		     size_t token)
{
	grow(items->at, items->count, items->room);
	items->at[items->count++] = (struct item){ st, token };
}

static bool opens_arm(const struct stream *s, size_t word)
{
	return is(s, word, "if") || is(s, word, "ifdef") ||
	       is(s, word, "ifndef");
}

static bool divides_arms(const struct stream *s, size_t word)
{
	return is(s, word, "else") || is(s, word, "elif") ||
	       is(s, word, "elifdef") || is(s, word, "elifndef");
}

static void add_directives(struct builder *b, struct items *items, size_t from,
			   size_t to)
{
	const struct stream *s = b->s;
	size_t i, word;

	for (i = from; i < to; i++) {
		if (!s->tokens[i].directive || !s->tokens[i].first)
			continue;
		word = after(s, i);
		if (opens_arm(s, word) || divides_arms(s, word) ||
		    is(s, word, "endif"))
			add_item(items, NULL, word);
		else if (is(s, word, "include"))
			fail(b, i, "it includes another file");
	}
}

static uint32_t lower_items(struct builder *b, const struct items *items,
			    size_t from, size_t to, uint32_t next);

/* The condition of the arm that the directive at @word begins. */
static uint32_t lower_config(struct builder *b, size_t word, uint32_t yes,
			     uint32_t no)
{
	const struct stream *s = b->s;
	size_t first = after(s, word), last = first, i;

	if (yes == no)
		return yes;
	for (i = first; i != NO_TOKEN; i = after(s, i))
		last = i;
	if (first != NO_TOKEN && constant(s, first, last) >= 0 &&
	    (is(s, word, "if") || is(s, word, "elif")))
		return constant(s, first, last) ? yes : no;
	return add_node(b, (struct node){
		.kind = NODE_CONFIG, .token = word, .first = first,
		.last = last,
		.negated = is(s, word, "ifndef") || is(s, word, "elifndef"),
		.next = { yes, no },
	});
}

/* Items [from, to): from #if up to the #endif that belongs to it. */
static uint32_t lower_arms(struct builder *b, const struct items *items,
			   size_t from, size_t to, uint32_t next)
{
	size_t depth = 0, i, end = to - 1;
	uint32_t rest = next;

	/* From the last arm to the first; the one with else needs no test. */
	for (i = to - 1; i-- > from;) {
		const struct item *item = &items->at[i];

		if (item->st)
			continue;
		if (is(b->s, item->token, "endif"))
			depth++;
		else if (depth && opens_arm(b->s, item->token))
			depth--;
		else if (!depth) {
			uint32_t arm = lower_items(b, items, i + 1, end, next);

			rest = is(b->s, item->token, "else") ? arm :
			       lower_config(b, item->token, arm, rest);
			end = i;
		}
	}
	return rest;
}

/* Where the #if behind item @to - 1, an #endif, begins. */
static size_t group_start(struct builder *b, const struct items *items,
			  size_t from, size_t to)
{
	size_t depth = 0;

	while (to-- > from) {
		if (items->at[to].st)
			continue;
		if (is(b->s, items->at[to].token, "endif"))
			depth++;
		else if (opens_arm(b->s, items->at[to].token) && !--depth)
			return to;
	}
	return from;
}

static uint32_t lower_items(struct builder *b, const struct items *items,
			    size_t from, size_t to, uint32_t next)
{
	while (to > from) {
		const struct item *item = &items->at[to - 1];
		size_t start = to - 1;

		if (item->st) {
			next = lower(b, item->st, next);
		} else if (is(b->s, item->token, "endif")) {
			start = group_start(b, items, from, to);
			next = lower_arms(b, items, start, to, next);
		}
		to = start;
	}
	return next;
}

static uint32_t lower_block(struct builder *b, const struct statement *block,
			    uint32_t next)
{
	struct items items = { 0 };
	const struct statement *st;
	size_t at = block->first + 1;

	for (st = block->child; st; st = st->next) {
		add_directives(b, &items, at, st->first);
		add_item(&items, st, st->first);
		at = st->last + 1;
	}
	add_directives(b, &items, at, block->last);
	next = lower_items(b, &items, 0, items.count, next);
	free(items.at);
	return next;
}

/* ---- statements ---- */

static uint32_t label_node(struct builder *b, size_t token)
{
	uint32_t word = b->u->flow.words.word[token], node;
	size_t i;

	for (i = 0; i < b->label_count; i++)
		if (b->labels[i].word == word)
			return b->labels[i].node;
	node = add_pass(b, token, NO_NODE);
	grow(b->labels, b->label_count, b->label_room);
	b->labels[b->label_count++] = (struct label){ word, node };
	return node;
}

static uint32_t lower_jump(struct builder *b, const struct statement *st,
			   uint32_t to)
{
	return add_node(b, (struct node){
		.kind = NODE_JUMP, .token = st->first, .first = st->first,
		.last = st->last, .next = { to, to },
	});
}

static uint32_t lower_goto(struct builder *b, const struct statement *st)
{
	size_t label = after(b->s, st->first);

	if (label == NO_TOKEN ||
	    b->u->flow.words.word[label] == NO_WORD) {
		fail(b, st->first, "a goto goes where a pointer says");
		return add_pass(b, st->first, NO_NODE);
	}
	return lower_jump(b, st, label_node(b, label));
}

static uint32_t lower_return(struct builder *b, const struct statement *st)
{
	uint32_t node = add_node(b, (struct node){
		.kind = NODE_EXIT, .token = st->first,
		.first = after(b->s, st->first), .last = before(b->s, st->last),
		.next = { NO_NODE, NO_NODE },
	});
	size_t first = after(b->s, st->first);

	return first == st->last ? node :
	       lower_expression(b, first, before(b->s, st->last), node);
}

/* The two ; of a for, or false. */
static bool for_parts(const struct stream *s, const struct statement *st,
		      size_t *one, size_t *two)
{
	*one = find_operator(s, after(s, st->open), st->close, WORDS(";"));
	if (*one == NO_TOKEN)
		return false;
	*two = find_operator(s, after(s, *one), st->close, WORDS(";"));
	return *two != NO_TOKEN;
}

/* The way into a body, given where its end leads to. */
static uint32_t lower_body(struct builder *b, const struct statement *st,
			   uint32_t leave, uint32_t again)
{
	uint32_t old_leave = b->leave, old_again = b->again, entry;

	b->leave = leave;
	b->again = again;
	entry = st->child ? lower(b, st->child, again) : again;
	b->leave = old_leave;
	b->again = old_again;
	return entry;
}

static uint32_t lower_loop(struct builder *b, const struct statement *st,
			   uint32_t next)
{
	const struct stream *s = b->s;
	size_t first = after(s, st->open), last = before(s, st->close);
	uint32_t head = add_pass(b, st->first, NO_NODE), body, again = head;
	uint32_t entry = NO_NODE, start = head;
	size_t one, two;

	switch (st->loop) {
	case LOOP_FOR:
		if (!for_parts(s, st, &one, &two)) {
			fail(b, st->first, "a for without two semicolons");
			return next;
		}
		if (after(s, two) != st->close)
			again = lower_expression(b, after(s, two), last, head);
		body = lower_body(b, st, next, again);
		entry = after(s, one) == two ? body :
			lower_condition(b, after(s, one), before(s, two), body,
					next);
		if (first != one)
			start = lower_expression(b, first, before(s, one),
						 head);
		break;
	case LOOP_WHILE:
		body = lower_body(b, st, next, head);
		entry = lower_condition(b, first, last, body, next);
		break;
	case LOOP_DO:
		body = lower_body(b, st, next, head);
		entry = lower_condition(b, first, last, body, next);
		/* The first round asks for nothing. */
		b->g->nodes[head].next[0] = entry;
		return body;
	case LOOP_ITERATOR:
		body = lower_body(b, st, next, head);
		body = add_node(b, (struct node){
			.kind = NODE_ROUND, .token = st->first,
			.first = st->open, .last = st->close,
			.next = { body, body },
		});
		entry = add_node(b, (struct node){
			.kind = NODE_CHOICE, .token = st->first,
			.first = st->open, .last = st->close,
			.next = { body, next },
		});
		break;
	}
	/* Not before: the nodes move while they become more. */
	b->g->nodes[head].next[0] = entry;
	return start;
}

/* switch: one test after the other, whatever the order of the cases. */
static uint32_t lower_switch(struct builder *b, const struct statement *st,
			     uint32_t next)
{
	size_t from = b->case_count, i;
	size_t first = after(b->s, st->open), last = before(b->s, st->close);
	uint32_t old_leave = b->leave, rest = next;

	b->leave = next;
	if (st->child)
		lower(b, st->child, next);
	b->leave = old_leave;
	for (i = from; i < b->case_count; i++)
		if (b->cases[i].first == NO_TOKEN)
			rest = b->cases[i].node;
	for (i = from; i < b->case_count; i++) {
		if (b->cases[i].first == NO_TOKEN ||
		    b->cases[i].node == rest)
			continue;
		rest = add_node(b, (struct node){
			.kind = NODE_CASE, .token = b->cases[i].first,
			.first = first, .last = last,
			.next = { b->cases[i].node, rest },
		});
	}
	b->case_count = from;
	return lower_expression(b, first, last, rest);
}

static uint32_t lower_label(struct builder *b, const struct statement *st,
			    uint32_t next)
{
	bool is_case = is(b->s, st->first, "case"), is_default;
	uint32_t node;

	is_default = !is_case && is(b->s, st->first, "default");
	if (!is_case && !is_default) {
		node = label_node(b, st->first);
		b->g->nodes[node].next[0] = b->g->nodes[node].next[1] = next;
		return node;
	}
	grow(b->cases, b->case_count, b->case_room);
	b->cases[b->case_count++] = (struct choice){
		is_case ? after(b->s, st->first) : NO_TOKEN,
		before(b->s, st->last), next,
	};
	return next;
}

static uint32_t lower(struct builder *b, const struct statement *st,
		      uint32_t next)
{
	const struct stream *s = b->s;
	uint32_t yes, no;

	switch (st->kind) {
	case STATEMENT_SIMPLE:
		return lower_expression(b, st->first, st->last, next);
	case STATEMENT_BLOCK:
		return lower_block(b, st, next);
	case STATEMENT_IF:
		yes = st->child ? lower(b, st->child, next) : next;
		no = st->other ? lower(b, st->other, next) : next;
		return lower_condition(b, after(s, st->open),
				       before(s, st->close), yes, no);
	case STATEMENT_LOOP:
		return lower_loop(b, st, next);
	case STATEMENT_SWITCH:
		return lower_switch(b, st, next);
	case STATEMENT_LABEL:
		return lower_label(b, st, next);
	case STATEMENT_GOTO:
		return lower_goto(b, st);
	case STATEMENT_RETURN:
		return lower_return(b, st);
	case STATEMENT_BREAK:
		return lower_jump(b, st, b->leave);
	case STATEMENT_CONTINUE:
		return lower_jump(b, st, b->again);
	}
	return next;
}

/* ---- the function ---- */

void graph_parameters(struct unit *u, struct subject *subject)
{
	const struct stream *s = &u->flow.stream;
	struct graph *g = &subject->graph;
	size_t open = after(s, subject->f->name), first, last, i, name;
	unsigned int n;

	if (!is(s, open, "("))
		return;
	for (n = 0; call_argument(s, open, n, &first, &last); n++) {
		name = NO_TOKEN;
		for (i = first; i != NO_TOKEN && i <= last; i = after(s, i)) {
			if (is(s, i, "[") || is(s, i, "("))
				break;
			if (s->tokens[i].kind == TOKEN_IDENTIFIER)
				name = i;
		}
		grow(g->params, g->param_count, g->param_room);
		g->params[g->param_count++] = name == NO_TOKEN ? NO_WORD :
			u->flow.words.word[name];
	}
}

/* A macro of the file that hides what check would have to see. */
static void find_hidden(struct builder *b)
{
	const struct function *f = b->subject->f;
	size_t i, k;

	for (i = f->open; i <= f->close; i++) {
		const struct function *d;

		if (!is_code(b->s, i) || !(d = definition_of(&b->u->flow, i)))
			continue;
		for (; d; d = d->same) {
			for (k = d->open; d->macro && k <= d->close; k++) {
				const struct site *site =
					site_of(&b->u->flow, k);

				if (site && site->kind == SITE_MACRO &&
				    (site->api->op == OP_FINISH ||
				     site->api->form == FORM_FAST ||
				     site->api->form == FORM_ASYNC))
					fail(b, i, "a macro hides calls that defer or flush");
			}
		}
	}
}

/* ---- words that conditions ask for ---- */

static void count_word(struct graph *g, uint32_t word)
{
	uint32_t i;

	for (i = 0; i < g->asked_count; i++)
		if (g->asked[i].word == word) {
			g->asked[i].count++;
			return;
		}
	if (g->asked_count >= MAX_ASKED)
		return;
	grow(g->asked, g->asked_count, g->asked_room);
	g->asked[g->asked_count++] = (struct asked){ word, 1 };
}

static void count_words(struct unit *u, struct graph *g, size_t first,
			size_t last)
{
	const struct stream *s = &u->flow.stream;
	size_t i;

	for (i = first; i != NO_TOKEN && i <= last; i = after(s, i))
		if (u->flow.words.word[i] != NO_WORD &&
		    !is(s, after(s, i), "("))
			count_word(g, u->flow.words.word[i]);
}

uint32_t times_asked(const struct graph *g, uint32_t word)
{
	uint32_t i;

	for (i = 0; i < g->asked_count; i++)
		if (g->asked[i].word == word)
			return g->asked[i].count;
	return g->asked_count >= MAX_ASKED ? 2 : 0;
}

/* A helper may ask for what it is given. */
static void count_arguments_of(struct unit *u, struct graph *g,
			       const struct node *node)
{
	const struct stream *s = &u->flow.stream;
	struct subject *callee = callee_of(u, node->token);
	size_t a, b;
	uint32_t n;

	for (n = 0; n < callee->graph.param_count &&
		    call_argument(s, node->first, n, &a, &b); n++)
		if (callee->graph.params[n] != NO_WORD &&
		    times_asked(&callee->graph, callee->graph.params[n]))
			count_words(u, g, a, b);
}

static void count_asked(struct unit *u, struct graph *g)
{
	uint32_t i;

	for (i = 0; i < g->count; i++) {
		const struct node *node = &g->nodes[i];

		if (node->kind == NODE_TEST || node->kind == NODE_CASE ||
		    node->kind == NODE_ASSIGN)
			count_words(u, g, node->first, node->last);
		else if (node->kind == NODE_CALL)
			count_arguments_of(u, g, node);
	}
}

void graph_build(struct unit *u, struct subject *subject)
{
	struct builder b = {
		.u = u, .subject = subject, .s = &u->flow.stream,
		.g = &subject->graph, .leave = NO_NODE, .again = NO_NODE,
	};
	uint32_t end;
	size_t i;

	subject->built = true;
	subject->graph.trouble = NO_TOKEN;
	find_hidden(&b);
	if (!subject->f->body) {
		fail(&b, subject->f->trouble == NO_TOKEN ? subject->f->name :
		     subject->f->trouble,
		     "its tokens do not make statements here");
		return;
	}
	end = add_node(&b, (struct node){
		.kind = NODE_EXIT, .token = subject->f->close,
		.first = NO_TOKEN, .last = NO_TOKEN,
		.next = { NO_NODE, NO_NODE },
	});
	subject->graph.entry = lower(&b, subject->f->body, end);
	for (i = 0; i < b.label_count; i++)
		if (subject->graph.nodes[b.labels[i].node].next[0] == NO_NODE)
			fail(&b, subject->graph.nodes[b.labels[i].node].token,
			     "a goto has no label");
	count_asked(u, &subject->graph);
	free(b.labels);
	free(b.cases);
}

void graph_free(struct graph *graph)
{
	free(graph->nodes);
	free(graph->params);
	free(graph->asked);
}
