// SPDX-License-Identifier: GPL-2.0-only
/*
 * Splitting a loop: one that unmaps and releases in each round becomes a loop of
 * unmaps, one flush, and a loop of releases.  Both have the same head, which must
 * lead through the same rounds twice, and no round's releases may change what
 * the unmap of a later round reads.
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

/* The variables that a walk over a list assigns, its head, the entries' link. */
struct list_walk {
	size_t cursor, spare;	/* spare: NO_TOKEN when it has none */
	struct chain head;
};

/*
 * list_for_each_entry() and its kin that begin at the head: the list is the same
 * the second time, for whoever walks it without RCU holds what keeps others from
 * changing it, and what the loop does itself is looked at statement by statement.
 */
static bool read_walk(struct planner *p, const struct statement *loop,
		      struct list_walk *walk)
{
	static const char *const plain[] = {
		"list_for_each_entry", "list_for_each_entry_reverse", NULL,
	};
	static const char *const safe[] = {
		"list_for_each_entry_safe", "list_for_each_entry_safe_reverse",
		NULL,
	};
	const struct stream *s = p->stream;
	bool spare = is_one_of(s, loop->first, safe);
	struct chain e;

	if (loop->loop != LOOP_ITERATOR ||
	    (!spare && !is_one_of(s, loop->first, plain)) ||
	    definition_of(&p->flow, loop->first) ||
	    !call_argument(s, loop->open, 0, &e.first, &e.last) ||
	    e.first != e.last)
		return false;
	walk->cursor = e.first;
	walk->spare = NO_TOKEN;
	if (spare) {
		if (!call_argument(s, loop->open, 1, &e.first, &e.last) ||
		    e.first != e.last)
			return false;
		walk->spare = e.first;
	}
	return call_argument(s, loop->open, 1 + spare, &walk->head.first,
			     &walk->head.last);
}

/* Are its variables the function's own, and does its head not depend on them? */
static bool is_list_walk(struct planner *p, const struct statement *loop)
{
	struct list_walk walk;
	size_t i;

	if (!read_walk(p, loop, &walk) || !is_private(&p->flow, walk.cursor) ||
	    (walk.spare != NO_TOKEN && !is_private(&p->flow, walk.spare)))
		return false;
	for (i = walk.head.first; i <= walk.head.last; i++)
		if (same_name(p->stream, i, walk.cursor) ||
		    (walk.spare != NO_TOKEN &&
		     same_name(p->stream, i, walk.spare)))
			return false;
	return is_pure(p, walk.head);
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

/* One call of a function of the kernel's own, on values. */
static bool is_plain_call(struct planner *p, const struct statement *st)
{
	const struct stream *s = p->stream;
	size_t open = after(s, st->first);
	char *why;

	if (st->kind != STATEMENT_SIMPLE || st->conditional ||
	    s->tokens[st->first].kind != TOKEN_IDENTIFIER ||
	    definition_of(&p->flow, st->first) || !is(s, open, "(") ||
	    after(s, closing(s, open)) != st->last ||
	    has_effect(p, st->first, st->last))
		return false;
	why = flow_obstacle(&p->flow, open, st->last, NULL);
	free(why);
	return !why;
}

/*
 * A release: it writes nothing that the driver's expressions read.  The entry
 * that a walk goes on to is not the round's to release.
 */
static bool is_plain_release(struct planner *p, const struct statement *loop,
			     const struct statement *st)
{
	const struct token *t = &p->stream->tokens[st->first];
	struct list_walk walk;

	return is_plain_call(p, st) &&
	       is_plain_release_name(p->stream->text + t->offset, t->len) &&
	       !(read_walk(p, loop, &walk) && walk.spare != NO_TOKEN &&
		 places_between(&p->flow.words, walk.spare, st->first,
				st->last).count);
}

/*
 * list_del(&entry->link) of the entry that the walk stands at: other entries
 * keep what unmaps read of them.
 */
static bool is_unlinking(struct planner *p, const struct statement *loop,
			 const struct statement *st)
{
	static const char *const names[] = {
		"list_del", "list_del_init", "hlist_del", "hlist_del_init",
		"rb_erase", "drm_mm_remove_node", NULL,
	};
	const struct stream *s = p->stream;
	struct list_walk walk;
	size_t entry;

	if (!read_walk(p, loop, &walk) || !is_one_of(s, st->first, names) ||
	    !is_plain_call(p, st))
		return false;
	entry = after(s, after(s, st->first));
	if (!is(s, entry, "&"))
		return false;
	entry = after(s, entry);
	return same_name(s, entry, walk.cursor) && is(s, after(s, entry), "->");
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
		if (!is_plain_release(p, loop, st) && !is_unlinking(p, loop, st))
			return false;
	if (!unmap->next || has_effect(p, unmap->first, unmap->last))
		return false;
	why = flow_obstacle(&p->flow, unmap->first, unmap->last, NULL);
	free(why);
	return !why;
}

/* { unmap(...); release(...); ... } as the body of a loop that may run twice. */
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
	if (loop->kind != STATEMENT_LOOP ||
	    (!is_counting(p, loop) && !is_list_walk(p, loop)) ||
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
