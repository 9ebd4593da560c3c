// SPDX-License-Identifier: GPL-2.0-only
#include "flow/expr.h"

#include <string.h>

#include "base/util.h"

bool is_code(const struct stream *s, size_t i)
{
	const struct token *t = &s->tokens[i];

	return !t->directive && !t->inactive && t->kind != TOKEN_COMMENT;
}

bool same_name(const struct stream *s, size_t a, size_t b)
{
	const struct token *x = &s->tokens[a], *y = &s->tokens[b];

	return x->len == y->len &&
	       !memcmp(s->text + x->offset, s->text + y->offset, x->len);
}

bool is_one_of(const struct stream *s, size_t i, const char *const *words)
{
	for (; *words; words++)
		if (is(s, i, *words))
			return true;
	return false;
}

bool name_has(const struct stream *s, size_t i, const char *part)
{
	const struct token *t = &s->tokens[i];

	return memmem(s->text + t->offset, t->len, part, strlen(part)) != NULL;
}

size_t find_operator(const struct stream *s, size_t first, size_t last,
		     const char *const *words)
{
	size_t i;

	for (i = first; i != NO_TOKEN && i <= last; i = after(s, i)) {
		if (is_one_of(s, i, words))
			return i;
		if (is(s, i, "(") || is(s, i, "[") || is(s, i, "{")) {
			i = closing(s, i);
			if (i == NO_TOKEN)
				break;
		}
	}
	return NO_TOKEN;
}

static bool is_name(const struct stream *s, size_t i)
{
	return i != NO_TOKEN && s->tokens[i].kind == TOKEN_IDENTIFIER;
}

const char *const assignments[] = {
	"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=",
	">>=", NULL,
};

bool is_assignment(const struct stream *s, size_t i)
{
	return is_one_of(s, i, assignments);
}

bool is_member_access(const struct stream *s, size_t i)
{
	return is(s, i, "->") || is(s, i, ".");
}

bool is_chain(const struct stream *s, size_t first, size_t last)
{
	size_t i = first;

	for (;;) {
		if (!is_name(s, i))
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
		if (!same_name(s, a, b))
			return false;
		if (a == a_last || b == b_last)
			return a == a_last && b == b_last;
		a = after(s, a);
		b = after(s, b);
	}
}

bool chain_at(const struct stream *s, size_t i, struct chain chain,
	      size_t *last)
{
	size_t c = chain.first;

	if (i == NO_TOKEN || is_member_access(s, before(s, i)))
		return false;
	for (;;) {
		if (i == NO_TOKEN || !same_name(s, i, c))
			return false;
		if (c == chain.last) {
			*last = i;
			return true;
		}
		c = after(s, c);
		i = after(s, i);
	}
}

char *tokens_text(const struct stream *s, size_t first, size_t last)
{
	const struct token *a = &s->tokens[first], *b = &s->tokens[last];

	return xstrndup(s->text + a->offset, b->offset + b->len - a->offset);
}

/* From the end of a primary expression, with calls and indices, to its start. */
static size_t primary_start(const struct stream *s, size_t i)
{
	size_t prev;

	while (is(s, i, "]") || is(s, i, ")")) {
		size_t open = opening(s, i);

		if (open == NO_TOKEN)
			return i;
		prev = before(s, open);
		if (is_name(s, prev) || is(s, prev, "]") || is(s, prev, ")"))
			i = prev;
		else
			return open;
	}
	return i;
}

size_t postfix_start(const struct stream *s, size_t i)
{
	for (;;) {
		size_t start = primary_start(s, i), dot = before(s, start);

		if (!is_member_access(s, dot) || before(s, dot) == NO_TOKEN)
			return start;
		i = before(s, dot);
	}
}

struct chain with_parentheses(const struct stream *s, struct chain chain)
{
	for (;;) {
		size_t open = before(s, chain.first);
		size_t close = after(s, chain.last);
		size_t prev = is(s, open, "(") ? before(s, open) : NO_TOKEN;

		/* f(x) groups nothing. */
		if (!is(s, open, "(") || !is(s, close, ")") ||
		    is_name(s, prev) || is(s, prev, "]"))
			return chain;
		chain = (struct chain){ open, close };
	}
}

bool strip_parentheses(const struct stream *s, size_t *first, size_t *last)
{
	if (!is(s, *first, "(") || closing(s, *first) != *last ||
	    after(s, *first) == *last)
		return false;
	*first = after(s, *first);
	*last = before(s, *last);
	return true;
}

/* Macros that are worth what they are given. */
static const char *const transparent[] = {
	"likely", "unlikely", "WARN_ON", "WARN_ON_ONCE", "BUG_ON",
	"__builtin_expect", "WARN", "WARN_ONCE", NULL,
};

bool strip_condition(const struct stream *s, size_t *first, size_t *last)
{
	size_t open, a, z;

	if (strip_parentheses(s, first, last))
		return true;
	if (!is_one_of(s, *first, transparent))
		return false;
	open = after(s, *first);
	if (!is(s, open, "(") || closing(s, open) != *last ||
	    !call_argument(s, open, 0, &a, &z))
		return false;
	*first = a;
	*last = z;
	return true;
}

static struct chain operand(const struct stream *s, size_t i)
{
	return with_parentheses(s, (struct chain){ postfix_start(s, i), i });
}

bool is_changed_at(const struct stream *s, size_t i)
{
	struct chain x = operand(s, i);
	size_t next = after(s, x.last), prev = before(s, x.first);

	return is_assignment(s, next) || is(s, next, "++") ||
	       is(s, next, "--") || is(s, prev, "++") || is(s, prev, "--");
}

bool is_address_taken_at(const struct stream *s, size_t i)
{
	struct chain x = operand(s, i);
	size_t amp = before(s, x.first), next = after(s, x.last), prev;

	if (!is(s, amp, "&") || is_member_access(s, next) || is(s, next, "["))
		return false;
	prev = before(s, amp);
	/* Behind a ) it may belong to a cast: nobody masks a pointer. */
	return !is_name(s, prev) && !is(s, prev, "]") &&
	       (prev == NO_TOKEN || s->tokens[prev].kind != TOKEN_LITERAL);
}

bool is_indirect_store(const struct stream *s, size_t i)
{
	size_t end = before(s, i), start, star;

	if (is(s, i, "++") || is(s, i, "--"))
		return is(s, end, "]") || is(s, end, ")") ||
		       is(s, after(s, i), "*") || is(s, after(s, i), "(");
	if (!is_assignment(s, i) || end == NO_TOKEN)
		return false;
	start = postfix_start(s, end);
	star = before(s, start);
	/* a[i].b = ... is told by the name of the member. */
	if (!is_chain(s, start, end) && !is_member_access(s, before(s, end)))
		return true;
	/* *p = ..., but no declaration: char *p = ... */
	return is(s, star, "*") && !ends_type(s, star);
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

/* Does ( ... ) hold what can only be a type? */
static bool holds_type(const struct stream *s, size_t open, size_t close)
{
	static const char *const words[] = {
		"struct", "union", "enum", "const", "volatile", "void", "char",
		"short", "int", "long", "float", "double", "signed",
		"unsigned", "_Bool", "typeof", "__typeof__", "bool", "u8",
		"u16", "u32", "u64", "s8", "s16", "s32", "s64", "__u8",
		"__u16", "__u32", "__u64", "__force", NULL,
	};
	size_t i = after(s, open), last = before(s, close);
	const struct token *t = &s->tokens[i];

	if (is_one_of(s, i, words) || (is(s, last, "*") && is_name(s, i)))
		return true;
	return i == last && t->len > 2 &&
	       !memcmp(s->text + t->offset + t->len - 2, "_t", 2);
}

bool is_pointer_call(const struct stream *s, size_t open)
{
	static const char *const heads[] = {
		"if", "while", "for", "switch", "sizeof", NULL,
	};
	size_t prev = before(s, open), inner, name;

	if (is(s, prev, "]"))
		return true;
	if (is_name(s, prev))
		return is_member_access(s, before(s, prev));
	if (!is(s, prev, ")"))
		return false;
	/* (f)(...), but neither if (...) (...) nor a cast. */
	inner = opening(s, prev);
	name = inner == NO_TOKEN ? NO_TOKEN : before(s, inner);
	if (inner == NO_TOKEN || is_name(s, name) || is(s, name, "]"))
		return true;
	return !is_one_of(s, name, heads) && !holds_type(s, inner, prev);
}
