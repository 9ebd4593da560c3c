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

/* The head, and the lists behind it, each as long as it is. */
#define HEAD offsetof(struct state, facts)

static const struct list {
	size_t offset, size, count;
} lists[] = {
#define LIST(list, n)							\
	{ offsetof(struct state, list),					\
	  sizeof(((struct state *)0)->list[0]), offsetof(struct state, n) }
	LIST(facts, fact_count), LIST(bindings, binding_count),
	LIST(blank, blank_count),
#undef LIST
};

static size_t list_bytes(const struct list *list, const struct state *state)
{
	return list->size * ((const uint8_t *)state)[list->count];
}

static size_t pack(const struct state *state, unsigned char *to)
{
	size_t i, len = HEAD;

	memcpy(to, state, HEAD);
	for (i = 0; i < ARRAY_SIZE(lists); i++) {
		size_t bytes = list_bytes(&lists[i], state);

		memcpy(to + len, (const char *)state + lists[i].offset, bytes);
		len += bytes;
	}
	return len;
}

void state_get(const struct states *all, uint32_t number, struct state *state)
{
	const unsigned char *from = all->bytes + all->at[number];
	size_t i;

	memset(state, 0, sizeof(*state));
	memcpy(state, from, HEAD);
	from += HEAD;
	for (i = 0; i < ARRAY_SIZE(lists); i++) {
		size_t bytes = list_bytes(&lists[i], state);

		memcpy((char *)state + lists[i].offset, from, bytes);
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

static int compare_pairs(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct fact));
}

/* Bindings are pairs of the same size as facts. */
_Static_assert(sizeof(struct binding) == sizeof(struct fact),
	       "one comparison for both");

static void put_in_order(struct state *state)
{
	qsort(state->facts, state->fact_count, sizeof(*state->facts),
	      compare_pairs);
	qsort(state->bindings, state->binding_count, sizeof(*state->bindings),
	      compare_pairs);
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

void state_let_go(struct state *state)
{
	memset(&state->pending, 0, sizeof(state->pending));
	memset(&state->released, 0, sizeof(state->released));
	state->synced = NO_NAME;
	state->watched = WATCH_NOTHING;
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

	return i == state->fact_count ? -1 : (int)state->facts[i].holds;
}

void state_learn(struct state *state, uint32_t name, bool holds)
{
	size_t i = find_fact(state, name);

	if (i == MAX_FACTS)
		return;
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

static void change_released(struct state *state, struct names *names,
			    uint32_t var)
{
	uint32_t *name = state->released.names;
	bool alive = false;
	size_t k;

	for (k = 0; k < ARRAY_SIZE(state->released.names); k++) {
		if (name_mentions(names, name[k], var))
			name[k] = NO_NAME;
		alive |= name[k] != NO_NAME;
	}
	if (!alive)
		state_let_go(state);
}

void state_change(struct state *state, struct names *names, uint32_t var)
{
	struct pending *p = &state->pending;
	size_t i;

	if (state->watched == WATCH_RELEASE)
		change_released(state, names, var);
	p->domain = name_aged(names, p->domain, var);
	p->gather = name_aged(names, p->gather, var);
	if (name_mentions(names, p->result, var))
		p->result = NO_NAME;
	if (name_mentions(names, p->iova, var))
		p->iova = NO_NAME;
	if (name_mentions(names, p->size, var))
		p->size = NO_NAME;
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
	if (name_mentions(names, state->synced, var))
		state->synced = NO_NAME;
}

void state_forget(struct state *state, struct names *names, const char *part)
{
	uint32_t *name = state->released.names;
	bool alive = false;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(state->released.names); i++) {
		if (name_holds(names, name[i], part))
			name[i] = NO_NAME;
		alive |= name[i] != NO_NAME;
	}
	if (state->watched == WATCH_RELEASE && !alive)
		state_let_go(state);
	if (name_holds(names, state->pending.result, part))
		state->pending.result = NO_NAME;
	if (name_holds(names, state->pending.iova, part))
		state->pending.iova = NO_NAME;
	if (name_holds(names, state->pending.size, part))
		state->pending.size = NO_NAME;
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
