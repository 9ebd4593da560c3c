// SPDX-License-Identifier: GPL-2.0-only
#include "flow/structure.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

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

/* Take the token that ends the statement. */
static void take_end(struct parser *p, struct statement *st)
{
	if (p->at == NO_TOKEN) {
		fail(p, st->first);
		return;
	}
	st->last = p->at;
	take(p);
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
	take_end(p, st);
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
	struct statement **tail = &st->child, *prev = NULL;

	take(p);
	while (p->at != NO_TOKEN && !at(p, "}")) {
		*tail = parse_statement(p, st);
		if (!*tail)
			return;
		(*tail)->prev = prev;
		prev = *tail;
		tail = &(*tail)->next;
	}
	take_end(p, st);
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
	take_end(p, st);
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

/* What the tokens of a body have to do with its statements. */
enum mark {
	MARK_BOUNDARY = 1,	/* a statement of a block, or the block's end */
	MARK_JUMP = 2,		/* a statement that is a jump */
};

static void mark_statements(const struct statement *body, uint8_t *marks)
{
	const struct statement *st;

	for (st = body; st; st = next_statement(st, body)) {
		uint8_t *first = &marks[st->first - body->first];

		if (st->parent && st->parent->kind == STATEMENT_BLOCK)
			*first |= MARK_BOUNDARY;
		if (st->kind == STATEMENT_BLOCK)
			marks[st->last - body->first] |= MARK_BOUNDARY;
		if (st->kind >= STATEMENT_GOTO)
			*first |= MARK_JUMP;
	}
}

static bool is_jump(const struct stream *s, size_t i)
{
	return is(s, i, "goto") || is(s, i, "return") || is(s, i, "break") ||
	       is(s, i, "continue");
}

/* Spellings that would be read as something else here. */
static bool is_disguised(const struct stream *s, size_t i)
{
	const struct token *t = &s->tokens[i];

	return is(s, i, "<%") || is(s, i, "%>") || is(s, i, "<:") ||
	       is(s, i, ":>") || is(s, i, "__label__") ||
	       (t->kind != TOKEN_LITERAL &&
		memchr(s->text + t->offset, '\\', t->len));
}

/* Braces and parentheses at the beginning of each open #if. */
struct arms {
	int depths[64];
	size_t level;
	int depth;
};

static bool step_directive(const struct stream *s, struct arms *arms, size_t i)
{
	size_t word = after(s, i);

	if (is(s, word, "if") || is(s, word, "ifdef") || is(s, word, "ifndef")) {
		if (arms->level == ARRAY_SIZE(arms->depths))
			return false;
		arms->depths[arms->level++] = arms->depth;
	} else if (is(s, word, "else") || is(s, word, "elif") ||
		   is(s, word, "elifdef") || is(s, word, "elifndef") ||
		   is(s, word, "endif")) {
		if (!arms->level ||
		    arms->depths[arms->level - 1] != arms->depth)
			return false;
		arms->level -= is(s, word, "endif");
	}
	return true;
}

static bool step_bracket(const struct stream *s, struct arms *arms, size_t i)
{
	if (is(s, i, "{") || is(s, i, "(") || is(s, i, "["))
		arms->depth++;
	else if (is(s, i, "}") || is(s, i, ")") || is(s, i, "]"))
		arms->depth--;
	return !arms->level || arms->depth >= arms->depths[arms->level - 1];
}

/*
 * Do the statements hold, whatever the configuration?  Each #if arm has to be
 * whole statements of a block; every jump has to be a statement, not part of an
 * expression or of assembly.  Notes which statements are conditional.
 */
static bool check_body(const struct stream *s, struct statement *body,
		       size_t *trouble)
{
	uint8_t *marks = xcalloc(body->last - body->first + 1, 1);
	struct statement *st = body;
	struct arms arms = { .level = 0 };
	bool directive = false, ok = true;
	size_t i;

	mark_statements(body, marks);
	for (i = body->first; i <= body->last && ok; i++) {
		const struct token *t = &s->tokens[i];
		uint8_t mark = marks[i - body->first];

		*trouble = i;
		for (; st && st->first <= i; st = next_statement(st, body))
			st->conditional = arms.level > 0;
		if (t->directive) {
			directive = true;
			ok = !t->first || step_directive(s, &arms, i);
			continue;
		}
		if (t->inactive || t->kind == TOKEN_COMMENT)
			continue;
		ok = (!directive || mark & MARK_BOUNDARY) &&
		     (!is_jump(s, i) || mark & MARK_JUMP) &&
		     !is_disguised(s, i) && step_bracket(s, &arms, i);
		directive = false;
	}
	free(marks);
	return ok;
}

/* What statement_at() searches. */
static void list_statements(struct statement *body)
{
	struct statement *st;
	size_t room = 0;

	for (st = body; st; st = next_statement(st, body)) {
		grow(body->all, body->count, room);
		body->all[body->count++] = st;
	}
}

struct statement *parse_body(const struct stream *s, size_t open,
			     size_t *trouble)
{
	struct parser p = { .stream = s, .at = open, .trouble = NO_TOKEN };
	struct statement *body;

	body = parse_statement(&p, NULL);
	if (p.trouble == NO_TOKEN && check_body(s, body, &p.trouble)) {
		list_statements(body);
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
		free(st->all);
		free(st);
		st = next;
	}
}

struct statement *statement_at(const struct statement *body, size_t i)
{
	size_t low = 0, high = body->count;
	struct statement *st;

	/* The last one that begins at @i or before, or one around it. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (body->all[mid]->first <= i)
			low = mid + 1;
		else
			high = mid;
	}
	for (st = low ? body->all[low - 1] : NULL; st && i > st->last;)
		st = st->parent;
	return st;
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
