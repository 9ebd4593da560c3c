/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mutants, and what they were made of.
 */
#ifndef SET_H
#define SET_H

#include <stdbool.h>
#include <stddef.h>

#include "styles.h"

/* A text in some style, with nothing wrong in it. */
struct base {
	char *name;		/* of its file, without .c */
	enum style style;
	const char *text;
	bool compiles;		/* with stub.h */
	size_t check, smpl;	/* reports */
};

/* The same with one thing wrong. */
struct mutant {
	size_t base;
	char *name;
	const char *operator, *rule;
	const char *text;
	char *function;		/* where it differs, if that is all spatch gets */
	size_t check, named, smpl;	/* reports; named: of its own rule */
};

struct set {
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

#endif
