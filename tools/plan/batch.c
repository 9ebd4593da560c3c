// SPDX-License-Identifier: GPL-2.0-only
#include "plan/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "flow/chain.h"
#include "flow/publish.h"
#include "flow/release.h"
#include "plan/planner.h"

bool is_map(const struct site *site)
{
	return site->api->op < OP_UNMAP;
}

bool is_candidate(const struct planner *p, const struct site *site)
{
	return site->kind == SITE_CALL && site->api &&
	       style_deferred_name(p->goal->to, site->api->op) &&
	       !site->reason && !site->batched &&
	       (site->api->form == FORM_PLAIN || site->api->form == FORM_SYNC);
}

/* The domain that the site names by a variable or a member, if it does. */
bool domain_of(struct planner *p, const struct site *site, struct chain *domain)
{
	*domain = p->domains[site - p->src->sites];
	return domain->first != NO_TOKEN;
}

static void find_domains(struct planner *p)
{
	const struct stream *s = p->stream;
	size_t i;

	p->domains = xcalloc(p->src->site_count, sizeof(*p->domains));
	for (i = 0; i < p->src->site_count; i++) {
		const struct site *site = &p->src->sites[i];
		struct chain *d = &p->domains[i];

		if (!is_candidate(p, site) ||
		    !call_argument(s, call_open(s, site->token), 0, &d->first,
				   &d->last) ||
		    !is_chain(s, d->first, d->last))
			d->first = NO_TOKEN;
	}
}

/* The why of a site that stays as it is; the first word on it counts. */
static void note(struct site *site, char *why)
{
	if (!site->why)
		site->why = why;
	else
		free(why);
}

/* ---- loops ---- */

/*
 * The statement at the top of the loop's body that the site stands in, followed
 * by an unconditional way out: one round, one call, nothing to put off.
 */
static bool runs_once(const struct statement *loop, size_t token)
{
	const struct statement *st = loop->child, *k, *first;

	if (!st || st->kind != STATEMENT_BLOCK)
		return false;
	for (st = st->child; st; st = st->next) {
		if (token < st->first || token > st->last)
			continue;
		first = st;
		for (; st; st = st->next) {
			for (k = st; k; k = next_statement(k, st))
				if (k->kind == STATEMENT_CONTINUE ||
				    k->kind == STATEMENT_LABEL)
					return false;
			if (st != first && (st->kind == STATEMENT_BREAK ||
					    st->kind == STATEMENT_RETURN ||
					    st->kind == STATEMENT_GOTO))
				return true;
		}
		return false;
	}
	return false;
}

struct site *first_site(struct planner *p, size_t i)
{
	size_t low = 0, high = p->src->site_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->src->sites[mid].token < i)
			low = mid + 1;
		else
			high = mid;
	}
	return p->src->sites + low;
}

bool is_member(struct planner *p, const struct plan *plan,
	       const struct site *site)
{
	struct chain domain;

	return (plan->maps || !is_map(site)) && is_candidate(p, site) &&
	       !site->must_sync && domain_of(p, site, &domain) &&
	       same_tokens(p->stream, domain.first, domain.last,
			   plan->domain.first, plan->domain.last);
}

static char *check_members(struct planner *p, const struct plan *plan)
{
	const struct site *site;
	char *why = NULL;

	for (site = plan->first; site < plan->end && !why; site++) {
		if (!is_member(p, plan, site))
			continue;
		why = check_call(p, plan->function, site);
		if (!why && plan->maps)
			why = check_mixed(p, plan, site);
	}
	return why;
}

/*
 * An iterator of the file has to be one: behind "#define when(x) if (x)", a
 * break leaves the loop around it.
 */
static char *check_iterator(struct planner *p, const struct statement *loop)
{
	const struct stream *s = p->stream;
	const struct function *f;
	size_t i;

	if (loop->loop != LOOP_ITERATOR)
		return NULL;
	for (f = definition_of(&p->flow, loop->first); f; f = f->same) {
		for (i = f->open; i <= f->close; i++)
			if (is(s, i, "for"))
				break;
		if (i > f->close && !is(s, f->open, "while"))
			return xasprintf("%.*s at line %u is no loop",
					 (int)s->tokens[loop->first].len,
					 s->text + s->tokens[loop->first].offset,
					 s->tokens[loop->first].line);
	}
	return NULL;
}

/* What may not happen while the flush is pending. */
static char *check_pending(struct planner *p, const struct plan *plan,
			   size_t from, size_t to, const struct statement *loop)
{
	return plan->maps ? publish_obstacle(&p->flow, from, to) :
			    flow_obstacle(&p->flow, from, to, loop);
}

/* Why the loop cannot be one batch for the site's domain; NULL when it can. */
static char *check_loop(struct planner *p, struct plan *plan,
			const struct site *site)
{
	const struct statement *loop = plan->loop;
	char *why = check_same(p, plan);

	if (!why)
		why = check_iterator(p, loop);
	if (!why)
		why = check_pending(p, plan, loop->first, loop->last, loop);
	if (why)
		return why;
	if (site->must_sync)
		return xstrdup("what it unmaps is released right behind it");
	why = check_apart(p, loop, loop);
	if (!why)
		why = check_members(p, plan);
	if (!why)
		why = check_place(p, loop, loop);
	if (!why)
		why = check_exits(p, plan);
	if (!why)
		why = check_entries(p, plan);
	return why ? why : check_domain(p, plan);
}

/* The outermost loop around the site that can be one batch. */
static bool try_loops(struct planner *p, struct site *site,
		      struct function *f)
{
	struct plan plan = { .function = f, .maps = is_map(site) }, best = { 0 };
	const struct statement *st = statement_at(f->body, site->token);
	bool found = false;

	/* In the head of a loop, it is a part of that loop. */
	if (st->kind != STATEMENT_LOOP)
		st = enclosing_loop(st);
	for (; st; st = enclosing_loop(st)) {
		char *why;

		plan.loop = (struct statement *)st;
		plan.first = first_site(p, st->first + 1);
		plan.end = first_site(p, st->last);
		plan.guard = GUARD_NONE;
		if (!domain_of(p, site, &plan.domain)) {
			note(site, xstrdup("its domain is neither a variable nor a member"));
			break;
		}
		if (runs_once(st, site->token)) {
			note(site, xasprintf("the loop at line %u ends after the first %s",
					     p->stream->tokens[st->first].line,
					     is_map(site) ? "map" : "unmap"));
			continue;
		}
		why = check_loop(p, &plan, site);
		if (why) {
			note(site, why);
			break;
		}
		best = plan;
		found = true;
	}
	if (found)
		edit_loop(p, &best);
	return found;
}

/* ---- runs of statements ---- */

/* Statements from one unmap of a run to the next, at most. */
#define MAX_APART 32

/* The map or unmap that a statement of a block is, by itself. */
struct site *call_statement(struct planner *p, const struct statement *st)
{
	size_t i, variable;
	size_t last = st->kind == STATEMENT_IF ? st->close : st->last;

	if ((st->kind != STATEMENT_SIMPLE && st->kind != STATEMENT_IF) ||
	    st->conditional)
		return NULL;
	for (i = st->first; i <= last; i++) {
		struct site *site = site_of(&p->flow, i);

		if (site && is_candidate(p, site))
			return use_of(p, st, site, &variable) != USE_OTHER ?
			       site : NULL;
	}
	return NULL;
}

static bool same_domain(struct planner *p, const struct site *a,
			const struct site *b)
{
	struct chain x, y;

	return domain_of(p, a, &x) && domain_of(p, b, &y) &&
	       same_tokens(p->stream, x.first, x.last, y.first, y.last);
}

/*
 * May the flush of what @from has deferred be put off to behind @to?  Errors of
 * maps lead away in between: there the flush comes before.
 */
static char *check_between(struct planner *p, const struct plan *plan,
			   const struct statement *from,
			   const struct statement *to)
{
	const struct statement *st, *k, *end = to->next;
	char *why;

	for (st = from; st && st != end; st = st->next) {
		for (k = st; k; k = next_statement(k, st)) {
			if (k->kind == STATEMENT_LABEL)
				return xasprintf("a label stands between, line %u",
						 p->stream->tokens[k->first].line);
			if (!leaves(p, plan->function, k, st))
				continue;
			if (!plan->maps)
				return xasprintf("line %u leaves before the next unmap",
						 p->stream->tokens[k->first].line);
			why = check_exit(p, k);
			if (why)
				return why;
		}
	}
	why = check_pending(p, plan, from->first, to->last, NULL);
	if (!why && plan->maps)
		why = check_unmixed(p, plan, from, to);
	return why ? why : chain_changes(&p->flow, plan->domain, from->first,
					 to->last);
}

static bool try_run(struct planner *p, struct site *site, struct function *f)
{
	struct statement *st = statement_at(f->body, site->token);
	struct plan plan = { .function = f, .maps = is_map(site) };
	struct site *members[64] = { site };
	struct statement *last = st;
	const struct statement *next;
	size_t count = 1, apart = 0;
	char *why;

	if (call_statement(p, st) != site || !enclosing_block(st) ||
	    !domain_of(p, site, &plan.domain))
		return false;
	for (next = st->next; next && count < ARRAY_SIZE(members) &&
			      apart < MAX_APART; next = next->next) {
		struct site *other = call_statement(p, next);

		apart++;
		if (!other || is_map(other) != plan.maps ||
		    !same_domain(p, site, other))
			continue;
		apart = 0;
		why = check_between(p, &plan, last, next);
		if (!why)
			why = check_call(p, f, other);
		if (!why)
			why = check_place(p, st, next);
		if (!why)
			why = check_apart(p, st, next);
		if (!why && is_declaration(p, st))
			why = xstrdup("it is a declaration, and nothing may stand before one");
		if (!why && count == 1)
			why = check_call(p, f, site);
		if (why) {
			note(site, why);
			break;
		}
		members[count++] = other;
		last = (struct statement *)next;
	}
	if (count < 2)
		return false;
	edit_run(p, &plan, members, count, st, last);
	return true;
}

/* ---- all of it ---- */

static void explain_single(struct planner *p, struct site *site,
			   struct function *f)
{
	size_t release = next_release(&p->flow, site->token, f->close);
	const struct stream *s = p->stream;

	if (is_map(site)) {
		note(site, xstrdup("a single map: no other to share a flush with"));
	} else if (release != NO_TOKEN) {
		char *name = tokens_text(s, release, release);

		note(site, xasprintf("a single unmap; %s() follows at line %u",
				     name, s->tokens[release].line));
		free(name);
	} else {
		note(site, xstrdup("a single unmap: no other to share a flush with"));
	}
}

/* The function whose statements hold the site, or NULL, with a note. */
static struct function *function_of(struct planner *p, struct site *site)
{
	struct function *f = function_at(&p->flow, site->token);

	if (!f)
		note(site, xstrdup("not in a function"));
	else if (!f->body)
		note(site, xasprintf("the statements of its function cannot be told apart, near line %u",
				     p->stream->tokens[f->trouble].line));
	else if (statement_at(f->body, site->token))
		return f;
	else
		note(site, xstrdup("not in a statement"));
	return NULL;
}

/*
 * Loops first: a run around a loop would save less.  Maps before unmaps: the
 * batch of a loop of maps takes in the unmaps that undo them.
 */
static void plan_sites(struct planner *p)
{
	struct site *site, *end = p->src->sites + p->src->site_count;
	struct function *f;

	for (site = p->src->sites; site < end && !interrupted(); site++)
		if (is_candidate(p, site) && is_map(site) &&
		    (f = function_of(p, site)))
			try_loops(p, site, f);
	for (site = p->src->sites; site < end && !interrupted(); site++) {
		f = is_candidate(p, site) && !is_map(site) ?
		    function_of(p, site) : NULL;
		if (f && !try_loops(p, site, f))
			try_split(p, site, f);
	}
	for (site = p->src->sites; site < end && !interrupted(); site++) {
		f = is_candidate(p, site) ? function_of(p, site) : NULL;
		if (f && !try_run(p, site, f))
			explain_single(p, site, f);
	}
}

/*
 * Style nosync has a deferred map, but its iommu_sync_map() is told the range, and
 * may fail when the maps have long succeeded: their error handling would have to
 * be written anew.
 */
static void explain_nosync(struct planner *p)
{
	struct site *site, *end = p->src->sites + p->src->site_count;
	const struct statement *st;
	struct function *f;

	for (site = p->src->sites; site < end; site++) {
		if (site->kind != SITE_CALL || !site->api || !is_map(site) ||
		    site->reason || (site->api->form != FORM_PLAIN &&
				     site->api->form != FORM_SYNC))
			continue;
		f = function_of(p, site);
		st = f ? statement_at(f->body, site->token) : NULL;
		if (st && (st->kind == STATEMENT_LOOP || enclosing_loop(st)))
			note(site, xstrdup("one iommu_sync_map() for the loop would need its whole range, and may fail when all maps have succeeded"));
		else
			note(site, xstrdup("a single map: no other to share a flush with"));
	}
}

/* Is the word one that the markers need for themselves? */
static bool is_marker(const char *word, size_t len)
{
	static const char *const words[] = {
		"declare", "begin", "queue", "finish",
	};
	size_t head = strlen(MARK_BATCH), i;
	char name[API_NAME_MAX + 1];
	int n;

	if (len < head || memcmp(word, MARK_BATCH, head))
		return false;
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (len - head == strlen(words[i]) &&
		    !memcmp(word + head, words[i], len - head))
			return true;
	n = snprintf(name, sizeof(name), API_PREFIX "_%.*s", (int)(len - head),
		     word + head);
	return n < (int)sizeof(name) && api_lookup(name, n);
}

static bool uses_marker(struct planner *p)
{
	const struct stream *s = p->stream;
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    is_marker(s->text + s->tokens[i].offset, s->tokens[i].len))
			return true;
	return false;
}

/* A name for the gather that no word of the file has. */
static void choose_name(struct planner *p)
{
	static const char *const names[] = {
		"gather", "iotlb_gather", "unmap_gather", "batch_gather",
		"deferred_gather",
	};
	size_t i, k;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		for (k = 0; k < p->stream->count; k++)
			if (p->stream->tokens[k].kind == TOKEN_IDENTIFIER &&
			    is(p->stream, k, names[i]))
				break;
		if (k == p->stream->count)
			break;
	}
	strcpy(p->gather, i < ARRAY_SIZE(names) ? names[i] :
					       "iommu_migrate_gather");
}

void plan_batches(struct source *src, const struct goal *goal)
{
	struct planner p = { .src = src, .goal = goal };
	size_t i;

	p.form = style_batch_form(goal->to);
	if (!p.form)
		return;
	for (i = 0; i < src->site_count; i++)
		if (is_candidate(&p, &src->sites[i]) ||
		    (goal->to == STYLE_NOSYNC && src->sites[i].api))
			break;
	if (i == src->site_count)
		return;
	flow_begin(&p.flow, src);
	p.stream = &p.flow.stream;
	if (uses_marker(&p)) {
		flow_end(&p.flow);
		return;
	}
	choose_name(&p);
	find_domains(&p);
	plan_sites(&p);
	if (goal->to == STYLE_NOSYNC)
		explain_nosync(&p);
	free(p.batches);
	free(p.braced);
	free(p.domains);
	flow_end(&p.flow);
}
