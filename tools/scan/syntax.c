// SPDX-License-Identifier: GPL-2.0-only
#include "scan/syntax.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

static bool next_to(const struct token *t, const struct token *from)
{
	if (t->kind == TOKEN_COMMENT || (t->inactive && !from->inactive))
		return false;
	return t->directive == from->directive;
}

size_t before(const struct stream *s, size_t i)
{
	const struct token *from = &s->tokens[i];

	while (i--) {
		/* A preprocessor line begins with its #. */
		if (from->directive && s->tokens[i + 1].first)
			break;
		if (next_to(&s->tokens[i], from))
			return i;
	}
	return NO_TOKEN;
}

size_t after(const struct stream *s, size_t i)
{
	const struct token *from = &s->tokens[i];

	while (++i < s->count) {
		if (from->directive && s->tokens[i].first)
			break;
		if (next_to(&s->tokens[i], from))
			return i;
	}
	return NO_TOKEN;
}

size_t closing(const struct stream *s, size_t i)
{
	int depth = 0;

	for (; i != NO_TOKEN; i = after(s, i)) {
		if (is(s, i, "(") || is(s, i, "[") || is(s, i, "{"))
			depth++;
		else if ((is(s, i, ")") || is(s, i, "]") || is(s, i, "}")) &&
			 !--depth)
			return i;
	}
	return NO_TOKEN;
}

size_t opening(const struct stream *s, size_t i)
{
	size_t depth = 0;

	for (; i != NO_TOKEN; i = before(s, i)) {
		if (is(s, i, ")") || is(s, i, "]") || is(s, i, "}"))
			depth++;
		else if ((is(s, i, "(") || is(s, i, "[") || is(s, i, "{")) &&
			 !--depth)
			return i;
	}
	return NO_TOKEN;
}

static bool is_type_keyword(const struct stream *s, size_t i)
{
	static const char *const words[] = {
		"void", "char", "short", "int", "long", "float", "double",
		"signed", "unsigned", "_Bool", "const", "volatile",
		"__signed__", "__volatile__", "__const", "restrict",
	};
	size_t w;

	for (w = 0; w < ARRAY_SIZE(words); w++)
		if (is(s, i, words[w]))
			return true;
	return false;
}

bool ends_type(const struct stream *s, size_t i)
{
	size_t prev;

	if (i == NO_TOKEN)
		return false;
	if (!is(s, i, "*"))
		return s->tokens[i].kind == TOKEN_IDENTIFIER ||
		       is_type_keyword(s, i);
	while (is(s, i, "*") || is(s, i, "const"))
		i = before(s, i);
	if (i == NO_TOKEN)
		return false;
	if (is_type_keyword(s, i))
		return true;
	/* "x * name" is a product unless x can only be a type. */
	if (s->tokens[i].kind != TOKEN_IDENTIFIER)
		return false;
	prev = before(s, i);
	return prev == NO_TOKEN || is(s, prev, ";") || is(s, prev, "{") ||
	       is(s, prev, "}") || is(s, prev, "struct") ||
	       is(s, prev, "union") || is(s, prev, "enum") ||
	       is(s, prev, "static") || is(s, prev, "extern") ||
	       is_type_keyword(s, prev);
}

/* Names in capitals are macros by custom; __VA_ARGS__ always is several. */
static bool may_be_several(const struct stream *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	bool letter = false;
	uint32_t k;

	if (t->kind != TOKEN_IDENTIFIER)
		return false;
	for (k = 0; k < t->len; k++) {
		char c = s->text[t->offset + k];

		if (c >= 'a' && c <= 'z')
			return false;
		letter |= c >= 'A' && c <= 'Z';
	}
	return letter;
}

struct arguments count_arguments(const struct stream *s, size_t open,
				 size_t close)
{
	struct arguments args = { 0 };
	int depth = 0;
	size_t i;

	for (i = open; i < close; i++)
		if (s->tokens[i].directive && !s->tokens[open].directive)
			args.conditional = true;
	for (i = after(s, open); i != NO_TOKEN && i < close; i = after(s, i)) {
		if (!args.count)
			args.count = 1;
		if (is(s, i, "(") || is(s, i, "[") || is(s, i, "{"))
			depth++;
		else if (is(s, i, ")") || is(s, i, "]") || is(s, i, "}"))
			depth--;
		else if (!depth && is(s, i, ","))
			args.count++;
		args.by_macro |= may_be_several(s, i);
	}
	return args;
}

/*
 * Each arm of an #if begins with the nesting before the #if, and what follows
 * the #endif with that at the end of the first live arm: arms that open or
 * close a brace do so all alike, or the file would not compile.
 */
struct fork {
	struct nesting begin, end;
	bool have_end;
};

void walk_begin(struct walk *w, const struct stream *s)
{
	*w = (struct walk){
		.stream = s,
		.now = {
			.function = NO_TOKEN, .candidate = NO_TOKEN,
			.older = NO_TOKEN, .last = NO_TOKEN,
		},
	};
}

void walk_end(struct walk *w)
{
	free(w->forks);
}

static void end_arm(struct walk *w, struct fork *fork, size_t hash)
{
	bool live = !hash || !w->stream->tokens[hash - 1].inactive;

	if (live && !fork->have_end) {
		fork->end = w->now;
		fork->have_end = true;
	}
}

static void walk_directive(struct walk *w, size_t hash)
{
	const struct stream *s = w->stream;
	size_t word = after(s, hash);
	struct fork *top;

	if (is(s, word, "if") || is(s, word, "ifdef") || is(s, word, "ifndef")) {
		grow(w->forks, w->depth, w->room);
		w->forks[w->depth++] = (struct fork){ .begin = w->now };
	} else if (!w->depth) {
		return;
	} else if (is(s, word, "else") || is(s, word, "elif") ||
		   is(s, word, "elifdef") || is(s, word, "elifndef")) {
		top = &w->forks[w->depth - 1];
		end_arm(w, top, hash);
		w->now = top->begin;
	} else if (is(s, word, "endif")) {
		top = &w->forks[--w->depth];
		end_arm(w, top, hash);
		if (top->have_end)
			w->now = top->end;
	}
}

/* A name before a ( at file scope: of a function, or only of an attribute? */
static void walk_candidate(struct walk *w, size_t name)
{
	const struct stream *s = w->stream;
	struct nesting *now = &w->now;

	if (now->candidate == NO_TOKEN ||
	    (ends_type(s, before(s, name)) &&
	     !ends_type(s, before(s, now->candidate))))
		now->candidate = name;
}

static void open_brace(struct walk *w)
{
	const struct stream *s = w->stream;
	struct nesting *now = &w->now;
	size_t last = now->last;

	/* extern "C" { nests nothing. */
	if (last != NO_TOKEN && s->tokens[last].kind == TOKEN_LITERAL &&
	    is(s, before(s, last), "extern"))
		return;
	if (!now->braces++)
		now->function = is(s, last, "=") ? NO_TOKEN :
				is(s, last, ";") ? now->older : now->candidate;
}

static void close_brace(struct walk *w, const struct token *t)
{
	struct nesting *now = &w->now;

	if (now->braces)
		now->braces--;
	/* In the first column it closes all, whatever macros hid before. */
	if (t->first && column_of(w->stream->text, t->offset) == 1)
		now->braces = now->parens = 0;
	if (!now->braces)
		now->function = now->candidate = now->older = NO_TOKEN;
}

void walk_step(struct walk *w, size_t i)
{
	const struct stream *s = w->stream;
	const struct token *t = &s->tokens[i];
	struct nesting *now = &w->now;

	if (t->directive) {
		if (t->first)
			walk_directive(w, i);
		return;
	}
	if (t->inactive || t->kind == TOKEN_COMMENT)
		return;
	if (t->kind == TOKEN_PUNCTUATION && t->len == 1) {
		switch (s->text[t->offset]) {
		case '{':
			open_brace(w);
			break;
		case '}':
			close_brace(w, t);
			break;
		case '(':
			if (!now->braces && !now->parens++ &&
			    now->last != NO_TOKEN &&
			    s->tokens[now->last].kind == TOKEN_IDENTIFIER)
				walk_candidate(w, now->last);
			else if (now->braces)
				now->parens++;
			break;
		case ')':
			if (now->parens)
				now->parens--;
			break;
		case ';':
			if (now->braces)
				break;
			now->parens = 0;
			if (now->candidate != NO_TOKEN) {
				now->older = now->candidate;
				now->candidate = NO_TOKEN;
			}
			break;
		}
	}
	now->last = i;
}
