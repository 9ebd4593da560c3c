// SPDX-License-Identifier: GPL-2.0-only
#include "check/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* ---- the set of all states ---- */

void states_begin(struct states *all)
{
	*all = (struct states){ .slot_count = 1024 };
	all->slots = xcalloc(all->slot_count, sizeof(*all->slots));
}

void states_end(struct states *all)
{
	free(all->bytes);
	free(all->at);
	free(all->slots);
}

/* The lists and the rest, one behind the other, each as long as it is. */
struct part {
	size_t offset, size;	/* of one element */
	size_t count;		/* offset of a uint8_t; 0: always one */
};

#define LIST(list, n)							\
	{ offsetof(struct state, list),					\
	  sizeof(((struct state *)0)->list[0]), offsetof(struct state, n) }

static const struct part parts[] = {
	{ offsetof(struct state, synced),
	  sizeof(struct state) - offsetof(struct state, synced), 0 },
	LIST(pending, pending_count), LIST(facts, fact_count),
	LIST(bindings, binding_count), LIST(released, released_count),
	LIST(blank, blank_count),
};

static size_t part_bytes(const struct part *part, const struct state *state)
{
	return part->size *
	       (part->count ? ((const uint8_t *)state)[part->count] : 1);
}

static size_t pack(const struct state *state, unsigned char *to)
{
	size_t i, len = 0;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		size_t bytes = part_bytes(&parts[i], state);

		memcpy(to + len, (const char *)state + parts[i].offset, bytes);
		len += bytes;
	}
	return len;
}

void state_get(const struct states *all, uint32_t number, struct state *state)
{
	const unsigned char *from = all->bytes + all->at[number];
	size_t i;

	memset(state, 0, sizeof(*state));
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		size_t bytes;

		bytes = part_bytes(&parts[i], state);
		memcpy((char *)state + parts[i].offset, from, bytes);
		from += bytes;
	}
}

static uint32_t hash(const unsigned char *bytes, size_t len)
{
	uint32_t h = 2166136261u;

	while (len--)
		h = (h ^ *bytes++) * 16777619u;
	return h;
}

static uint32_t *slot_of(struct states *all, const unsigned char *bytes,
			 size_t len)
{
	uint32_t i = hash(bytes, len) & (all->slot_count - 1);

	for (; all->slots[i]; i = (i + 1) & (all->slot_count - 1)) {
		size_t at = all->at[all->slots[i] - 1];
		size_t end = all->slots[i] < all->count ?
			     all->at[all->slots[i]] : all->len;

		if (end - at == len && !memcmp(all->bytes + at, bytes, len))
			break;
	}
	return &all->slots[i];
}

static void widen(struct states *all)
{
	uint32_t i;

	free(all->slots);
	all->slot_count *= 2;
	all->slots = xcalloc(all->slot_count, sizeof(*all->slots));
	for (i = 0; i < all->count; i++) {
		size_t end = i + 1 < all->count ? all->at[i + 1] : all->len;

		*slot_of(all, all->bytes + all->at[i], end - all->at[i]) =
			i + 1;
	}
}

static int compare_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct fact));
}

static int compare_pending(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct pending));
}

/* Bindings are pairs of the same size as facts. */
_Static_assert(sizeof(struct binding) == sizeof(struct fact),
	       "one comparison for both");

static void put_in_order(struct state *state)
{
	size_t i, kept = 0;

	qsort(state->pending, state->pending_count, sizeof(*state->pending),
	      compare_pending);
	for (i = 0; i < state->pending_count; i++)
		if (!i || compare_pending(&state->pending[i],
					  &state->pending[kept - 1]))
			state->pending[kept++] = state->pending[i];
	state->pending_count = kept;
	qsort(state->facts, state->fact_count, sizeof(*state->facts),
	      compare_bytes);
	qsort(state->bindings, state->binding_count, sizeof(*state->bindings),
	      compare_bytes);
}

uint32_t state_number(struct states *all, struct state *state)
{
	unsigned char bytes[sizeof(*state)];
	uint32_t *slot;
	size_t len;

	put_in_order(state);
	len = pack(state, bytes);
	slot = slot_of(all, bytes, len);
	if (*slot)
		return *slot - 1;
	if (2 * all->count >= all->slot_count) {
		widen(all);
		slot = slot_of(all, bytes, len);
	}
	if (all->len + len > all->room) {
		all->room = 2 * all->room + sizeof(*state);
		all->bytes = xrealloc(all->bytes, all->room);
	}
	grow(all->at, all->count, all->at_room);
	all->at[all->count] = all->len;
	memcpy(all->bytes + all->len, bytes, len);
	all->len += len;
	*slot = ++all->count;
	return all->count - 1;
}

/* ---- one state ---- */

#define DROP(list, i, count)						\
	memmove(&(list)[i], &(list)[(i) + 1],				\
		(--(count) - (i)) * sizeof(*(list)))

void state_drop_pending(struct state *state, size_t i)
{
	DROP(state->pending, i, state->pending_count);
}

void state_add_pending(struct state *state, const struct pending *p)
{
	size_t i;

	/* What an earlier round left is not told by the result any more. */
	for (i = 0; i < state->pending_count; i++)
		if (state->pending[i].fresh && !state->pending[i].sums &&
		    state->pending[i].result == p->result) {
			state->pending[i].fresh = false;
			state->pending[i].result = NO_NAME;
		}
	if (state->pending_count == MAX_PENDING) {
		state->full = true;
		return;
	}
	/* With its padding: states are compared byte by byte. */
	memset(&state->pending[state->pending_count], 0, sizeof(*p));
	memcpy(&state->pending[state->pending_count++], p, sizeof(*p));
}

static size_t find_fact(const struct state *state, uint32_t name)
{
	size_t i;

	for (i = 0; i < state->fact_count; i++)
		if (state->facts[i].name == name)
			break;
	return i;
}

int state_fact(const struct state *state, uint32_t name)
{
	size_t i = find_fact(state, name);

	return i == state->fact_count ? -1 : state->facts[i].holds;
}

void state_learn(struct state *state, uint32_t name, bool holds)
{
	size_t i = find_fact(state, name);

	if (i == MAX_FACTS) {
		DROP(state->facts, 0, state->fact_count);
		i = state->fact_count;
	}
	if (i == state->fact_count)
		state->fact_count++;
	memset(&state->facts[i], 0, sizeof(state->facts[i]));
	state->facts[i].name = name;
	state->facts[i].holds = holds;
}

uint32_t state_value(const struct state *state, uint32_t var)
{
	size_t i;

	for (i = 0; i < state->binding_count; i++)
		if (state->bindings[i].var == var)
			return state->bindings[i].value;
	return var;
}

void state_bind(struct state *state, uint32_t var, uint32_t value)
{
	if (state->binding_count == MAX_BINDINGS)
		DROP(state->bindings, 0, state->binding_count);
	state->bindings[state->binding_count++] =
		(struct binding){ var, value };
}

bool state_is_blank(const struct state *state, uint32_t gather)
{
	size_t i;

	for (i = 0; i < state->blank_count; i++)
		if (state->blank[i] == gather)
			return true;
	return false;
}

void state_set_blank(struct state *state, uint32_t gather, bool blank)
{
	size_t i;

	for (i = 0; i < state->blank_count; i++)
		if (state->blank[i] == gather) {
			DROP(state->blank, i, state->blank_count);
			break;
		}
	if (blank && state->blank_count < MAX_BLANK)
		state->blank[state->blank_count++] = gather;
}

void state_add_released(struct state *state, const struct released *r)
{
	size_t i;

	for (i = 0; i < state->released_count; i++)
		if (state->released[i].token == r->token) {
			DROP(state->released, i, state->released_count);
			break;
		}
	if (state->released_count == MAX_RELEASED)
		DROP(state->released, 0, state->released_count);
	state->released[state->released_count++] = *r;
}

static void change_pending(struct pending *p, struct names *names, uint32_t var)
{
	p->domain = name_aged(names, p->domain, var);
	p->gather = name_aged(names, p->gather, var);
	if (p->result && name_mentions(names, p->result, var)) {
		p->result = NO_NAME;
		p->fresh = p->sums = false;
	}
}

void state_change(struct state *state, struct names *names, uint32_t var)
{
	size_t i, k;

	for (i = 0; i < state->pending_count; i++)
		change_pending(&state->pending[i], names, var);
	for (i = state->fact_count; i--;)
		if (name_mentions(names, state->facts[i].name, var))
			DROP(state->facts, i, state->fact_count);
	for (i = state->binding_count; i--;) {
		if (state->bindings[i].var == var)
			DROP(state->bindings, i, state->binding_count);
		else
			state->bindings[i].value =
				name_aged(names, state->bindings[i].value, var);
	}
	for (i = state->released_count; i--;) {
		uint32_t *name = state->released[i].names;
		bool alive = false;

		for (k = 0; k < ARRAY_SIZE(state->released[i].names); k++) {
			if (name_mentions(names, name[k], var))
				name[k] = NO_NAME;
			alive |= name[k] != NO_NAME;
		}
		if (!alive)
			DROP(state->released, i, state->released_count);
	}
	if (name_mentions(names, state->synced, var))
		state->synced = NO_NAME;
}

void state_forget(struct state *state, struct names *names, const char *part)
{
	size_t i;

	for (i = state->fact_count; i--;)
		if (name_holds(names, state->facts[i].name, part))
			DROP(state->facts, i, state->fact_count);
	for (i = state->binding_count; i--;)
		if (name_holds(names, state->bindings[i].var, part))
			DROP(state->bindings, i, state->binding_count);
	for (i = state->blank_count; i--;)
		if (name_holds(names, state->blank[i], part))
			DROP(state->blank, i, state->blank_count);
	if (name_holds(names, state->synced, part))
		state->synced = NO_NAME;
}
