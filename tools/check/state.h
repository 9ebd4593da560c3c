/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known at one point of one path: what is pending, what was released,
 * which conditions hold.  Equal states are one, told by a number.
 */
#ifndef CHECK_STATE_H
#define CHECK_STATE_H

#include "check/names.h"

/* A deferred call whose flush has not come yet. */
struct pending {
	uint32_t site;		/* token */
	uint32_t frame;		/* that it was called in */
	uint32_t domain, gather;	/* names; no gather: by the domain */
	uint32_t result;	/* ... of the variable that has its result */
	bool map;
	bool queued;		/* a flush of the queue reaches it */
	bool fresh;		/* the result tells whether it did anything */
	bool sums;		/* ... for all since it was 0 */
	uint32_t flushed_as;	/* token of a flush of another domain, or 0 */
};

/* A condition that holds, or does not. */
struct fact {
	uint32_t name;
	bool holds;
};

/* A variable and what it was set to. */
struct binding {
	uint32_t var, value;
};

/* Something given back while its mapping may still be there. */
struct released {
	uint32_t token, frame;
	uint32_t names[4];	/* that lead to it, as long as they keep their value */
};

enum {
	MAX_PENDING = 10,
	MAX_FACTS = 14,
	MAX_BINDINGS = 12,
	MAX_RELEASED = 5,
	MAX_BLANK = 5,
};

/* What a call of the file gave back, as far as it matters. */
enum returned { RETURNED_ANY, RETURNED_ZERO, RETURNED_NONZERO };

struct state {
	struct pending pending[MAX_PENDING];
	struct fact facts[MAX_FACTS];
	struct binding bindings[MAX_BINDINGS];
	struct released released[MAX_RELEASED];
	uint32_t blank[MAX_BLANK];	/* gathers that nobody has initialised */
	uint32_t synced;	/* IOVA of the last unmap that flushed itself */
	uint8_t pending_count, fact_count, binding_count, released_count;
	uint8_t blank_count;
	uint8_t returned;
	bool full;		/* more was pending than there is room for */
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

void state_drop_pending(struct state *state, size_t i);
void state_add_pending(struct state *state, const struct pending *p);

/* 1 and 0: it holds, it does not; -1: not known. */
int state_fact(const struct state *state, uint32_t name);
void state_learn(struct state *state, uint32_t name, bool holds);

uint32_t state_value(const struct state *state, uint32_t var);
void state_bind(struct state *state, uint32_t var, uint32_t value);

bool state_is_blank(const struct state *state, uint32_t gather);
void state_set_blank(struct state *state, uint32_t gather, bool blank);

void state_add_released(struct state *state, const struct released *r);

/* The variable or member @var has another value from here on. */
void state_change(struct state *state, struct names *names, uint32_t var);
/* Names that hold @part are of no meaning any more. */
void state_forget(struct state *state, struct names *names, const char *part);

#endif
