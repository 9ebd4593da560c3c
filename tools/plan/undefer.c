// SPDX-License-Identifier: GPL-2.0-only
#include "plan/undefer.h"

#include <stdlib.h>
#include <string.h>

#include "flow/truth.h"

bool is_deferred(const struct site *site, enum style from)
{
	if (!site->api || site->kind != SITE_CALL ||
	    site->api->op > OP_UNMAP)
		return false;
	return site->api->form == FORM_FAST || site->api->form == FORM_ASYNC ||
	       (site->api->form == FORM_PLAIN && from == STYLE_EXPLICIT);
}

struct undefer {
	struct flow *flow;
	const struct stream *stream;
	const struct function *function;
	enum style from;
	const struct goal *goal;
};

static bool is_named(const struct site *site, const char *name)
{
	return site->api && site->kind == SITE_CALL &&
	       !strcmp(site->api->name, name);
}

static bool is_queue(const struct site *site)
{
	return is_named(site, "iommu_tlb_range_add");
}

/* Calls that are pointless once nothing is deferred. */
static bool is_finish(const struct site *site)
{
	return is_queue(site) || is_named(site, "iommu_tlb_sync") ||
	       is_named(site, "iommu_iotlb_sync") ||
	       is_named(site, "iommu_iotlb_gather_init") ||
	       is_named(site, "iommu_sync_map");
}

static bool in_function(const struct undefer *u, const struct site *site)
{
	return site->api && !site->reason && site->token > u->function->open &&
	       site->token < u->function->close;
}

/* The statement that is this call and nothing else, or NULL. */
static struct statement *own_statement(const struct undefer *u,
				       const struct site *site)
{
	struct statement *st = statement_at(u->function->body, site->token);
	size_t close = closing(u->stream, call_open(u->stream, site->token));

	return st && st->kind == STATEMENT_SIMPLE && st->first == site->token &&
	       close != NO_TOKEN && after(u->stream, close) == st->last ?
	       st : NULL;
}

/* if (domain) flush: what is to go is the if. */
static struct statement *with_guard(struct statement *st)
{
	struct statement *up = st->parent;

	if (up && up->kind == STATEMENT_BLOCK && up->child == st && !st->next &&
	    up->parent && up->parent->kind == STATEMENT_IF)
		up = up->parent;
	if (up && up->kind == STATEMENT_IF && !up->other)
		return up;
	return st;
}

/* if (mapped > 0) iommu_tlb_range_add(domain, iova, mapped) */
static bool is_size_guard(const struct undefer *u, const struct statement *guard,
			  const struct site *queue)
{
	const struct stream *s = u->stream;
	size_t zero = before(s, guard->close), more = before(s, zero);
	size_t first, last;

	return call_argument(s, call_open(s, queue->token), 2, &first, &last) &&
	       first == last && is(s, zero, "0") && is(s, more, ">") &&
	       after(s, guard->open) == before(s, more) &&
	       same_tokens(s, before(s, more), before(s, more), first, last);
}

/* Is a guard only that: a test of the domain that the call flushes? */
static bool is_guard_of(const struct undefer *u, const struct statement *guard,
			const struct site *site)
{
	struct chain domain;

	return call_argument(u->stream, call_open(u->stream, site->token), 0,
			     &domain.first, &domain.last) &&
	       is_test_of(u->stream, after(u->stream, guard->open),
			  before(u->stream, guard->close), domain);
}

/*
 * The statement to take away for a finishing call; NULL when it is not one by
 * itself, or when something would be left hanging.
 */
static struct statement *removable(const struct undefer *u,
				   const struct site *site)
{
	struct statement *st = own_statement(u, site), *guard;

	if (!st)
		return NULL;
	guard = with_guard(st);
	if (guard != st && !is_guard_of(u, guard, site) &&
	    !(is_queue(site) && is_size_guard(u, guard, site)))
		return NULL;
	return guard->parent && guard->parent->kind == STATEMENT_BLOCK ? guard :
									 NULL;
}

/* iommu_tlb_range_add(domain, iova, iommu_unmap(...)): the unmap, or NULL. */
static struct site *queued_unmap(const struct undefer *u,
				 const struct site *queue)
{
	struct source *src = u->flow->src;
	size_t open = call_open(u->stream, queue->token), first, last, i;

	if (!call_argument(u->stream, open, 2, &first, &last))
		return NULL;
	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].token == first &&
		    is_deferred(&src->sites[i], u->from) &&
		    closing(u->stream, call_open(u->stream, first)) == last)
			return &src->sites[i];
	return NULL;
}

/* The name of the call that token @i is an argument of, or NO_TOKEN. */
static size_t call_around(const struct stream *s, size_t i)
{
	int depth = 0;

	while ((i = before(s, i)) != NO_TOKEN && !is(s, i, ";")) {
		if (is(s, i, ")"))
			depth++;
		else if (is(s, i, "(") && !depth--)
			return before(s, i);
	}
	return NO_TOKEN;
}

/* Does only the API see the variable that token @name is a use of? */
static bool only_api_uses(const struct undefer *u, size_t name)
{
	const struct stream *s = u->stream;
	size_t i, call;

	for (i = u->function->open; i < u->function->close; i++) {
		if (s->tokens[i].kind != TOKEN_IDENTIFIER ||
		    !same_tokens(s, i, i, name, name) ||
		    is(s, before(s, i), "iommu_iotlb_gather"))
			continue;
		call = call_around(s, i);
		if (!is(s, before(s, i), "&") || call == NO_TOKEN ||
		    !api_lookup(s->text + s->tokens[call].offset,
				s->tokens[call].len))
			return false;
	}
	return true;
}

/* The gather that a call is given: &name with a variable of the function. */
static bool own_gather(const struct undefer *u, const struct site *site,
		       unsigned int argument, size_t *name)
{
	size_t first, last, i;

	if (!call_argument(u->stream, call_open(u->stream, site->token),
			   argument, &first, &last) ||
	    !is(u->stream, first, "&") || after(u->stream, first) != last)
		return false;
	*name = last;
	/* struct iommu_iotlb_gather name; */
	for (i = u->function->open; i < u->function->close; i++)
		if (is(u->stream, i, "iommu_iotlb_gather") &&
		    same_tokens(u->stream, after(u->stream, i),
				after(u->stream, i), last, last) &&
		    is(u->stream, after(u->stream, after(u->stream, i)), ";"))
			return only_api_uses(u, last);
	return false;
}

/* Which argument of a gather style's call is the gather; -1: none. */
static int gather_argument(const struct site *site)
{
	if (is_named(site, "iommu_unmap_fast"))
		return 3;
	if (is_named(site, "iommu_iotlb_sync"))
		return 1;
	if (is_named(site, "iommu_iotlb_gather_init"))
		return 0;
	return -1;
}

static bool has_argument(const struct undefer *u, const struct site *site, int n)
{
	size_t first, last;

	return call_argument(u->stream, call_open(u->stream, site->token), n,
			     &first, &last);
}

/* Can all of the function's deferred calls and flushes be dealt with? */
static bool is_simple(const struct undefer *u)
{
	const struct source *src = u->flow->src;
	size_t i, name, deferred = 0;

	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];
		int n;

		if (!in_function(u, site))
			continue;
		n = gather_argument(site);
		if (n >= 0 && has_argument(u, site, n) &&
		    !own_gather(u, site, n, &name))
			return false;
		if (is_deferred(site, u->from))
			deferred++;
		else if (site->api->op == OP_FINISH && !is_finish(site))
			return false;
		else if (is_queue(site) && queued_unmap(u, site))
			continue;
		else if (is_finish(site) && !removable(u, site))
			return false;
	}
	return deferred > 0;
}

static void delete(const struct undefer *u, size_t from, size_t to)
{
	source_delete(u->flow->src, from, to);
}

/*
 * With its line, if nothing else stands on it.  A block does not begin with the
 * empty line that followed its only declaration.
 */
static void delete_statement(const struct undefer *u, size_t first, size_t last)
{
	const struct buf *text = &u->flow->src->text;
	size_t from = u->stream->tokens[first].offset;
	size_t to = u->stream->tokens[last].offset + u->stream->tokens[last].len;
	bool begins = is(u->stream, before(u->stream, first), "{");
	size_t start = from, end = to;

	while (start && (text->data[start - 1] == ' ' ||
			 text->data[start - 1] == '\t'))
		start--;
	while (end < text->len && (text->data[end] == ' ' ||
				   text->data[end] == '\t' ||
				   text->data[end] == '\r'))
		end++;
	if ((start && text->data[start - 1] != '\n') || end == text->len ||
	    text->data[end] != '\n') {
		delete(u, from, to);
		return;
	}
	end++;
	if (begins && end < text->len && text->data[end] == '\r')
		end++;
	if (begins && end < text->len && text->data[end] == '\n')
		end++;
	delete(u, start, end);
}

static void unqueue(const struct undefer *u, struct site *queue)
{
	const struct token *t = u->stream->tokens;
	struct site *unmap = queued_unmap(u, queue);
	size_t open = call_open(u->stream, queue->token);
	size_t close = closing(u->stream, open);

	delete(u, queue->offset, unmap->offset);
	delete(u, t[before(u->stream, close)].offset +
		  t[before(u->stream, close)].len, t[close].offset + 1);
}

static void make_synchronous(const struct undefer *u, struct site *site)
{
	size_t first, last, comma;

	if (is_named(site, "iommu_unmap_fast") &&
	    call_argument(u->stream, call_open(u->stream, site->token), 3,
			  &first, &last)) {
		comma = before(u->stream, first);
		delete(u, u->stream->tokens[comma].offset,
		       u->stream->tokens[last].offset +
		       u->stream->tokens[last].len);
	}
	site->becomes = style_sync_name(u->goal->to, site->api->op);
	site->marked = true;
	site_decide(site, OUTCOME_CONVERTED, "synchronous again: becomes %s",
		    site->becomes);
}

/* The declarations of gathers that nothing uses any more. */
static void delete_gathers(const struct undefer *u)
{
	struct statement *st;

	for (st = u->function->body; st;
	     st = next_statement(st, u->function->body)) {
		const struct stream *s = u->stream;

		if (st->kind == STATEMENT_SIMPLE && is(s, st->first, "struct") &&
		    is(s, after(s, st->first), "iommu_iotlb_gather") &&
		    after(s, after(s, after(s, st->first))) == st->last)
			delete_statement(u, st->first, st->last);
	}
}

static void undefer_function(const struct undefer *u)
{
	struct source *src = u->flow->src;
	size_t i;

	delete_gathers(u);
	for (i = 0; i < src->site_count; i++) {
		struct site *site = &src->sites[i];
		struct statement *st;

		if (!in_function(u, site))
			continue;
		if (is_deferred(site, u->from)) {
			make_synchronous(u, site);
		} else if (is_finish(site)) {
			if (is_queue(site) && queued_unmap(u, site)) {
				unqueue(u, site);
			} else {
				st = removable(u, site);
				delete_statement(u, st->first, st->last);
			}
			site->removed = true;
			site_decide(site, OUTCOME_CONVERTED,
				    "taken away: nothing is left to flush");
		}
	}
}

void plan_undefer(struct flow *flow, enum style from, const struct goal *goal)
{
	struct undefer u = {
		.flow = flow, .stream = &flow->stream, .from = from,
		.goal = goal,
	};
	size_t i;

	for (i = 0; i < flow->count; i++) {
		u.function = &flow->functions[i];
		if (u.function->body && is_simple(&u))
			undefer_function(&u);
	}
}
