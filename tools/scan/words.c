// SPDX-License-Identifier: GPL-2.0-only
#include "scan/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

static bool is_word(const struct token *t)
{
	return t->kind == TOKEN_IDENTIFIER && !t->inactive;
}

static size_t hash(const char *at, size_t len)
{
	size_t h = 5381;

	while (len--)
		h = h * 33 + (unsigned char)*at++;
	return h;
}

static bool equal(const struct stream *s, size_t a, size_t b)
{
	const struct token *x = &s->tokens[a], *y = &s->tokens[b];

	return x->len == y->len &&
	       !memcmp(s->text + x->offset, s->text + y->offset, x->len);
}

/* Number the words in the order in which they first appear. */
static void number_words(struct words *w, const struct stream *s)
{
	size_t slots = 64, slot, i;
	size_t *first;		/* a token of the word in this slot, + 1 */

	while (slots < 2 * s->count)
		slots *= 2;
	first = xcalloc(slots, sizeof(*first));
	for (i = 0; i < s->count; i++) {
		const struct token *t = &s->tokens[i];

		w->word[i] = NO_WORD;
		if (!is_word(t))
			continue;
		slot = hash(s->text + t->offset, t->len) & (slots - 1);
		while (first[slot] && !equal(s, first[slot] - 1, i))
			slot = (slot + 1) & (slots - 1);
		if (!first[slot]) {
			first[slot] = i + 1;
			w->word[i] = w->count++;
		} else {
			w->word[i] = w->word[first[slot] - 1];
		}
	}
	free(first);
}

void words_begin(struct words *w, const struct stream *s)
{
	size_t *next, i, sum = 0;

	w->count = 0;
	w->word = xcalloc(s->count + 1, sizeof(*w->word));
	w->at = xcalloc(s->count + 1, sizeof(*w->at));
	number_words(w, s);
	w->start = xcalloc(w->count + 1, sizeof(*w->start));
	next = xcalloc(w->count + 1, sizeof(*next));
	for (i = 0; i < s->count; i++)
		if (w->word[i] != NO_WORD)
			w->start[w->word[i]]++;
	for (i = 0; i <= w->count; i++) {
		size_t here = w->start[i];

		w->start[i] = next[i] = sum;
		sum += here;
	}
	for (i = 0; i < s->count; i++)
		if (w->word[i] != NO_WORD)
			w->at[next[w->word[i]]++] = i;
	free(next);
}

void words_end(struct words *w)
{
	free(w->word);
	free(w->start);
	free(w->at);
}

struct places places_of(const struct words *w, size_t i)
{
	uint32_t word = w->word[i];

	if (word == NO_WORD)
		return (struct places){ 0 };
	return (struct places){
		w->at + w->start[word], w->start[word + 1] - w->start[word],
	};
}

/* How many of the places lie before token @i. */
static size_t count_before(struct places p, size_t i)
{
	size_t low = 0, high = p.count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p.at[mid] < i)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct places places_between(const struct words *w, size_t i, size_t from,
			     size_t to)
{
	struct places p = places_of(w, i);
	size_t skip = count_before(p, from);

	p.count = count_before(p, to + 1) - skip;
	p.at += skip;
	return p;
}
