/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the batch planner share: batch.c looks for loops and runs,
 * split.c for loops to split, batch_check.c says why they cannot be a batch,
 * batch_text.c makes the edits of those that can.
 *
 * A check returns NULL, or its reason, to be freed.
 */
#ifndef PLANNER_H
#define PLANNER_H

#include "flow/flow.h"
#include "plan/plan.h"

struct planner {
	struct source *src;
	struct flow flow;
	const struct stream *stream;
	const struct batch_form *form;
	const struct goal *goal;
	char gather[32];	/* name for the variable, free in this file */
	struct chain *domains;	/* of each site; without tokens: no chain */
	struct chain *batches;	/* from the first to the last token of each */
	size_t batch_count, batch_room;
	bool *braced;		/* by token: a way out in braces of ours */
};

/* What has to be asked before a flush that may be reached without an unmap. */
enum guard {
	GUARD_NONE,			/* nothing: the domain is there */
	GUARD_NULL,			/* it may be NULL */
	GUARD_ERROR,			/* it may be NULL or an ERR_PTR() */
};

/* One batch in the making. */
struct plan {
	struct function *function;
	struct statement *loop;		/* NULL: a run of statements */
	struct site *first, *end;	/* sites inside of it */
	struct chain domain;
	bool maps;			/* and only such unmaps as undo them */
	enum guard guard;		/* of its flush */
};

/* ---- batch.c ---- */

/* The first site that does not stand before token @i. */
struct site *first_site(struct planner *p, size_t i);
/* Does it map? */
bool is_map(const struct site *site);
/* A synchronous call that the style could defer, and nobody has decided? */
bool is_candidate(const struct planner *p, const struct site *site);
/* The domain that the site names by a variable or a member, if it does. */
bool domain_of(struct planner *p, const struct site *site, struct chain *domain);
/* The map or unmap that a statement of a block is, by itself. */
struct site *call_statement(struct planner *p, const struct statement *st);
/* Does the site, in the plan's loop, take part in its batch? */
bool is_member(struct planner *p, const struct plan *plan,
	       const struct site *site);

/* ---- batch_check.c ---- */

/* Does a statement begin its line and end it, and no comment begin above? */
bool has_own_lines(struct planner *p, const struct statement *st);
const struct statement *enclosing_block(const struct statement *st);
const struct statement *enclosing_loop(const struct statement *st);
/* Does control leave @loop for good here, other than to right behind it? */
bool leaves(struct planner *p, const struct function *f,
	    const struct statement *st, const struct statement *loop);
bool is_declaration(struct planner *p, const struct statement *st);

enum use {
	USE_NONE,	/* unmap(...); */
	USE_ASSIGNED,	/* x = unmap(...); or type x = unmap(...); */
	USE_TESTED,	/* if (map(...)) ..., where success goes on behind it */
	USE_OTHER,
};

/* An expression that may be written, and evaluated, twice. */
bool is_pure(struct planner *p, struct chain e);

enum use use_of(struct planner *p, const struct statement *st,
		const struct site *site, size_t *variable);

/* A flush before the way out that @st is; NULL, or why there cannot be one. */
char *check_exit(struct planner *p, const struct statement *st);
/* ... and before each of the loop. */
char *check_exits(struct planner *p, const struct plan *plan);
/* A jump into the loop would pass by the beginning of the batch. */
char *check_entries(struct planner *p, const struct plan *plan);
/* Room for lines before and behind. */
char *check_place(struct planner *p, const struct statement *first,
		  const struct statement *last);
/* Does the domain stay the same all through the loop? */
char *check_same(struct planner *p, const struct plan *plan);
/* The flush stands where the domain is known to be there, or is tested. */
char *check_domain(struct planner *p, struct plan *plan);
/*
 * Can the call be written as the style wants it?  Queueing styles name what was
 * mapped or unmapped.
 */
char *check_call(struct planner *p, const struct function *f,
		  const struct site *site);
/*
 * An unmap in a loop of maps: it has to lead out of the loop.  One that is
 * followed by the next map would leave a translation of before beneath it.
 */
char *check_mixed(struct planner *p, const struct plan *plan,
		  const struct site *unmap);
/* No unmap from the batch's domain in [first, last], which are maps. */
char *check_unmixed(struct planner *p, const struct plan *plan,
		    const struct statement *first,
		    const struct statement *last);
/*
 * A gather belongs to one domain at a time: the flush of one domain forgets
 * what was collected for another.
 */
char *check_apart(struct planner *p, const struct statement *first,
		  const struct statement *last);
void remember_batch(struct planner *p, size_t first, size_t last);

/* ---- batch_text.c ---- */

uint32_t line_start(const struct buf *text, uint32_t offset);
void edit_loop(struct planner *p, struct plan *plan);
void edit_run(struct planner *p, const struct plan *plan, struct site **members,
	      size_t count, const struct statement *first,
	      const struct statement *last);
/*
 * The unmaps keep the loop's head; its body loses the braces.  Behind the flush
 * a second head begins the releases.
 */
void edit_split(struct planner *p, struct plan *plan, struct site *site,
		const struct statement *unmap);

/* ---- split.c ---- */

bool try_split(struct planner *p, struct site *site, struct function *f);

#endif
