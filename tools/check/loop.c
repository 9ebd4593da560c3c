// SPDX-License-Identifier: GPL-2.0-only
/*
 * A flush in every round of a loop, where one behind it would do.
 */
#include "check/loop.h"

#include <stdlib.h>

#include "check/rules.h"
#include "flow/chain.h"
#include "flow/publish.h"

/* A flush, and what of it has to be that of the unmaps, too. */
struct candidate {
	size_t token;
	const struct statement *loop;
	struct chain domain;
	struct chain gather;		/* first NO_TOKEN: none */
};

static bool same_argument(const struct stream *s, size_t token, unsigned int n,
			  struct chain as)
{
	size_t open = call_open(s, token), a, b;

	return open != NO_TOKEN && call_argument(s, open, n, &a, &b) &&
	       same_tokens(s, a, b, as.first, as.last);
}

static bool is_jump(const struct statement *st)
{
	return st->kind == STATEMENT_RETURN || st->kind == STATEMENT_GOTO ||
	       st->kind == STATEMENT_BREAK;
}

/* if (domain), which is the same in every round. */
static bool asks_for_domain(const struct stream *s, const struct statement *st,
			    struct chain domain)
{
	return st->kind == STATEMENT_IF && !st->other &&
	       same_tokens(s, after(s, st->open), before(s, st->close),
			   domain.first, domain.last);
}

/* do { } while (0) */
static bool is_no_loop(const struct stream *s, const struct statement *loop)
{
	size_t word = after(s, loop->open);

	return loop->loop == LOOP_DO && after(s, word) == loop->close &&
	       (is(s, word, "0") || is(s, word, "false"));
}

/* Is the call at @token a deferred one whose flush the candidate is? */
static bool is_flushed_by(struct unit *u, const struct candidate *c,
			  size_t token)
{
	const struct stream *s = &u->flow.stream;
	struct call_meaning m = meaning_at(u, token);

	if ((m.kind != CALL_UNMAP && m.kind != CALL_MAP) ||
	    !same_argument(s, token, 0, c->domain))
		return false;
	return !m.gathers || (c->gather.first != NO_TOKEN &&
			      same_argument(s, token, 3, c->gather));
}

/* Do all that the flush is for stand in @st with it, in this function? */
static bool goes_with_calls(struct unit *u, const struct candidate *c,
			    const struct statement *st)
{
	const struct function *f = function_at(&u->flow, c->token);
	size_t i;

	for (i = 0; i < u->src->site_count; i++) {
		size_t token = u->src->sites[i].token;

		if (token > f->open && token < f->close &&
		    (token < st->first || token > st->last) &&
		    is_flushed_by(u, c, token))
			return false;
	}
	return true;
}

/*
 * The loop that comes by the flush in each of its rounds, or in each that has
 * something to flush; or NULL.
 */
static const struct statement *loop_around(struct unit *u,
					   const struct candidate *c,
					   const struct statement *st)
{
	const struct stream *s = &u->flow.stream;
	const struct statement *behind;

	for (; st; st = st->parent) {
		if (st->conditional)
			return NULL;
		if (st->kind == STATEMENT_LOOP)
			return st;
		for (behind = st->next; behind; behind = behind->next)
			if (is_jump(behind))
				return NULL;
		if (st->kind != STATEMENT_SIMPLE &&
		    st->kind != STATEMENT_BLOCK &&
		    !asks_for_domain(s, st, c->domain) &&
		    !(st->kind == STATEMENT_IF && goes_with_calls(u, c, st)))
			return NULL;
	}
	return NULL;
}

/* Can the call stand between others and their flush?  Also that of others. */
static bool may_wait(struct unit *u, size_t token)
{
	enum call_kind kind = meaning_at(u, token).kind;

	return kind == CALL_UNMAP || kind == CALL_MAP || kind == CALL_QUEUE ||
	       kind == CALL_FLUSH_QUEUE || kind == CALL_FLUSH_ALL ||
	       kind == CALL_FLUSH_GATHER;
}

/* Of that loop, and of no statement inside it? */
static bool is_break_of(const struct statement *st,
			const struct statement *loop)
{
	for (st = st->parent; st && st->kind != STATEMENT_LOOP &&
			      st->kind != STATEMENT_SWITCH; st = st->parent)
		;
	return st == loop;
}

/* Does the way on from the call at @token lead out of the loop? */
static bool leads_out(struct unit *u, const struct statement *loop, size_t token)
{
	const struct function *f = function_at(&u->flow, token);
	const struct statement *st = statement_at(f->body, token), *behind;

	for (; st && st != loop; st = st->parent)
		for (behind = st->next; behind; behind = behind->next)
			if (is_jump(behind) &&
			    (behind->kind != STATEMENT_BREAK ||
			     is_break_of(behind, loop)))
				return true;
	return false;
}

/* Calls of the API in the loop: deferred ones and flushes, and nothing else. */
static bool has_deferred_calls_only(struct unit *u, const struct candidate *c,
			       bool *maps)
{
	const struct source *src = u->src;
	size_t deferred = 0, i;
	bool unmaps = false;

	*maps = false;
	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];

		if (site->token < c->loop->first || site->token > c->loop->last)
			continue;
		if (!may_wait(u, site->token))
			return false;
		*maps |= meaning_of(u, site).kind == CALL_MAP;
		unmaps |= meaning_of(u, site).kind == CALL_UNMAP &&
			  !leads_out(u, c->loop, site->token);
		deferred += is_flushed_by(u, c, site->token);
	}
	/* What is mapped where something was unmapped needs the flush between. */
	return deferred > 0 && !(*maps && unmaps);
}

static bool is_harmless(struct unit *u, const struct candidate *c)
{
	struct function *f = function_at(&u->flow, c->token);
	size_t i;

	look_into(&u->flow, f);
	for (i = 0; i < f->obstacle_count; i++) {
		size_t token = f->obstacles[i].token;

		if (token >= c->loop->first && token <= c->loop->last &&
		    !may_wait(u, token))
			return false;
	}
	return true;
}


static bool shows_in(struct unit *u, size_t from, size_t to)
{
	char *why = from <= to ? publish_obstacle(&u->flow, from, to) : NULL;

	free(why);
	return why;
}

/*
 * Without the flush: may somebody use what the loop has mapped?  Asked of what
 * stands between the calls of the API, which may all wait.
 */
static bool is_published(struct unit *u, const struct candidate *c)
{
	const struct source *src = u->src;
	size_t from = c->loop->first, i;

	for (i = 0; i < src->site_count; i++) {
		size_t token = src->sites[i].token;

		if (token < c->loop->first || token > c->loop->last)
			continue;
		if (token > from && shows_in(u, from, token - 1))
			return true;
		from = token + 1;
	}
	return shows_in(u, from, c->loop->last);
}

static bool keeps_its_domain(struct unit *u, const struct candidate *c)
{
	char *why = chain_changes(&u->flow, c->domain, c->loop->first,
				  c->loop->last);

	free(why);
	return !why;
}

static bool find_candidate(struct unit *u, const struct site *site,
			   struct candidate *c)
{
	const struct stream *s = &u->flow.stream;
	const struct function *f = function_at(&u->flow, site->token);
	enum call_kind kind = meaning_of(u, site).kind;
	size_t open = call_open(s, site->token);

	*c = (struct candidate){
		.token = site->token, .gather = { NO_TOKEN, NO_TOKEN },
	};
	if ((kind != CALL_FLUSH_QUEUE && kind != CALL_FLUSH_ALL &&
	     kind != CALL_FLUSH_GATHER) || !f || !f->body ||
	    open == NO_TOKEN ||
	    !call_argument(s, open, 0, &c->domain.first, &c->domain.last) ||
	    !is_chain(s, c->domain.first, c->domain.last))
		return false;
	if (kind == CALL_FLUSH_GATHER &&
	    !call_argument(s, open, 1, &c->gather.first, &c->gather.last))
		return false;
	c->loop = loop_around(u, c, statement_at(f->body, site->token));
	return c->loop && !is_no_loop(s, c->loop);
}

void check_loops(struct unit *u, struct findings *out)
{
	struct source *src = u->src;
	size_t i;

	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];
		struct candidate c;
		struct finding *f;
		bool maps;

		if (!find_candidate(u, site, &c) ||
		    !has_deferred_calls_only(u, &c, &maps) ||
		    !is_harmless(u, &c) || !keeps_its_domain(u, &c) ||
		    (maps && is_published(u, &c)))
			continue;
		f = finding_add(out, &rule_flush_in_loop, CONFIDENCE_HIGH,
				src->shown, site->line,
				unit_column(u, site->token),
				xasprintf("%s() in each round of the loop at line %u: one behind it, on every way out, does the same",
					  site->api->name,
					  line_of(u, c.loop->first)));
		f->function = site->function;
		finding_step(f, line_of(u, c.loop->first),
			     unit_column(u, c.loop->first),
			     xstrdup("the loop"));
		finding_step(f, site->line, unit_column(u, site->token),
			     xasprintf("%s()", site->api->name));
	}
}
