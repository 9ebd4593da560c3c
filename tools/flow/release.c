// SPDX-License-Identifier: GPL-2.0-only
#include "flow/release.h"

#include <string.h>

#include "flow/chain.h"

/* ---- the entry that the loop stands at ---- */

/* The type word behind struct in the declaration of the variable at @i. */
static size_t struct_of(struct flow *flow, size_t i)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, i);
	struct places p = places_between(&flow->words, i, f->name, f->close);
	size_t k, at;

	for (k = 0; k < p.count; k++) {
		for (at = before(s, p.at[k]); is(s, at, "*") || is(s, at, ",") ||
		     (at != NO_TOKEN && is(s, before(s, at), "*"));)
			at = before(s, at);
		if (at != NO_TOKEN && is(s, before(s, at), "struct"))
			return at;
	}
	return NO_TOKEN;
}

/* Is some variable of that name a pointer to the struct, anywhere in the file? */
static bool may_point_to(struct flow *flow, size_t name, size_t type)
{
	const struct stream *s = &flow->stream;
	struct places p = places_of(&flow->words, name);
	size_t k, star;

	for (k = 0; k < p.count; k++) {
		star = before(s, p.at[k]);
		if (is(s, star, "*") && before(s, star) != NO_TOKEN &&
		    same_name(s, before(s, star), type))
			return true;
	}
	return false;
}

/* Does the file make an address for a device of what such a pointer leads to? */
static bool maps_objects(struct flow *flow, size_t cursor)
{
	static const char *const words[] = {
		"virt_to_phys", "virt_to_page", "virt_to_pfn", "virt_to_bus",
		"virt_to_dma", "virt_to_head_page", "virt_to_folio", "__pa",
		"dma_map_single", "dma_map_single_attrs", "pci_map_single",
		"sg_set_buf", "sg_init_one", NULL,
	};
	const struct stream *s = &flow->stream;
	size_t type = struct_of(flow, cursor), i, k;

	if (type == NO_TOKEN)
		return true;
	for (i = 0; i < s->count; i++) {
		if (flow->words.word[i] == NO_WORD || !is_one_of(s, i, words) ||
		    !is(s, after(s, i), "("))
			continue;
		for (k = after(s, i); k < closing(s, after(s, i)); k++)
			if (flow->words.word[k] != NO_WORD &&
			    may_point_to(flow, k, type))
				return true;
	}
	return false;
}

/* Does an unmap in the loop take both IOVA and size from the entry? */
static bool describes_mapping(struct flow *flow, const struct statement *loop,
			      size_t cursor)
{
	const struct stream *s = &flow->stream;
	size_t i, n, first, last;

	for (i = 0; i < flow->src->site_count; i++) {
		const struct site *site = &flow->src->sites[i];

		if (site->token < loop->first || site->token > loop->last ||
		    site->kind != SITE_CALL || site->api->op != OP_UNMAP)
			continue;
		for (n = 1; n <= 2; n++)
			if (!call_argument(s, call_open(s, site->token), n,
					   &first, &last) ||
			    !same_name(s, first, cursor) ||
			    !is(s, after(s, first), "->"))
				break;
		if (n == 3)
			return true;
	}
	return false;
}

/*
 * kfree() of the entry that the loop stands at frees bookkeeping, if the entry
 * says what is mapped.  Unless entries themselves may be mapped.
 */
static bool frees_cursor(struct flow *flow, size_t call,
			 const struct statement *loop)
{
	const struct stream *s = &flow->stream;
	size_t first, last, a, b;

	return loop && loop->loop == LOOP_ITERATOR &&
	       is(s, loop->first, "list_for_each_entry_safe") &&
	       call_argument(s, after(s, call), 0, &first, &last) &&
	       first == last && call_argument(s, loop->open, 0, &a, &b) &&
	       a == b && same_name(s, a, first) &&
	       describes_mapping(flow, loop, a) && !maps_objects(flow, a);
}

/* ---- what a flush of its own has covered ---- */

/* The synchronous unmap that statement @st is, or NULL. */
static struct site *unmap_in(struct flow *flow, const struct statement *st)
{
	size_t i;

	for (i = st->first; i <= st->last; i++) {
		struct site *site = site_of(flow, i);

		if (site && site->kind == SITE_CALL &&
		    site->api->op == OP_UNMAP && !site->batched &&
		    (site->api->form == FORM_PLAIN ||
		     site->api->form == FORM_SYNC))
			return site;
	}
	return NULL;
}

/* Does the word of token @name stand in [from, to]? */
static bool names(const struct flow *flow, size_t name, size_t from, size_t to)
{
	return places_between(&flow->words, name, from, to).count > 0;
}

/* Does the variable keep its value all through [from, to]? */
static bool keeps(const struct flow *flow, size_t name, size_t from, size_t to)
{
	struct places p = places_between(&flow->words, name, from, to);
	size_t k;

	for (k = 0; k < p.count; k++)
		if (is_changed_at(&flow->stream, p.at[k]))
			return false;
	return true;
}

static const struct statement *statement_before(const struct statement *st)
{
	const struct statement *prev;

	if (!st || !st->parent || st->parent->kind != STATEMENT_BLOCK)
		return NULL;
	for (prev = st->parent->child; prev != st && prev->next != st;)
		prev = prev->next;
	return prev == st ? NULL : prev;
}

/* Has the function itself taken the lock that is given up at @unlock? */
static bool is_own_lock(struct flow *flow, const struct function *f,
			size_t unlock)
{
	const struct stream *s = &flow->stream;
	const struct token *t = &s->tokens[unlock];
	const char *name = s->text + t->offset;
	const char *un = memmem(name, t->len, "unlock", 6);
	size_t head = un ? un - name : 0, i, a, a_last, b, b_last;

	if (!un || !call_argument(s, after(s, unlock), 0, &a, &a_last))
		return false;
	for (i = f->open; i < unlock; i++) {
		const struct token *l = &s->tokens[i];

		if (l->kind == TOKEN_IDENTIFIER && l->len >= head + 4 &&
		    !memcmp(s->text + l->offset, name, head) &&
		    !memcmp(s->text + l->offset + head, "lock", 4) &&
		    is(s, after(s, i), "(") &&
		    call_argument(s, after(s, i), 0, &b, &b_last) &&
		    same_tokens(s, a, a_last, b, b_last))
			return true;
	}
	return false;
}

/*
 * Does a call of what the file defines under that name drop pins or IOVAs, and
 * nothing else?  Locks it has taken itself are its own affair.
 */
static bool only_drops(struct flow *flow, size_t call, int depth)
{
	const struct function *f = definition_of(flow, call);
	const struct obstacle *o, *end;

	if (f && f->too_many)
		return false;
	for (; f && depth < 4; f = f->same) {
		end = f->obstacles + f->obstacle_count;
		for (o = f->obstacles; o < end; o++)
			if (!(definition_of(flow, o->token) ?
			      only_drops(flow, o->token, depth + 1) :
			      o->effect == EFFECT_PIN ||
			      o->effect == EFFECT_IOVA ||
			      (o->effect == EFFECT_LOCK &&
			       is_own_lock(flow, f, o->token))))
				return false;
	}
	return !f;
}

/*
 * What a synchronous unmap has flushed may be released at once.  The unmap is
 * the statement right before the call; it names its IOVA and its size by
 * variables of the function's own, and the call names both, the IOVA as an
 * argument by itself.  That unmap has to stay synchronous then.
 */
static bool is_paid_for(struct flow *flow, size_t call)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, call);
	const struct statement *st, *prev;
	size_t open, close, iova, size, last, a, b;
	struct site *site;
	unsigned int n;

	st = f->body ? statement_at(f->body, call) : NULL;
	prev = statement_before(st);
	if (!prev || st->kind != STATEMENT_SIMPLE || st->first != call ||
	    prev->kind != STATEMENT_SIMPLE || prev->conditional)
		return false;
	site = unmap_in(flow, prev);
	if (!site || !call_argument(s, call_open(s, site->token), 1, &iova, &last) ||
	    iova != last || !is_private(flow, iova) ||
	    !call_argument(s, call_open(s, site->token), 2, &size, &last) ||
	    size != last || !is_private(flow, size) ||
	    !keeps(flow, iova, prev->first, st->last) ||
	    !keeps(flow, size, prev->first, st->last))
		return false;
	open = call_open(s, call);
	close = open == NO_TOKEN ? NO_TOKEN : closing(s, open);
	if (close == NO_TOKEN || !names(flow, size, open, close))
		return false;
	for (n = 0; call_argument(s, open, n, &a, &b); n++)
		if (a == b && same_name(s, a, iova)) {
			site->must_sync = true;
			return true;
		}
	return false;
}

/* ---- questions ---- */

static const struct statement *innermost_loop(struct flow *flow, size_t i)
{
	const struct function *f = function_at(flow, i);
	const struct statement *st = f->body ? statement_at(f->body, i) : NULL;

	while (st && st->kind != STATEMENT_LOOP)
		st = st->parent;
	return st;
}

static bool is_excused(struct flow *flow, const struct obstacle *o,
		       const struct statement *loop)
{
	if (!loop)
		return false;
	if (o->effect == EFFECT_OBJECT && o->cause == o->token &&
	    frees_cursor(flow, o->token, innermost_loop(flow, o->token)))
		return true;
	return (o->effect == EFFECT_PIN || o->effect == EFFECT_IOVA) &&
	       only_drops(flow, o->token, 0) && is_paid_for(flow, o->token);
}

char *flow_obstacle(struct flow *flow, size_t from, size_t to,
		    const struct statement *loop)
{
	struct obstacle *o = first_obstacle(flow, from, to);
	struct function *f = function_at(flow, from);
	struct obstacle *end = f ? f->obstacles + f->obstacle_count : NULL;

	for (; o && o < end && o->token <= to; o++)
		if (!is_excused(flow, o, loop))
			return obstacle_text(flow, o);
	return NULL;
}

size_t next_release(struct flow *flow, size_t from, size_t to)
{
	const struct stream *s = &flow->stream;
	struct function *f = function_at(flow, from);
	struct obstacle *o = first_obstacle(flow, from, to);
	struct obstacle *end = f ? f->obstacles + f->obstacle_count : NULL;

	for (; o && o < end && o->token <= to; o++) {
		const struct token *t = &s->tokens[o->token];
		/* A well-known name says enough, whoever defines it. */
		enum effect known = effect_of(s->text + t->offset, t->len);
		enum effect effect = known == EFFECT_UNKNOWN ? o->effect : known;

		if (effect == EFFECT_PAGE || effect == EFFECT_PIN ||
		    effect == EFFECT_IOVA)
			return o->token;
	}
	return NO_TOKEN;
}
