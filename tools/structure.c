// SPDX-License-Identifier: GPL-2.0-only
#include "structure.h"

#include <stdlib.h>

#include "util.h"

struct parser {
	const struct stream *stream;
	size_t at;		/* the next token to take; NO_TOKEN at the end */
	size_t trouble;		/* where it went wrong, or NO_TOKEN */
	int depth;		/* nesting, bounded against hostile input */
};

/* Deeper than any code, and far from the end of the stack. */
#define MAX_DEPTH 200

static struct statement *parse_statement(struct parser *p,
					 struct statement *parent);

static bool at(const struct parser *p, const char *word)
{
	return is(p->stream, p->at, word);
}

static void take(struct parser *p)
{
	p->at = after(p->stream, p->at);
}

static void fail(struct parser *p, size_t where)
{
	if (p->trouble == NO_TOKEN)
		p->trouble = where;
	p->at = NO_TOKEN;
}

/* Take a bracketed group; its brackets are noted in the statement. */
static void take_group(struct parser *p, struct statement *st)
{
	st->open = p->at;
	st->close = at(p, "(") ? closing(p->stream, p->at) : NO_TOKEN;
	if (st->close == NO_TOKEN) {
		fail(p, st->first);
		return;
	}
	p->at = after(p->stream, st->close);
}

/* Up to the ; that ends an expression or a declaration. */
static void take_simple(struct parser *p, struct statement *st)
{
	while (p->at != NO_TOKEN && !at(p, ";")) {
		if (at(p, "(") || at(p, "[") || at(p, "{")) {
			size_t close = closing(p->stream, p->at);

			if (close == NO_TOKEN) {
				fail(p, p->at);
				return;
			}
			p->at = close;
		} else if (at(p, "}") || at(p, ")") || at(p, "]")) {
			fail(p, p->at);
			return;
		}
		take(p);
	}
	if (p->at == NO_TOKEN) {
		fail(p, st->first);
		return;
	}
	st->last = p->at;
	take(p);
}

/* name(...) without a ; behind it, but with a statement: an iterator macro. */
static bool at_iterator(const struct parser *p)
{
	const struct stream *s = p->stream;
	size_t open, close, next;

	if (s->tokens[p->at].kind != TOKEN_IDENTIFIER)
		return false;
	open = after(s, p->at);
	if (!is(s, open, "("))
		return false;
	close = closing(s, open);
	if (close == NO_TOKEN)
		return false;
	next = after(s, close);
	if (next == NO_TOKEN || is(s, next, "}"))
		return false;
	return is(s, next, "{") || s->tokens[next].kind == TOKEN_IDENTIFIER ||
	       is(s, next, "if") || is(s, next, "for") ||
	       is(s, next, "while") || is(s, next, "do") ||
	       is(s, next, "switch") || is(s, next, "return") ||
	       is(s, next, "goto") || is(s, next, "break") ||
	       is(s, next, "continue");
}

static bool at_label(const struct parser *p)
{
	const struct stream *s = p->stream;

	return s->tokens[p->at].kind == TOKEN_IDENTIFIER &&
	       is(s, after(s, p->at), ":");
}

static void parse_block(struct parser *p, struct statement *st)
{
	struct statement **tail = &st->child;

	take(p);
	while (p->at != NO_TOKEN && !at(p, "}")) {
		*tail = parse_statement(p, st);
		if (!*tail)
			return;
		tail = &(*tail)->next;
	}
	if (p->at == NO_TOKEN) {
		fail(p, st->first);
		return;
	}
	st->last = p->at;
	take(p);
}

static void parse_child(struct parser *p, struct statement *st,
			struct statement **child)
{
	if (p->at == NO_TOKEN) {
		fail(p, st->first);
		return;
	}
	*child = parse_statement(p, st);
	if (*child)
		st->last = (*child)->last;
}

static void parse_if(struct parser *p, struct statement *st)
{
	take(p);
	take_group(p, st);
	parse_child(p, st, &st->child);
	if (p->at != NO_TOKEN && at(p, "else")) {
		take(p);
		parse_child(p, st, &st->other);
	}
}

static void parse_do(struct parser *p, struct statement *st)
{
	take(p);
	parse_child(p, st, &st->child);
	if (p->at == NO_TOKEN || !at(p, "while")) {
		fail(p, st->first);
		return;
	}
	take(p);
	take_group(p, st);
	if (p->at == NO_TOKEN || !at(p, ";")) {
		fail(p, st->first);
		return;
	}
	st->last = p->at;
	take(p);
}

static void parse_headed(struct parser *p, struct statement *st)
{
	take(p);
	take_group(p, st);
	parse_child(p, st, &st->child);
}

static void parse_label(struct parser *p, struct statement *st)
{
	/* case A ? B : C: does not occur; case A ... B: does. */
	while (p->at != NO_TOKEN && !at(p, ":"))
		take(p);
	if (p->at == NO_TOKEN) {
		fail(p, st->first);
		return;
	}
	st->last = p->at;
	take(p);
}

/* Is token @i inside an #if that opened behind token @from? */
static bool in_arm(const struct stream *s, size_t from, size_t i)
{
	int depth = 0;
	size_t k;

	for (k = from; k < i; k++) {
		size_t word;

		if (!s->tokens[k].directive || !s->tokens[k].first)
			continue;
		word = after(s, k);
		if (is(s, word, "if") || is(s, word, "ifdef") ||
		    is(s, word, "ifndef"))
			depth++;
		else if (is(s, word, "endif"))
			depth--;
	}
	return depth > 0;
}

static void parse_kind(struct parser *p, struct statement *st)
{
	static const struct {
		const char *word;
		enum statement_kind kind;
		enum loop_kind loop;
		void (*parse)(struct parser *p, struct statement *st);
	} rules[] = {
		{ "{", STATEMENT_BLOCK, 0, parse_block },
		{ "if", STATEMENT_IF, 0, parse_if },
		{ "for", STATEMENT_LOOP, LOOP_FOR, parse_headed },
		{ "while", STATEMENT_LOOP, LOOP_WHILE, parse_headed },
		{ "do", STATEMENT_LOOP, LOOP_DO, parse_do },
		{ "switch", STATEMENT_SWITCH, 0, parse_headed },
		{ "case", STATEMENT_LABEL, 0, parse_label },
		{ "default", STATEMENT_LABEL, 0, parse_label },
		{ "goto", STATEMENT_GOTO, 0, take_simple },
		{ "return", STATEMENT_RETURN, 0, take_simple },
		{ "break", STATEMENT_BREAK, 0, take_simple },
		{ "continue", STATEMENT_CONTINUE, 0, take_simple },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		if (!at(p, rules[i].word))
			continue;
		st->kind = rules[i].kind;
		st->loop = rules[i].loop;
		rules[i].parse(p, st);
		return;
	}
	if (at_label(p)) {
		st->kind = STATEMENT_LABEL;
		parse_label(p, st);
	} else if (at_iterator(p)) {
		st->kind = STATEMENT_LOOP;
		st->loop = LOOP_ITERATOR;
		parse_headed(p, st);
	} else {
		take_simple(p, st);
	}
}

static struct statement *parse_statement(struct parser *p,
					 struct statement *parent)
{
	struct statement *st;

	if (p->depth >= MAX_DEPTH) {
		fail(p, p->at);
		return NULL;
	}
	st = xcalloc(1, sizeof(*st));
	st->parent = parent;
	st->first = st->last = p->at;
	st->open = st->close = NO_TOKEN;
	p->depth++;
	parse_kind(p, st);
	p->depth--;
	return st;
}

/* An #if arm that splits a statement shows as brackets that do not match. */
static bool arms_are_balanced(const struct stream *s, size_t from, size_t to,
			      size_t *trouble)
{
	int depths[64], depth = 0;
	size_t level = 0, i;

	for (i = from; i <= to; i++) {
		const struct token *t = &s->tokens[i];
		size_t word;

		if (t->directive && t->first) {
			word = after(s, i);
			if (is(s, word, "if") || is(s, word, "ifdef") ||
			    is(s, word, "ifndef")) {
				if (level == ARRAY_SIZE(depths))
					goto bad;
				depths[level++] = depth;
			} else if (level && (is(s, word, "else") ||
					     is(s, word, "elif") ||
					     is(s, word, "endif"))) {
				if (depths[level - 1] != depth)
					goto bad;
				if (is(s, word, "endif"))
					level--;
			}
			continue;
		}
		if (t->directive || t->inactive || t->kind == TOKEN_COMMENT)
			continue;
		if (is(s, i, "{") || is(s, i, "("))
			depth++;
		else if (is(s, i, "}") || is(s, i, ")"))
			depth--;
	}
	return true;
bad:
	*trouble = i;
	return false;
}

static void mark_conditional(const struct stream *s, struct statement *body)
{
	struct statement *st;

	for (st = body; st; st = next_statement(st, body))
		st->conditional = in_arm(s, body->first, st->first);
}

struct statement *parse_body(const struct stream *s, size_t open,
			     size_t *trouble)
{
	struct parser p = { .stream = s, .at = open, .trouble = NO_TOKEN };
	struct statement *body;

	body = parse_statement(&p, NULL);
	if (p.trouble == NO_TOKEN &&
	    arms_are_balanced(s, body->first, body->last, &p.trouble)) {
		mark_conditional(s, body);
		return body;
	}
	*trouble = p.trouble;
	free_statement(body);
	return NULL;
}

void free_statement(struct statement *st)
{
	while (st) {
		struct statement *next = st->next;

		free_statement(st->child);
		free_statement(st->other);
		free(st);
		st = next;
	}
}

struct statement *statement_at(struct statement *body, size_t i)
{
	struct statement *st, *found = NULL;

	for (st = body; st; st = next_statement(st, body))
		if (st->first <= i && i <= st->last)
			found = st;
	return found;
}

bool is_inside(const struct statement *st, const struct statement *outer)
{
	for (; st; st = st->parent)
		if (st == outer)
			return true;
	return false;
}

const struct statement *break_target(const struct statement *st)
{
	for (st = st->parent; st; st = st->parent)
		if (st->kind == STATEMENT_LOOP || st->kind == STATEMENT_SWITCH)
			return st;
	return NULL;
}

const struct statement *continue_target(const struct statement *st)
{
	for (st = st->parent; st; st = st->parent)
		if (st->kind == STATEMENT_LOOP)
			return st;
	return NULL;
}

struct statement *next_statement(const struct statement *st,
				 const struct statement *top)
{
	if (st->child)
		return st->child;
	if (st->other)
		return st->other;
	while (st != top) {
		const struct statement *up = st->parent;

		if (st->next)
			return st->next;
		/* From an if's first branch to its second. */
		if (up && up->other && up->other != st && up->child == st)
			return up->other;
		if (!up)
			break;
		st = up;
	}
	return NULL;
}
