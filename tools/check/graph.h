/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ways through a function: a node for each thing that can matter, in the
 * order in which it happens.  Statements that do nothing of the kind are not in
 * it; the arms of an #if are alternatives.
 */
#ifndef CHECK_GRAPH_H
#define CHECK_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unit;
struct subject;

enum node_kind {
	NODE_PASS,		/* nothing; where ways meet */
	NODE_EXIT,		/* token: return, or the closing brace */
	NODE_TEST,		/* a condition without && and || */
	NODE_CASE,		/* [first, last] of a switch equals case at token? */
	NODE_CONFIG,		/* the condition of an #if */
	NODE_CHOICE,		/* nobody knows which */
	NODE_API,		/* the call whose name is token */
	NODE_RELEASE,
	NODE_CALL,		/* of a function of the file */
	NODE_UNSEEN,		/* of one that is not: addresses it gets */
	NODE_LIST,		/* of one that fills or empties a list */
	NODE_ASSIGN,		/* token: the operator, [first, last] what */
	NODE_DECLARE,		/* of a gather, without a value */
	NODE_ROUND,		/* an iterator sets its cursor */
	NODE_JUMP,		/* break, continue, goto: for the steps only */
};

struct node {
	enum node_kind kind;
	bool negated;		/* the condition of an #if */
	size_t token;
	size_t first, last;
	uint32_t next[2];	/* of a condition: true, false */
};

#define NO_NODE UINT32_MAX

/* More words than this are not told apart. */
#define MAX_ASKED 400

struct graph {
	struct node *nodes;
	uint32_t count, room;
	uint32_t entry;
	size_t trouble;		/* token that cannot be followed, or NO_TOKEN */
	const char *trouble_why;
	uint32_t *params;	/* words, in order; NO_WORD: cannot be told */
	uint32_t param_count, param_room;
	struct asked {
		uint32_t word, count;
	} *asked;		/* words that conditions and values are of */
	uint32_t asked_count, asked_room;
};

/* Fill in the parameters only; the rest is built when it is needed. */
void graph_parameters(struct unit *u, struct subject *subject);
void graph_build(struct unit *u, struct subject *subject);
/* So often do conditions or assignments of the function name the word. */
uint32_t times_asked(const struct graph *g, uint32_t word);
void graph_free(struct graph *graph);

#endif
