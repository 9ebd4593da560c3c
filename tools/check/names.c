// SPDX-License-Identifier: GPL-2.0-only
#include "check/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "scan/lex.h"

struct renaming {
	uint32_t name, var, result;	/* result NO_NAME: free */
};

static uint32_t hash_bytes(const char *text, size_t len)
{
	uint32_t h = 2166136261u;

	while (len--)
		h = (h ^ (unsigned char)*text++) * 16777619u;
	return h;
}

void names_begin(struct names *n)
{
	*n = (struct names){ .slot_count = 256, .renaming_slots = 256 };
	n->slots = xcalloc(n->slot_count, sizeof(*n->slots));
	n->renamings = xcalloc(n->renaming_slots, sizeof(*n->renamings));
	grow(n->text, n->count, n->room);
	n->text[n->count++] = NULL;
}

void names_end(struct names *n)
{
	uint32_t i;

	for (i = 0; i < n->count; i++)
		free(n->text[i]);
	free(n->text);
	free(n->slots);
	free(n->renamings);
}

static uint32_t *slot_of(struct names *n, const char *text, size_t len)
{
	uint32_t i = hash_bytes(text, len) & (n->slot_count - 1);

	while (n->slots[i] && (strncmp(n->text[n->slots[i]], text, len) ||
			       n->text[n->slots[i]][len]))
		i = (i + 1) & (n->slot_count - 1);
	return &n->slots[i];
}

static void widen(struct names *n)
{
	uint32_t i;

	free(n->slots);
	n->slot_count *= 2;
	n->slots = xcalloc(n->slot_count, sizeof(*n->slots));
	for (i = 1; i < n->count; i++)
		*slot_of(n, n->text[i], strlen(n->text[i])) = i;
}

uint32_t name_of(struct names *n, const char *text, size_t len)
{
	uint32_t *slot = slot_of(n, text, len);

	if (*slot)
		return *slot;
	if (2 * n->count >= n->slot_count) {
		widen(n);
		slot = slot_of(n, text, len);
	}
	*slot = n->count;
	grow(n->text, n->count, n->room);
	n->text[n->count++] = xstrndup(text, len);
	return n->count - 1;
}

/* ---- old and new values ---- */

static bool stands_at(const char *text, const char *at, const char *var,
		      size_t len)
{
	char next;

	if (strncmp(at, var, len))
		return false;
	next = at[len];
	if (is_word_byte(next) || next == '\'' ||
	    next == '@')
		return false;
	/* A member of that name is another thing. */
	return at == text || (!is_word_byte(at[-1]) && at[-1] != '.' &&
			      at[-1] != '@' &&
			      !(at[-1] == '>' && at - text > 1 && at[-2] == '-'));
}

static uint32_t age(struct names *n, uint32_t name, uint32_t var)
{
	const char *text = n->text[name], *p;
	size_t len = strlen(n->text[var]);
	struct buf out = { 0 };
	uint32_t result;

	for (p = text; *p;) {
		if (stands_at(text, p, n->text[var], len)) {
			buf_add(&out, p, len);
			buf_add(&out, "'", 1);
			p += len;
		} else {
			buf_add(&out, p++, 1);
		}
	}
	result = name_of(n, out.data, out.len);
	buf_free(&out);
	return result;
}

static struct renaming *renaming_of(struct names *n, uint32_t name, uint32_t var)
{
	uint32_t i = (name * 2654435761u ^ var * 40503u) &
		     (n->renaming_slots - 1);

	while (n->renamings[i].result && (n->renamings[i].name != name ||
					  n->renamings[i].var != var))
		i = (i + 1) & (n->renaming_slots - 1);
	return &n->renamings[i];
}

static void widen_renamings(struct names *n)
{
	struct renaming *old = n->renamings;
	uint32_t count = n->renaming_slots, i;

	n->renaming_slots *= 2;
	n->renamings = xcalloc(n->renaming_slots, sizeof(*n->renamings));
	for (i = 0; i < count; i++)
		if (old[i].result)
			*renaming_of(n, old[i].name, old[i].var) = old[i];
	free(old);
}

uint32_t name_aged(struct names *n, uint32_t name, uint32_t var)
{
	struct renaming *r;

	if (name == NO_NAME || var == NO_NAME)
		return name;
	r = renaming_of(n, name, var);
	if (!r->result) {
		if (2 * ++n->renaming_count >= n->renaming_slots) {
			widen_renamings(n);
			r = renaming_of(n, name, var);
		}
		*r = (struct renaming){ name, var, age(n, name, var) };
	}
	return r->result;
}

bool name_mentions(struct names *n, uint32_t name, uint32_t var)
{
	return name_aged(n, name, var) != name;
}

bool name_holds(const struct names *n, uint32_t name, const char *part)
{
	return name != NO_NAME && strstr(n->text[name], part) != NULL;
}
