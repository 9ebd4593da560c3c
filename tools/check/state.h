/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known at one point of one path.  Equal states are one, told by a
 * number.
 *
 * A path has its eye on one thing at most, a deferred call or a release: for
 * each of them there is a path that is the same but for that.  So a function
 * with many of them has many states, but not many to the power of many.
 */
#ifndef CHECK_STATE_H
#define CHECK_STATE_H

#include "check/names.h"

enum watched {
	WATCH_NOTHING,
	WATCH_CALL,		/* deferred, and not flushed yet */
	WATCH_RELEASE,		/* what it gave back may still be mapped */
};

/* A deferred call whose flush has not come yet. */
struct pending {
	uint32_t site;		/* token */
	uint32_t frame;		/* that it was called in */
	uint32_t domain, gather;	/* names; no gather: by the domain */
	uint32_t iova, size;	/* names, while they keep their value */
	uint32_t result;	/* the variable that has its result, or NO_NAME */
	uint32_t flushed_as;	/* token of a flush of another domain, or 0 */
	bool map;
	bool queued;		/* a flush of the queue reaches it */
	bool sums;		/* the result is 0 if that of all calls was */
};

/* Something given back while its mapping may still be there. */
struct released {
	uint32_t token, frame;
	uint32_t names[4];	/* that lead to it, while they keep their value */
};

/* A condition that holds, or does not. */
struct fact {
	uint32_t name;
	uint32_t holds;
};

/* A variable and what it was set to. */
struct binding {
	uint32_t var, value;
};

enum { MAX_FACTS = 14, MAX_BINDINGS = 8, MAX_BLANK = 5 };

/* What a call of the file gave back, as far as it matters. */
enum returned {
	RETURNED_ANY, RETURNED_ZERO, RETURNED_NONZERO,
	RETURNED_NEGATIVE,	/* an error */
};

struct state {
	struct pending pending;
	struct released released;
	uint32_t synced;	/* IOVA of the last unmap that flushed itself */
	uint8_t watched, returned;
	uint8_t fact_count, binding_count, blank_count;
	struct fact facts[MAX_FACTS];
	struct binding bindings[MAX_BINDINGS];
	uint32_t blank[MAX_BLANK];	/* gathers that nobody has initialised */
};

struct states {
	unsigned char *bytes;
	size_t len, room;
	size_t *at;		/* by number */
	uint32_t count, at_room;
	uint32_t *slots, slot_count;
};

void states_begin(struct states *all);
void states_end(struct states *all);
/* The number of the state; it is put in order first. */
uint32_t state_number(struct states *all, struct state *state);
void state_get(const struct states *all, uint32_t number, struct state *state);

/* Look away from what was watched. */
void state_let_go(struct state *state);

/* 1 and 0: it holds, it does not; -1: not known. */
int state_fact(const struct state *state, uint32_t name);
void state_learn(struct state *state, uint32_t name, bool holds);

uint32_t state_value(const struct state *state, uint32_t var);
void state_bind(struct state *state, uint32_t var, uint32_t value);

bool state_is_blank(const struct state *state, uint32_t gather);
void state_set_blank(struct state *state, uint32_t gather, bool blank);

/* The variable or member @var has another value from here on. */
void state_change(struct state *state, struct names *names, uint32_t var);
/* Names that hold @part are of no meaning any more. */
void state_forget(struct state *state, struct names *names, const char *part);

#endif
