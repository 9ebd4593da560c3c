/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the calls of a batch stand in a file: what a mutation takes hold of.
 */
#ifndef PLACE_H
#define PLACE_H

#include "flow/flow.h"

enum place_kind {
	PLACE_UNMAP,		/* deferred */
	PLACE_MAP,		/* deferred */
	PLACE_FLUSH,
	PLACE_INIT,		/* of a gather */
	PLACE_QUEUE,		/* iommu_tlb_range_add() */
	PLACE_SYNC,		/* an unmap that flushes by itself */
	PLACE_KINDS,
};

struct place {
	enum place_kind kind;
	struct function *function;
	size_t name, open, close;	/* tokens of the call */
	size_t domain, domain_last;	/* its first argument */
	const struct statement *at;	/* the innermost that holds it */
	/* ... with the test of the domain that guards a flush. */
	const struct statement *whole;
};

struct file {
	struct source src;
	struct flow flow;
	enum style style;
	struct place *places;		/* in the order of the file */
	size_t count, room;
};

/* Read a text of some style.  It must be possible to lex it. */
void file_begin(struct file *file, const char *name, const char *text,
		enum style style);
void file_end(struct file *file);

/* The loop around a call, or whose head holds it; or NULL. */
const struct statement *loop_of(const struct place *p);
/* The largest of them that does not hold @other. */
const struct statement *loop_without(const struct place *p,
				     const struct place *other);
/*
 * The flush that ends the batch of a deferred call: the next one of its domain
 * that is in none of the loops that go round it; or NULL.
 */
const struct place *flush_of(const struct file *file,
			     const struct place *deferred);
/* The last deferred call that a flush is for, and the first; or NULL. */
const struct place *last_deferred(const struct file *file,
				  const struct place *flush);
const struct place *first_deferred(const struct file *file,
				   const struct place *flush);
/* Does the function defer a call and flush it? */
bool has_batch(const struct file *file, const struct function *f);
bool same_domain(const struct file *file, const struct place *a,
		 const struct place *b);

/* Does a call in the statement have a name that speaks of a release? */
bool releases(const struct file *file, const struct statement *st);

#endif
