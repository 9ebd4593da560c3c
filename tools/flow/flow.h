/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The functions and macros of one file, and what each of their tokens gives
 * back.
 *
 * What the file defines is looked into; every other name is known by effects.h
 * or not at all.  Every answer errs on the side of "no".
 */
#ifndef FLOW_H
#define FLOW_H

#include "flow/effects.h"
#include "flow/expr.h"
#include "scan/source.h"
#include "flow/structure.h"
#include "scan/words.h"

/* Calls are followed so deep, and no deeper. */
#define MAX_CALLS 12

/* Interval trees that a file defines: so many are known, and no more. */
#define MAX_TREES 16

/* A token that stands in the way of a pending flush. */
struct obstacle {
	size_t token;
	enum effect effect;
	size_t cause;		/* the call that has this effect in the end */
};

/* A function, or a macro: a name, and the tokens that it stands for. */
struct function {
	size_t name;		/* token */
	size_t open, close;	/* braces of the body; first and last of a macro */
	bool macro;
	bool takes_arguments;	/* a macro with parentheses behind its name */
	struct statement *body;	/* NULL: cannot be parsed, see trouble */
	size_t trouble;
	struct function *same;	/* another definition of the same name */
	unsigned int definitions;	/* of the name, this one and ->same */
	bool too_many;		/* and more, which are not in the list */

	/* Known once somebody has asked. */
	bool known, visiting;
	enum effect effect;
	size_t cause;
	struct obstacle *obstacles;	/* in the order of the file */
	size_t obstacle_count, obstacle_room;
	size_t *calls;		/* uses of what the file defines */
	size_t call_count, call_room;
	size_t *stores;		/* operators that store through a pointer */
	size_t store_count, store_room;
	size_t *touched;	/* names that are declared, changed, given away */
	size_t touched_count, touched_room;

	/* The same for publish.h. */
	bool shows_known, shows_visiting;
	struct obstacle *shows;
	size_t show_count, show_room;

	unsigned int visit;	/* the last walk over callers that came by */
	unsigned int patience;	/* jumps that may still be followed in it */
	bool has_batch;		/* for the planner: its variable is declared */
};

/* What is known of a word as the name of a variable. */
struct memory {
	const struct function *function;	/* asked about last */
	bool is_private;			/* there */
	bool is_own, own_known;			/* there */
	size_t declared;			/* in its body, or NO_TOKEN */
	bool is_global, global_known;
	bool is_error[2], error_known[2];	/* as a variable, as a member */
	const struct function *label_in;	/* asked about last, as a label */
	const struct statement *label;		/* there */
	const struct statement *other_label;	/* in another arm of an #if */
};

struct flow {
	struct source *src;
	struct stream stream;
	struct words words;
	struct function *functions;	/* without macros, as in the file */
	size_t count, room;
	struct function *macros;
	size_t macro_count, macro_room;
	struct function **defined;	/* by word */
	struct shadow *shadows;		/* by word */
	struct memory *memories;	/* by word */
	size_t trees[MAX_TREES];	/* uses of INTERVAL_TREE_DEFINE() */
	size_t tree_count;
	uint32_t *sites;		/* by token: its site + 1 */
	/* Sites that define or declare a name of the API, in order. */
	struct site **owners;
	size_t owner_count, owner_room;
	unsigned int visit;
};

void flow_begin(struct flow *flow, struct source *src);
void flow_end(struct flow *flow);

/* The function whose body holds token @i; or NULL. */
struct function *function_at(struct flow *flow, size_t i);
/* What the file defines under the name at token @i; ->same leads to the next. */
struct function *definition_of(struct flow *flow, size_t i);
struct site *site_of(struct flow *flow, size_t token);

/* How a name at a token is touched. */
bool is_declared_at(const struct stream *s, size_t i);
bool is_argument_of_macro(struct flow *flow, size_t i);
bool is_argument_of_iterator(const struct stream *s, const struct function *f,
			     size_t i);

/* Look at every token of a function or macro, once. */
void look_into(struct flow *flow, struct function *f);

/* The first of an ordered list that is in [from, to], or NULL. */
struct obstacle *first_in(struct obstacle *list, size_t count, size_t from,
			  size_t to);

/* The first token in [from, to], of one function, that has an effect. */
struct obstacle *first_obstacle(struct flow *flow, size_t from, size_t to);

/* Position of the first in an ordered list that is not below @from. */
size_t first_from(const size_t *list, size_t count, size_t from);

/* Says what stands in the way, and where; to be freed. */
char *obstacle_text(struct flow *flow, const struct obstacle *obstacle);

#endif
