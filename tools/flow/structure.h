/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The statements of a function, read off its tokens: blocks, loops, branches,
 * jumps, labels.  No include is looked at and nothing is preprocessed; the arms
 * of an #if are statements one after the other, marked as conditional.
 */
#ifndef STRUCTURE_H
#define STRUCTURE_H

#include "scan/syntax.h"

enum statement_kind {
	STATEMENT_SIMPLE,	/* expression, declaration, asm, or only a ; */
	STATEMENT_BLOCK,
	STATEMENT_IF,
	STATEMENT_LOOP,
	STATEMENT_SWITCH,
	STATEMENT_LABEL,	/* LABEL:, case X:, default: */
	STATEMENT_GOTO,
	STATEMENT_RETURN,
	STATEMENT_BREAK,
	STATEMENT_CONTINUE,
};

enum loop_kind {
	LOOP_FOR,
	LOOP_WHILE,
	LOOP_DO,
	LOOP_ITERATOR,		/* name(...) statement: list_for_each() and such */
};

struct statement {
	enum statement_kind kind;
	enum loop_kind loop;
	size_t first, last;	/* tokens, both included */
	size_t open, close;	/* parentheses of if, loop and switch */
	bool conditional;	/* in an arm of an #if inside the function */
	struct statement *parent;
	struct statement *next, *prev;	/* in the same block */
	struct statement *child;	/* first of a block; body of if and loop */
	struct statement *other;	/* else branch */
	/* Of a body only: itself and all below, in source order. */
	struct statement **all;
	size_t count;
};

/*
 * The body of the function whose { is token @open.  NULL when the tokens do not
 * make statements (a preprocessor arm that splits one, unbalanced brackets);
 * @trouble is the token where it ended then.
 */
struct statement *parse_body(const struct stream *s, size_t open,
			     size_t *trouble);
void free_statement(struct statement *st);

/* The innermost statement of a body that holds token @i, or NULL. */
struct statement *statement_at(const struct statement *body, size_t i);

/* Is @st @outer, or inside it? */
bool is_inside(const struct statement *st, const struct statement *outer);

/* The loop or switch that a break in @st leaves; the loop of a continue. */
const struct statement *break_target(const struct statement *st);
const struct statement *continue_target(const struct statement *st);

/* Next statement in source order; NULL behind the last one below @top. */
struct statement *next_statement(const struct statement *st,
				 const struct statement *top);

#endif
