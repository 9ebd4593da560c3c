// SPDX-License-Identifier: GPL-2.0-only
/*
 * Splitting a loop: one that unmaps and releases in each round becomes a loop of
 * unmaps, one flush, and a loop of releases.
 */
#include "plan/planner.h"

#include <stdlib.h>

#include "flow/chain.h"
#include "flow/release.h"

/*
 * for (i = A; i < B; i++), none of it with an effect beyond i, a variable of
 * the function's own: it may run twice.
 */
static bool is_counting(struct planner *p, const struct statement *loop)
{
	const struct stream *s = p->stream;
	size_t counter = after(s, loop->open), i;
	unsigned int part = 0;

	if (loop->loop != LOOP_FOR || !is(s, after(s, counter), "=") ||
	    !is_private(&p->flow, counter))
		return false;
	for (i = after(s, after(s, counter)); i < loop->close; i = after(s, i)) {
		bool step = is(s, i, "++") || is(s, i, "--");
		size_t next = after(s, i), prev = before(s, i);

		part += is(s, i, ";");
		/* Calls, and changes of anything but the counter's step. */
		if (definition_of(&p->flow, i) || is(s, i, "{") ||
		    (is(s, i, "(") &&
		     (s->tokens[prev].kind == TOKEN_IDENTIFIER ||
		      is_pointer_call(s, i))) ||
		    ((step || is_assignment(s, i)) &&
		     (part != 2 || (!same_name(s, prev, counter) &&
				    !same_name(s, next, counter)) ||
		      is_member_access(s, before(s, prev)) ||
		      is_member_access(s, after(s, next)))))
			return false;
	}
	return part == 2;
}

/* Does anything in [first, last] change a variable? */
static bool has_effect(struct planner *p, size_t first, size_t last)
{
	const struct stream *s = p->stream;
	size_t i;

	for (i = first; i <= last; i++)
		if (is(s, i, "++") || is(s, i, "--") || is_assignment(s, i) ||
		    is(s, i, "{"))
			return true;
	return false;
}

/*
 * A call of one of the kernel's own releasing functions, on values: it writes
 * nothing that the driver's expressions read.
 */
static bool is_plain_release(struct planner *p, const struct statement *st)
{
	const struct stream *s = p->stream;
	const struct token *t = &s->tokens[st->first];
	size_t open = after(s, st->first), inner;
	char *why;

	if (st->kind != STATEMENT_SIMPLE || st->conditional ||
	    !is_plain_release_name(s->text + t->offset, t->len) ||
	    definition_of(&p->flow, st->first) || !is(s, open, "(") ||
	    after(s, closing(s, open)) != st->last ||
	    has_effect(p, st->first, st->last))
		return false;
	inner = after(s, st->first);
	why = flow_obstacle(&p->flow, inner, st->last, NULL);
	free(why);
	return !why;
}

/* Only the releases stand in the way, and they can wait for the flush. */
static bool is_unmap_then_release(struct planner *p, const struct statement *loop,
				  const struct statement *unmap)
{
	const struct statement *st;
	char *why;
	size_t i;

	/* Comments between would lose their place. */
	for (i = loop->close; i < loop->last; i++)
		if (p->stream->tokens[i].kind == TOKEN_COMMENT)
			return false;
	for (st = unmap->next; st; st = st->next)
		if (!is_plain_release(p, st))
			return false;
	if (!unmap->next || has_effect(p, unmap->first, unmap->last))
		return false;
	why = flow_obstacle(&p->flow, unmap->first, unmap->last, NULL);
	free(why);
	return !why;
}

/* { unmap(...); release(...); ... } as the body of a counting loop. */
static char *check_split(struct planner *p, struct plan *plan,
			 struct site *site, const struct statement *st)
{
	const struct statement *block = st->parent, *loop;
	size_t variable;
	char *why;

	if (!block || block->kind != STATEMENT_BLOCK || !block->parent ||
	    block->child != st || call_statement(p, st) != site || is_map(site) ||
	    use_of(p, st, site, &variable) != USE_NONE)
		return xstrdup("it is not the first statement of a loop");
	loop = plan->loop = block->parent;
	if (loop->kind != STATEMENT_LOOP || !is_counting(p, loop) ||
	    !is_unmap_then_release(p, loop, st))
		return xstrdup("it is not a loop that unmaps and releases");
	if (!domain_of(p, site, &plan->domain))
		return xstrdup("its domain is neither a variable nor a member");
	why = check_same(p, plan);
	if (!why)
		why = check_apart(p, loop, loop);
	if (!why)
		why = check_call(p, plan->function, site);
	if (!why)
		why = check_place(p, loop, loop);
	if (!why)
		why = check_entries(p, plan);
	return why ? why : check_domain(p, plan);
}

bool try_split(struct planner *p, struct site *site, struct function *f)
{
	struct statement *st = statement_at(f->body, site->token);
	struct plan plan = { .function = f };
	char *why = check_split(p, &plan, site, st);

	free(why);
	if (why)
		return false;
	edit_split(p, &plan, site, st);
	return true;
}
