// SPDX-License-Identifier: GPL-2.0-only
#include "report/tokens.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "scan/lex.h"

#define CELLS_MAX (1u << 18)

/* A word, or any other byte; a letter beyond ASCII is never cut in two. */
struct words {
	struct piece *at;
	size_t count, room;
};

static bool in_word(unsigned char c)
{
	return c >= 0x80 || is_word_byte(c);
}

static struct words split(const struct piece *piece)
{
	struct words words = { 0 };
	size_t i, end;

	for (i = 0; i < piece->len; i = end) {
		end = i + 1;
		if (strchr(" \t\r\n", piece->text[i]))
			continue;
		while (in_word(piece->text[i]) && end < piece->len &&
		       in_word(piece->text[end]))
			end++;
		grow(words.at, words.count, words.room);
		words.at[words.count++] = (struct piece){
			piece->text + i, end - i
		};
	}
	return words;
}

static bool equal(const struct piece *a, const struct piece *b)
{
	return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

static bool *flags(const struct piece *piece, const struct words *words,
		   const bool *common)
{
	bool *flags = xcalloc(piece->len, sizeof(*flags));
	size_t i;

	for (i = 0; i < words->count; i++)
		if (!common[i])
			memset(flags + (words->at[i].text - piece->text), true,
			       words->at[i].len);
	return flags;
}

/*
 * The longest common subsequence; @table[i][k] is its length for the words from
 * a[i] and b[k] on.
 */
static size_t match(const struct words *a, const struct words *b,
		    bool *in_a, bool *in_b)
{
	size_t columns = b->count + 1, i, k, length;
	uint16_t *table = xcalloc((a->count + 1) * columns, sizeof(*table));

	for (i = a->count; i--; ) {
		for (k = b->count; k--; ) {
			uint16_t *cell = &table[i * columns + k];

			if (equal(&a->at[i], &b->at[k]))
				*cell = cell[columns + 1] + 1;
			else
				*cell = cell[columns] > cell[1] ?
					cell[columns] : cell[1];
		}
	}
	for (i = k = 0; i < a->count && k < b->count; ) {
		const uint16_t *cell = &table[i * columns + k];

		if (equal(&a->at[i], &b->at[k]))
			in_a[i++] = in_b[k++] = true;
		else if (cell[columns] >= cell[1])
			i++;
		else
			k++;
	}
	length = table[0];
	free(table);
	return length;
}

void tokens_compare(const struct piece *old, const struct piece *new,
		    bool **gone, bool **come)
{
	struct words a = split(old), b = split(new);
	bool *in_a, *in_b;

	*gone = *come = NULL;
	in_a = xcalloc(a.count, sizeof(*in_a));
	in_b = xcalloc(b.count, sizeof(*in_b));
	if (a.count * b.count <= CELLS_MAX && a.count && b.count &&
	    match(&a, &b, in_a, in_b) * 3 > a.count) {
		*gone = flags(old, &a, in_a);
		*come = flags(new, &b, in_b);
	}
	free(in_a);
	free(in_b);
	free(a.at);
	free(b.at);
}
