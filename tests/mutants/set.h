/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mutants, and what they were made of.
 */
#ifndef SET_H
#define SET_H

#include <stdbool.h>
#include <stddef.h>

#include "styles.h"

enum judge {
	CHECK,
	SMPL,
	JUDGE_COUNT,
};

/* What was said of a text. */
struct reports {
	struct report {
		const char *rule;
		unsigned long line;
		const char *text;	/* of the line */
	} *at;
	size_t count, room;
};

/* A text in some style, with nothing wrong in it. */
struct base {
	char *name;		/* STYLE/FILE, without .c */
	enum style style;
	const char *text;
	bool compiles;		/* with stub.h */
	struct reports said[JUDGE_COUNT];
};

/* The same with one thing wrong. */
struct mutant {
	size_t base;
	char *name;
	const char *operator, *rule;
	const char *text;
	const char *shown;	/* to the semantic patches */
	bool equivalent;
	struct reports said[JUDGE_COUNT];
};

struct set {
	size_t each;	/* so many of an operator and a style; 0: all */
	struct base *bases;
	size_t base_count, base_room;
	struct mutant *mutants;
	size_t count, room;
};

/* The golden texts of tests/batch, each broken by every operator. */
void add_corpus(struct set *set);
/* What convert makes of the tree, likewise. */
void add_tree(struct set *set, const char *tree);
/* The folder own/: broken by hand. */
void add_own(struct set *set);

static inline struct base *base_of(const struct set *set,
				   const struct mutant *m)
{
	return &set->bases[m->base];
}

#endif
