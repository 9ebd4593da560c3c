// SPDX-License-Identifier: GPL-2.0-only
#include "verify/align.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* A stretch is so many elements: fewer are seldom unique in C. */
#define STRETCH 12

/* Edit scripts are followed to this length. */
#define MAX_EDITS 1200

struct aligner {
	const uint32_t *a, *b;
	size_t *to_b, *to_a;
};

static void match(struct aligner *al, size_t i, size_t k)
{
	al->to_b[i] = k;
	al->to_a[k] = i;
}

/* ---- shortest edit script (Myers 1986), greedy, with its trace kept ---- */

struct trace {
	int32_t **rows;		/* furthest x by diagonal, for each edit count */
	size_t count;
};

static int32_t *new_row(struct trace *t, size_t edits, const int32_t *from)
{
	size_t len = 2 * edits + 3;
	int32_t *row = xmalloc(len * sizeof(*row));

	memcpy(row, from, len * sizeof(*row));
	t->rows[t->count++] = row;
	return row;
}

/* No path leads to this diagonal. */
#define NOWHERE (-(1 << 28))

/*
 * From the two neighbours to diagonal @k: the element of @a that is reached by
 * one more deletion or insertion.  @from: the diagonal it came from.
 */
static int32_t step(const int32_t *row, int32_t k, int32_t n, int32_t m,
		    int32_t *from)
{
	int32_t inserted = row[k + 1], deleted = row[k - 1] + 1;

	if (inserted - k > m)
		inserted = NOWHERE;
	if (deleted > n)
		deleted = NOWHERE;
	*from = inserted >= deleted ? k + 1 : k - 1;
	return inserted >= deleted ? inserted : deleted;
}

static void walk_back(struct aligner *al, struct trace *t, size_t a0, size_t b0,
		      int32_t n, int32_t m)
{
	int32_t x = n, y = m, d;

	for (d = t->count - 1; d >= 0; d--) {
		/* Row d holds diagonals -d-1 .. d+1, as they were before. */
		const int32_t *row = t->rows[d] + d + 1;
		int32_t from = 0, begin = d ? step(row, x - y, n, m, &from) : 0;

		while (x > begin) {
			x--;
			y--;
			match(al, a0 + x, b0 + y);
		}
		/* Back over the insertion or the deletion itself. */
		if (d && from > x - y)
			y--;
		else
			x -= d > 0;
	}
}

static void compare(struct aligner *al, size_t a0, size_t a1, size_t b0,
		    size_t b1)
{
	int32_t n = a1 - a0, m = b1 - b0;
	int32_t most = n + m < MAX_EDITS ? n + m : MAX_EDITS, d, k, from, x;
	struct trace trace = { 0 };
	int32_t *all = xcalloc(2 * most + 5, sizeof(*all)), *v = all + most + 2;
	bool done = false;
	size_t i;

	for (d = 0; d < 2 * most + 5; d++)
		all[d] = NOWHERE;
	trace.rows = xcalloc(most + 1, sizeof(*trace.rows));
	for (d = 0; d <= most && !done; d++) {
		new_row(&trace, d, v - d - 1);
		for (k = -d; k <= d && !done; k += 2) {
			x = d ? step(v, k, n, m, &from) : 0;
			while (x >= 0 && x < n && x - k < m &&
			       al->a[a0 + x] == al->b[b0 + x - k])
				x++;
			v[k] = x;
			done = x == n && x - k == m;
		}
	}
	if (done)
		walk_back(al, &trace, a0, b0, n, m);
	for (i = 0; i < trace.count; i++)
		free(trace.rows[i]);
	free(trace.rows);
	free(all);
}

/* Equal ends are matched without further thought. */
static void compare_trimmed(struct aligner *al, size_t a0, size_t a1, size_t b0,
			    size_t b1)
{
	while (a0 < a1 && b0 < b1 && al->a[a0] == al->b[b0])
		match(al, a0++, b0++);
	while (a0 < a1 && b0 < b1 && al->a[a1 - 1] == al->b[b1 - 1])
		match(al, --a1, --b1);
	if (a0 < a1 && b0 < b1)
		compare(al, a0, a1, b0, b1);
}

/* ---- anchors: stretches that are unique on both sides, in order ---- */

struct stretch {
	uint64_t hash;
	size_t at;
};

struct anchor {
	size_t a, b;
	size_t before;		/* the anchor before it in the chain + 1 */
};

static int by_hash(const void *x, const void *y)
{
	const struct stretch *a = x, *b = y;

	return a->hash != b->hash ? (a->hash < b->hash ? -1 : 1) :
	       a->at < b->at ? -1 : a->at > b->at;
}

/* All stretches in [from, to), ordered by hash; those that repeat are out. */
static struct stretch *unique_stretches(const uint32_t *list, size_t from,
					size_t to, size_t *count)
{
	size_t all = to - from < STRETCH ? 0 : to - from - STRETCH + 1, i, k, n;
	struct stretch *s = xcalloc(all + 1, sizeof(*s));

	for (i = 0; i < all; i++) {
		uint64_t hash = 0;

		for (k = 0; k < STRETCH; k++)
			hash = (hash ^ list[from + i + k]) * 0x9e3779b97f4a7c15 +
			       (hash >> 29);
		s[i] = (struct stretch){ hash, from + i };
	}
	if (all)
		qsort(s, all, sizeof(*s), by_hash);
	for (i = n = 0; i < all; i = k) {
		for (k = i + 1; k < all && s[k].hash == s[i].hash; k++)
			;
		if (k == i + 1)
			s[n++] = s[i];
	}
	*count = n;
	return s;
}

static int by_a(const void *x, const void *y)
{
	const struct anchor *a = x, *b = y;

	return a->a < b->a ? -1 : a->a > b->a;
}

/* The longest chain that rises on both sides; linked backwards, its end + 1. */
static size_t longest_chain(struct anchor *anchors, size_t count)
{
	size_t *ends = xcalloc(count + 1, sizeof(*ends)), length = 0, i, last;

	for (i = 0; i < count; i++) {
		size_t low = 0, high = length;

		while (low < high) {
			size_t mid = low + (high - low) / 2;

			if (anchors[ends[mid]].b < anchors[i].b)
				low = mid + 1;
			else
				high = mid;
		}
		anchors[i].before = low ? ends[low - 1] + 1 : 0;
		ends[low] = i;
		if (low == length)
			length++;
	}
	last = length ? ends[length - 1] + 1 : 0;
	free(ends);
	return last;
}

static struct anchor *find_anchors(struct aligner *al, size_t a0, size_t a1,
				   size_t b0, size_t b1, size_t *count)
{
	size_t a_count, b_count, i = 0, k = 0, n = 0;
	struct stretch *a = unique_stretches(al->a, a0, a1, &a_count);
	struct stretch *b = unique_stretches(al->b, b0, b1, &b_count);
	struct anchor *anchors = xcalloc(a_count + 1, sizeof(*anchors));

	while (i < a_count && k < b_count) {
		if (a[i].hash < b[k].hash)
			i++;
		else if (a[i].hash > b[k].hash)
			k++;
		else if (!memcmp(al->a + a[i].at, al->b + b[k].at,
				 STRETCH * sizeof(*al->a)))
			anchors[n++] = (struct anchor){ a[i++].at, b[k++].at, 0 };
		else
			i++;
	}
	free(a);
	free(b);
	if (n)
		qsort(anchors, n, sizeof(*anchors), by_a);
	*count = n;
	return anchors;
}

void align(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
	   size_t *to_b, size_t *to_a)
{
	struct aligner al = { a, b, to_b, to_a };
	size_t a0 = 0, a1 = a_count, b0 = 0, b1 = b_count, count, i, at;
	struct anchor *anchors;
	size_t *order;

	for (i = 0; i < a_count; i++)
		to_b[i] = ALIGN_NONE;
	for (i = 0; i < b_count; i++)
		to_a[i] = ALIGN_NONE;
	while (a0 < a1 && b0 < b1 && a[a0] == b[b0])
		match(&al, a0++, b0++);
	while (a0 < a1 && b0 < b1 && a[a1 - 1] == b[b1 - 1])
		match(&al, --a1, --b1);
	anchors = find_anchors(&al, a0, a1, b0, b1, &count);
	order = xcalloc(count + 1, sizeof(*order));
	for (i = count, at = longest_chain(anchors, count); at;
	     at = anchors[at - 1].before)
		order[--i] = at - 1;
	for (; i < count; i++) {
		const struct anchor *anchor = &anchors[order[i]];

		/* The one before it may reach into it. */
		if (anchor->a < a0 || anchor->b < b0)
			continue;
		compare_trimmed(&al, a0, anchor->a, b0, anchor->b);
		a0 = anchor->a;
		b0 = anchor->b;
		while (a0 < a1 && b0 < b1 && a[a0] == b[b0])
			match(&al, a0++, b0++);
	}
	compare_trimmed(&al, a0, a1, b0, b1);
	free(order);
	free(anchors);
}
