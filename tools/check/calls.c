// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls of the API and releases: what is pending from where on, and until when.
 */
#include <stdlib.h>
#include <string.h>

#include "check/origin.h"
#include "check/range.h"
#include "check/release.h"
#include "check/rules.h"
#include "check/walk.h"

/* ---- what is pending ---- */

/* With conditions at hand, only what was found without them is looked at. */
static bool is_suspect(const struct walk_paths *w, size_t token)
{
	size_t i;

	if (!w->precise)
		return true;
	for (i = 0; i < w->suspect_count; i++)
		if (w->suspects[i] == token)
			return true;
	return false;
}

/* One more path, which has its eye on what happens at . */
static void watch(struct walk_paths *w, const struct frame *frame,
		  const struct node *node, const struct state *state,
		  enum watched what, const struct pending *p,
		  const struct released *released)
{
	struct state next = *state;

	next.watched = what;
	if (p)
		next.pending = *p;
	if (released)
		next.released = *released;
	walk_on(w, frame, node->next[0], &next);
}

static char *text_of_argument(struct unit *u, size_t token, unsigned int n)
{
	size_t open = call_open(&u->flow.stream, token), a, b;

	if (open == NO_TOKEN ||
	    !call_argument(&u->flow.stream, open, n, &a, &b))
		return xstrdup("?");
	return tokens_text(&u->flow.stream, a, b);
}

static char *name_text(struct unit *u, size_t token)
{
	return tokens_text(&u->flow.stream, token, token);
}

/* "NAME() at line N": the deferred call of @p. */
static char *pending_text(struct unit *u, const struct pending *p)
{
	char *name = name_text(u, p->site), *text;

	text = xasprintf("%s() at line %u", name, line_of(u, p->site));
	free(name);
	return text;
}

uint32_t walk_argument(struct unit *u, const struct frame *frame,
		       const struct state *state, size_t token, unsigned int n)
{
	size_t open = call_open(&u->flow.stream, token), a, b;

	if (open == NO_TOKEN ||
	    !call_argument(&u->flow.stream, open, n, &a, &b))
		return NO_NAME;
	return name_in(u, frame, state, a, b);
}

static uint32_t gather_argument(struct unit *u, const struct frame *frame,
				const struct state *state, size_t token,
				unsigned int n)
{
	size_t open = call_open(&u->flow.stream, token), a, b;

	if (open == NO_TOKEN ||
	    !call_argument(&u->flow.stream, open, n, &a, &b))
		return NO_NAME;
	return object_in(u, frame, state, a, b);
}

static void use_gather(struct walk_paths *w, struct state *state, size_t token,
		       uint32_t gather)
{
	char *name;

	if (gather == NO_NAME || !state_is_blank(state, gather))
		return;
	name = name_text(w->u, token);
	walk_report(w, &rule_gather_not_initialised, CONFIDENCE_HIGH, token,
		    token,
		    xasprintf("%s() gets a gather that was not initialised on this way",
			      name));
	free(name);
	state_set_blank(state, gather, false);
}

/* One gather for two domains: a flush will reach only one of them. */
static void collect_in_gather(struct walk_paths *w, const struct state *state,
			      size_t token, uint32_t gather, uint32_t domain)
{
	const struct pending *p = &state->pending;
	char *earlier;

	if (state->watched != WATCH_CALL || gather == NO_NAME ||
	    p->gather != gather || p->domain == domain ||
	    p->domain == NO_NAME || domain == NO_NAME)
		return;
	earlier = pending_text(w->u, p);
	walk_report(w, &rule_wrong_domain, CONFIDENCE_HIGH, token, p->site,
		    xasprintf("the gather still holds what %s unmapped from another domain",
			      earlier));
	free(earlier);
}

static void defer(struct walk_paths *w, const struct frame *frame,
		  const struct node *node, struct state *state,
		  struct call_meaning m)
{
	struct unit *u = w->u;
	size_t token = node->token;
	struct pending p;

	memset(&p, 0, sizeof(p));
	p.site = token;
	p.frame = frame->number;
	p.domain = walk_argument(u, frame, state, token, 0);
	p.map = m.kind == CALL_MAP;
	p.queued = m.queues;
	p.result = result_name(u);
	p.iova = walk_argument(u, frame, state, token, 1);
	p.size = walk_argument(u, frame, state, token, p.map ? 3 : 2);
	if (m.gathers) {
		p.gather = gather_argument(u, frame, state, token, 3);
		use_gather(w, state, token, p.gather);
		collect_in_gather(w, state, token, p.gather, p.domain);
	}
	/* Its own result is asked for now, not that of the round before. */
	if (state->watched == WATCH_CALL && state->pending.site == token &&
	    !state->pending.sums)
		state->pending.result = NO_NAME;
	if (!is_suspect(w, token))
		return;
	if (state->watched == WATCH_NOTHING)
		watch(w, frame, node, state, WATCH_CALL, &p, NULL);
}

/* ---- flushes ---- */

static bool is_flushed(const struct pending *p, const struct call_meaning *m,
		       uint32_t gather)
{
	switch (m->kind) {
	case CALL_FLUSH_ALL:
		return true;
	case CALL_FLUSH_QUEUE:
		return !p->gather && p->queued;
	case CALL_FLUSH_GATHER:
		return p->gather && p->gather == gather;
	case CALL_FLUSH_MAP:
		return p->map;
	default:
		return false;
	}
}

static void report_wrong_domain(struct walk_paths *w, size_t token,
				const struct pending *p)
{
	char *name = name_text(w->u, token);
	char *to = text_of_argument(w->u, token, 0);
	char *from = text_of_argument(w->u, p->site, 0);
	char *call = pending_text(w->u, p);

	walk_report(w, &rule_wrong_domain, CONFIDENCE_HIGH, token, p->site,
		    xasprintf("%s() flushes %s, but %s was for %s%s", name, to,
			      call, from,
			      strcmp(to, from) ? "" :
			      ", which was another one then"));
	free(name);
	free(to);
	free(from);
	free(call);
}

static void flush(struct walk_paths *w, const struct frame *frame,
		  struct state *state, size_t token, struct call_meaning m)
{
	struct unit *u = w->u;
	uint32_t domain = walk_argument(u, frame, state, token, 0);
	uint32_t gather = m.kind != CALL_FLUSH_GATHER ? NO_NAME :
			  gather_argument(u, frame, state, token, 1);
	struct pending *p = &state->pending;

	if (m.kind == CALL_FLUSH_GATHER)
		use_gather(w, state, token, gather);
	if (state->watched != WATCH_CALL || !is_flushed(p, &m, gather))
		return;
	if (p->domain == domain || domain == NO_NAME || p->domain == NO_NAME) {
		state_let_go(state);
	} else if (m.kind == CALL_FLUSH_GATHER) {
		report_wrong_domain(w, token, p);
		state_let_go(state);
	} else {
		/* Its own flush may still come. */
		p->flushed_as = token;
	}
}


/* ---- ranges that are queued ---- */

static void queue_range(struct walk_paths *w, const struct frame *frame,
			struct state *state, size_t token)
{
	uint32_t domain = walk_argument(w->u, frame, state, token, 0);
	const struct pending *p = &state->pending;

	if (state->watched == WATCH_CALL &&
	    (p->domain == domain || domain == NO_NAME) &&
	    !is_range_of_other(w->u, frame, token, p))
		state->pending.queued = true;
}

/* A map that was taken back, and the IOTLB flushed, is not pending any more. */
static void undo_map(struct walk_paths *w, const struct frame *frame,
		     struct state *state, size_t token)
{
	const struct pending *p = &state->pending;

	if (state->watched == WATCH_CALL && p->map && p->iova != NO_NAME &&
	    p->size != NO_NAME &&
	    p->domain == walk_argument(w->u, frame, state, token, 0) &&
	    p->iova == walk_argument(w->u, frame, state, token, 1) &&
	    p->size == walk_argument(w->u, frame, state, token, 2))
		state_let_go(state);
}

/* What the gather has collected is gone when it begins anew. */
static void begin_gather(struct walk_paths *w, const struct frame *frame,
			 struct state *state, size_t token)
{
	uint32_t gather = gather_argument(w->u, frame, state, token, 0);
	const struct pending *p = &state->pending;
	char *call;

	state_set_blank(state, gather, false);
	if (state->watched != WATCH_CALL || gather == NO_NAME ||
	    p->gather != gather)
		return;
	call = pending_text(w->u, p);
	walk_report(w, &rule_missing_flush, CONFIDENCE_HIGH, token, p->site,
		    xasprintf("the gather begins anew, and what %s unmapped is never flushed",
			      call));
	free(call);
	state_let_go(state);
}

/* ---- releases ---- */

static void report_release(struct walk_paths *w, const struct pending *p,
			   size_t token, struct release r)
{
	struct unit *u = w->u;
	char *name = name_text(u, token);
	char *call = pending_text(u, p);

	walk_report(w, &rule_release_before_flush,
		    r.weak || r.blind ? CONFIDENCE_MODERATE : CONFIDENCE_HIGH, token,
		    p->site,
		    xasprintf("%s() %s before %s is flushed", name,
			      release_says(r.kind), call));
	free(name);
	free(call);
}

static bool is_paid_for(struct walk_paths *w, const struct frame *frame,
			const struct state *state, size_t token)
{
	return frame->paid ||
	       (state->synced && call_uses(w->u, frame, token, state->synced));
}

void walk_release(struct walk_paths *w, const struct frame *frame,
		    const struct node *node, struct state *state)
{
	size_t token = node->token;
	struct release r = release_in(w->u, token);
	const struct pending *p = &state->pending;
	struct released released;

	if (state->watched == WATCH_RELEASE)
		return;
	release_names(w->u, frame, token, &released);
	if (state->watched == WATCH_CALL) {
		if (!p->map && !is_paid_for(w, frame, state, token) &&
		    (!r.weak || is_unmap_of(w->u, w->frames[p->frame], p->site,
					    &released)))
			report_release(w, p, token, r);
	} else if (!r.weak && !r.blind && released.names[0] != NO_NAME &&
		   is_suspect(w, token)) {
		watch(w, frame, node, state, WATCH_RELEASE, NULL, &released);
	}
}

/* Is what is unmapped here released already? */
static void look_back(struct walk_paths *w, const struct frame *frame,
		      const struct state *state, size_t token)
{
	struct unit *u = w->u;
	const struct released *r = &state->released;
	char *name, *unmap;

	if (state->watched != WATCH_RELEASE ||
	    !is_unmap_of(u, frame, token, r))
		return;
	name = name_text(u, r->token);
	unmap = name_text(u, token);
	walk_report(w, &rule_release_before_unmap, CONFIDENCE_HIGH, r->token,
		    r->token,
		    xasprintf("%s() %s before %s() at line %u takes it away from the device",
			      name, release_says(release_at(&u->flow.stream,
							    r->token).kind),
			      unmap, line_of(u, token)));
	free(name);
	free(unmap);
}

/* ---- one node ---- */

/* What the last call returned was not asked for. */
void forget_result(struct walk_paths *w, struct state *state)
{
	state->returned = RETURNED_ANY;
	/* What conditions said of it is of no meaning for that of the next call. */
	state_change(state, &w->u->names, result_name(w->u));
}

void walk_api(struct walk_paths *w, const struct frame *frame,
		   const struct node *node, struct state *state)
{
	struct call_meaning m = meaning_at(w->u, node->token);
	size_t token = node->token;

	forget_result(w, state);
	/* What is mapped now was not released before. */
	if (state->watched == WATCH_RELEASE &&
	    (m.kind == CALL_MAP || m.kind == CALL_MAP_SYNC))
		state_let_go(state);
	if (m.kind == CALL_UNMAP || m.kind == CALL_UNMAP_SYNC)
		look_back(w, frame, state, token);
	switch (m.kind) {
	case CALL_UNMAP:
	case CALL_MAP:
		defer(w, frame, node, state, m);
		break;
	case CALL_UNMAP_SYNC:
		undo_map(w, frame, state, token);
		if (state->watched == WATCH_CALL)
			state->synced = walk_argument(w->u, frame, state,
						      token, 1);
		break;
	case CALL_QUEUE:
		queue_range(w, frame, state, token);
		break;
	case CALL_FLUSH_QUEUE:
	case CALL_FLUSH_ALL:
	case CALL_FLUSH_GATHER:
	case CALL_FLUSH_MAP:
		flush(w, frame, state, token, m);
		break;
	case CALL_INIT:
		begin_gather(w, frame, state, token);
		break;
	default:
		break;
	}
}

/* ---- at the end of a function ---- */

static void report_unflushed(struct walk_paths *w, const struct node *node,
			     const struct pending *p)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	struct call_meaning m = meaning_at(u, p->site);
	const struct rule *rule = &rule_missing_flush;
	char *name, *domain;

	if (p->flushed_as) {
		report_wrong_domain(w, p->flushed_as, p);
		return;
	}
	name = name_text(u, p->site);
	domain = text_of_argument(u, p->site, 0);
	if (m.plain && !w->root->finishes)
		rule = u->style == STYLE_SYNC && !u->style_is_told ?
		       &rule_mixed_styles : &rule_no_longer_flushes;
	walk_report(w, rule, CONFIDENCE_HIGH, p->site, p->site,
		    rule == &rule_missing_flush ?
		    xasprintf("%s() of %s is not flushed on the way to %s at line %u%s",
			      name, domain,
			      is(s, node->token, "return") ? "the return" :
			      "the end of the function",
			      line_of(u, node->token),
			      !p->gather && !p->queued && w->root->finishes ?
			      ": its range was not queued" : "") :
		    xasprintf("%s() does not flush in style %s, and nothing behind it does",
			      name, style_table[u->style].name));
	free(name);
	free(domain);
}

/* Is the flush somebody else's duty: the gather came from there? */
static bool is_handed_over(struct walk_paths *w, const struct frame *frame,
			   const struct node *node, const struct pending *p)
{
	struct unit *u = w->u;

	if (p->gather)
		return !is_local_object(u, frame, p->gather);
	/* return iommu_unmap_async(...): a wrapper, as deferred as that. */
	return node->first != NO_TOKEN && p->site >= node->first &&
	       p->site <= node->last && !meaning_at(u, p->site).plain;
}

void walk_unflushed(struct walk_paths *w, const struct frame *frame,
		    const struct node *node, const struct pending *p)
{
	if (!is_handed_over(w, frame, node, p))
		report_unflushed(w, node, p);
}
