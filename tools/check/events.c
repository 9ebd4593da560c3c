// SPDX-License-Identifier: GPL-2.0-only
#include "check/events.h"

#include <stdlib.h>

#include "check/release.h"
#include "check/unit.h"

static void add(struct events *events, enum node_kind kind, size_t token,
		size_t first, size_t last, size_t done)
{
	grow(events->at, events->count, events->room);
	events->at[events->count++] = (struct event){
		.node = {
			.kind = kind, .token = token, .first = first,
			.last = last,
		},
		.done = done,
	};
}

static bool is_interesting(const struct unit *u, size_t i)
{
	return u->flow.words.word[i] != NO_WORD &&
	       u->interesting[u->flow.words.word[i]];
}

static bool any_interesting(const struct unit *u, size_t first, size_t last)
{
	size_t i;

	for (i = first; i <= last; i++)
		if (is_interesting(u, i))
			return true;
	return false;
}

/* ---- assignments ---- */

size_t end_of_value(struct unit *u, size_t first, size_t limit)
{
	const struct stream *s = &u->flow.stream;
	size_t i, prev = first;

	for (i = first; i != NO_TOKEN && i <= limit; i = after(s, i)) {
		if (is(s, i, ",") || is(s, i, ";") || is(s, i, ")") ||
		    is(s, i, "]") || is(s, i, "}"))
			break;
		if (is(s, i, "(") || is(s, i, "[") || is(s, i, "{")) {
			i = closing(s, i);
			if (i == NO_TOKEN)
				return prev;
		}
		prev = i;
	}
	return prev;
}

/* The stars of *p = ..., which are no multiplication and no declaration. */
static size_t with_stars(const struct stream *s, size_t first)
{
	size_t star = before(s, first), prev;

	while (is(s, star, "*")) {
		prev = before(s, star);
		if (prev != NO_TOKEN && !is(s, prev, "*") &&
		    (s->tokens[prev].kind == TOKEN_IDENTIFIER ||
		     s->tokens[prev].kind == TOKEN_KEYWORD || is(s, prev, "]")))
			break;
		first = star;
		star = prev;
	}
	return first;
}

/* The last token of the a->b[c] that begins at @i. */
static size_t chain_end(const struct stream *s, size_t i)
{
	size_t next;

	while (is(s, i, "*") || is(s, i, "&"))
		i = after(s, i);
	if (is(s, i, "("))
		i = closing(s, i);
	while (i != NO_TOKEN) {
		next = after(s, i);
		if (is_member_access(s, next))
			i = after(s, next);
		else if (is(s, next, "["))
			i = closing(s, next);
		else
			return i;
	}
	return NO_TOKEN;
}

bool changed_expression(struct unit *u, size_t i, size_t *first, size_t *last,
			size_t *value)
{
	const struct stream *s = &u->flow.stream;
	size_t prev = before(s, i), next = after(s, i);

	*value = NO_TOKEN;
	if (is_assignment(s, i)) {
		if (prev == NO_TOKEN || next == NO_TOKEN)
			return false;
		*last = prev;
		*first = with_stars(s, postfix_start(s, prev));
		*value = next;
		return true;
	}
	if (!is(s, i, "++") && !is(s, i, "--"))
		return false;
	if (prev != NO_TOKEN && (s->tokens[prev].kind == TOKEN_IDENTIFIER ||
				 is(s, prev, ")") || is(s, prev, "]"))) {
		*last = prev;
		*first = postfix_start(s, prev);
		return true;
	}
	*first = next;
	*last = next == NO_TOKEN ? NO_TOKEN : chain_end(s, next);
	return *last != NO_TOKEN;
}

/* The end of the call that token @i is in the arguments of, or @i. */
static size_t end_of_call_around(const struct stream *s, size_t i, size_t start)
{
	size_t k = before(s, i);

	for (; k != NO_TOKEN && k >= start; k = before(s, k)) {
		size_t name = before(s, k);

		if (is(s, k, ")") || is(s, k, "]"))
			k = opening(s, k);
		else if (is(s, k, "(") && name != NO_TOKEN && name >= start &&
			 s->tokens[name].kind == TOKEN_IDENTIFIER)
			return closing(s, k);
		if (k == NO_TOKEN)
			break;
	}
	return i;
}

static void look_at_change(struct unit *u, size_t i, size_t start, size_t limit,
			   struct events *events)
{
	size_t first, last, value, done = i;

	if (!changed_expression(u, i, &first, &last, &value) ||
	    !any_interesting(u, first, last))
		return;
	if (value != NO_TOKEN)
		done = end_of_value(u, value, limit);
	/* f(i++): what is called gets the value of before. */
	else if (last < i)
		done = end_of_call_around(&u->flow.stream, i, start);
	add(events, NODE_ASSIGN, i, first, last, 2 * done + 1);
}

/* ---- calls ---- */

/* Does the call hand on an address, so that what is there may change? */
static bool hands_on(struct unit *u, size_t open, size_t close)
{
	const struct stream *s = &u->flow.stream;
	size_t i;

	for (i = after(s, open); i != NO_TOKEN && i < close; i = after(s, i)) {
		if (is(s, i, "&") && is_interesting(u, after(s, i)))
			return true;
		if (name_has(s, i, "gather") && is_interesting(u, i))
			return true;
	}
	return false;
}

static bool is_list_call(const struct stream *s, size_t i)
{
	static const char *const names[] = {
		"list_add", "list_add_tail", "list_move", "list_move_tail",
		"list_splice", "list_splice_init", "list_splice_tail",
		"list_splice_tail_init", "list_del", "list_del_init",
		"INIT_LIST_HEAD", "LIST_HEAD", NULL,
	};

	return is_one_of(s, i, names);
}

static void look_at_call(struct unit *u, size_t i, struct events *events)
{
	const struct stream *s = &u->flow.stream;
	size_t open = call_open(s, i), close;
	enum node_kind kind;
	const struct subject *callee;

	if (open == NO_TOKEN || (close = closing(s, open)) == NO_TOKEN)
		return;
	callee = is_member_access(s, before(s, i)) ? NULL : callee_of(u, i);
	if (meaning_at(u, i).kind != CALL_NONE)
		kind = NODE_API;
	else if (callee && (callee->relevant || callee->releases))
		kind = NODE_CALL;
	else if (release_in(u, i).kind != RELEASE_NONE)
		kind = NODE_RELEASE;
	else if (is_list_call(s, i))
		kind = NODE_LIST;
	else if (hands_on(u, open, close))
		kind = NODE_UNSEEN;
	else
		return;
	add(events, kind, i, open, close, 2 * close);
}

/* struct iommu_iotlb_gather g; */
static void look_at_declaration(struct unit *u, size_t i, struct events *events)
{
	const struct stream *s = &u->flow.stream;
	size_t name = after(s, i), next;

	while (name != NO_TOKEN && s->tokens[name].kind == TOKEN_IDENTIFIER) {
		next = after(s, name);
		if (is(s, next, ";") || is(s, next, ","))
			add(events, NODE_DECLARE, name, name, name, 2 * name);
		else if (is(s, next, "="))
			next = after(s, end_of_value(u, after(s, next),
						     s->count));
		if (!is(s, next, ","))
			break;
		name = after(s, next);
	}
}

static int compare(const void *pa, const void *pb)
{
	const struct event *a = pa, *b = pb;

	if (a->done != b->done)
		return a->done < b->done ? -1 : 1;
	return a->node.token < b->node.token ? -1 :
	       a->node.token > b->node.token;
}

void events_of(struct unit *u, const struct subject *subject, size_t first,
	       size_t last, struct events *events)
{
	const struct stream *s = &u->flow.stream;
	size_t i;

	(void)subject;
	for (i = first; i <= last; i++) {
		if (!is_code(s, i))
			continue;
		if (s->tokens[i].kind == TOKEN_PUNCTUATION)
			look_at_change(u, i, first, last, events);
		else if (is(s, i, "iommu_iotlb_gather") &&
			 is(s, before(s, i), "struct"))
			look_at_declaration(u, i, events);
		else if (u->flow.words.word[i] != NO_WORD)
			look_at_call(u, i, events);
	}
	if (events->count)
		qsort(events->at, events->count, sizeof(*events->at), compare);
}

void events_free(struct events *events)
{
	free(events->at);
	*events = (struct events){ 0 };
}
