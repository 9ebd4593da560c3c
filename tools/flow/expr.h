/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Expressions, as far as tokens tell: names and their members, calls and their
 * arguments, assignments, addresses.
 */
#ifndef EXPR_H
#define EXPR_H

#include "scan/syntax.h"

/* A plain chain such as pd->domain: what it is made of. */
struct chain {
	size_t first, last;	/* tokens */
};

/* Code: no comment, nothing inactive, and of no preprocessor line. */
bool is_code(const struct stream *s, size_t i);
bool same_name(const struct stream *s, size_t a, size_t b);
/* A list for the functions that take one. */
#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
bool is_one_of(const struct stream *s, size_t i, const char *const *words);
bool name_has(const struct stream *s, size_t i, const char *part);
/* The first token of [first, last], outside of its brackets, that is one of these. */
size_t find_operator(const struct stream *s, size_t first, size_t last,
		     const char *const *words);
/* = and all that end in one. */
extern const char *const assignments[];
bool is_assignment(const struct stream *s, size_t i);
bool is_member_access(const struct stream *s, size_t i);

/* Is the expression [first, last] a name with members, and nothing else? */
bool is_chain(const struct stream *s, size_t first, size_t last);
bool same_tokens(const struct stream *s, size_t a, size_t a_last, size_t b,
		 size_t b_last);
/* Does the chain stand at token @i, whole and as itself?  @last is its end. */
bool chain_at(const struct stream *s, size_t i, struct chain chain,
	      size_t *last);
/* Text of the tokens, blanks as they are; to be freed. */
char *tokens_text(const struct stream *s, size_t first, size_t last);

/* Where the a->b[c].d or f(x)->d that ends in token @i begins. */
size_t postfix_start(const struct stream *s, size_t i);
/* Widen a chain by the parentheses that only group it. */
struct chain with_parentheses(const struct stream *s, struct chain chain);
/* Narrow [first, last] by a pair of them; false: there is none around it. */
bool strip_parentheses(const struct stream *s, size_t *first, size_t *last);
/* ... or by likely() and its like, which are worth what they are given. */
bool strip_condition(const struct stream *s, size_t *first, size_t *last);
/* Is the value of the name or member at token @i assigned, ++ or -- there? */
bool is_changed_at(const struct stream *s, size_t i);
/* Is its address taken there? */
bool is_address_taken_at(const struct stream *s, size_t i);
/* Is @i an operator that stores where a pointer or an index says? */
bool is_indirect_store(const struct stream *s, size_t i);

/* Parentheses of the call whose name is token @name. */
size_t call_open(const struct stream *s, size_t name);
/* The @n-th argument, from 0; false when there are not so many. */
bool call_argument(const struct stream *s, size_t open, unsigned int n,
		   size_t *first, size_t *last);
/* A call that does not name its function: (*f)(...), p->f(...), a[i](...). */
bool is_pointer_call(const struct stream *s, size_t open);

#endif
