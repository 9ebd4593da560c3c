// SPDX-License-Identifier: GPL-2.0-only
#include "check/range.h"

static bool argument(struct unit *u, size_t token, unsigned int n,
		     struct chain *argument)
{
	size_t open = call_open(&u->flow.stream, token);

	return open != NO_TOKEN &&
	       call_argument(&u->flow.stream, open, n, &argument->first,
			     &argument->last);
}

static bool same_argument(struct unit *u, size_t a, unsigned int n, size_t b,
			  unsigned int k)
{
	struct chain x, y;

	return argument(u, a, n, &x) && argument(u, b, k, &y) &&
	       same_tokens(&u->flow.stream, x.first, x.last, y.first, y.last);
}

/* Is the variable at @i a sum anywhere in the function? */
static bool is_sum(struct unit *u, size_t i)
{
	const struct function *f = function_at(&u->flow, i);
	const struct stream *s = &u->flow.stream;
	struct places p = places_between(&u->flow.words, i, f->open, f->close);
	size_t k;

	for (k = 0; k < p.count; k++) {
		size_t next = after(s, p.at[k]);

		if (is(s, next, "+=") || is(s, next, "-="))
			return true;
	}
	return false;
}

/* Does @queue add what the call at @token says it has done? */
static bool queues_result(struct unit *u, size_t queue, size_t token)
{
	const struct stream *s = &u->flow.stream;
	size_t equals = before(s, token);
	struct chain size;

	if (!argument(u, queue, 2, &size))
		return false;
	if (size.first <= token && token <= size.last)
		return true;
	return size.first == size.last && !is_sum(u, size.first) &&
	       is(s, equals, "=") &&
	       same_tokens(s, size.first, size.last, before(s, equals),
			   before(s, equals));
}

/*
 * Is the range, by its address and its size, plainly that of the call at @token?
 * One that was put together for several is that of none.
 */
static bool is_range_of(struct unit *u, size_t queue, size_t token)
{
	unsigned int size = meaning_at(u, token).kind == CALL_MAP ? 3 : 2;

	return same_argument(u, queue, 1, token, 1) &&
	       (same_argument(u, queue, 2, token, size) ||
		queues_result(u, queue, token));
}

/* The deferred call that stands in its arguments, or else last before it. */
static size_t call_before(struct unit *u, size_t queue)
{
	const struct stream *s = &u->flow.stream;
	const struct function *f = function_at(&u->flow, queue);
	const struct site *first = u->src->sites, *site, *last;
	size_t end = closing(s, call_open(s, queue));

	last = first + u->src->site_count - 1;
	for (site = site_of(&u->flow, queue);
	     site < last && site[1].token < end; site++)
		;
	for (; site >= first && site->token > f->open; site--) {
		enum call_kind kind = meaning_of(u, site).kind;

		if (kind == CALL_UNMAP || kind == CALL_MAP)
			return site->token;
	}
	return NO_TOKEN;
}

bool is_range_of_other(struct unit *u, const struct frame *frame, size_t queue,
		       const struct pending *p)
{
	size_t call;

	if (p->frame != frame->number || is_range_of(u, queue, p->site))
		return false;
	call = call_before(u, queue);
	return call != NO_TOKEN && call != p->site &&
	       is_range_of(u, queue, call);
}
