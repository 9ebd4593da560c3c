// SPDX-License-Identifier: GPL-2.0-only
#include "check/size.h"

#include <stdlib.h>

#include "check/events.h"
#include "check/rules.h"
#include "flow/chain.h"

struct discarded {
	const struct site *site;
	const struct function *f;
	const struct statement *st;	/* the call, and nothing else */
	const struct statement *loop;	/* around it, or NULL */
	struct chain domain, iova, size;	/* arguments */
};

static bool argument(const struct stream *s, size_t token, unsigned int n,
		     struct chain *chain)
{
	size_t open = call_open(s, token);

	return open != NO_TOKEN &&
	       call_argument(s, open, n, &chain->first, &chain->last);
}

static bool same(const struct stream *s, struct chain a, struct chain b)
{
	return same_tokens(s, a.first, a.last, b.first, b.last);
}

/* Is the call a statement, so that its result is of no use to anybody? */
static bool is_discarded(struct unit *u, const struct site *site,
			 struct discarded *d)
{
	const struct stream *s = &u->flow.stream;
	enum call_kind kind = meaning_of(u, site).kind;
	size_t first, open = call_open(s, site->token);
	const struct statement *st;

	*d = (struct discarded){ .site = site };
	d->f = function_at(&u->flow, site->token);
	if ((kind != CALL_UNMAP && kind != CALL_UNMAP_SYNC) || !d->f ||
	    !d->f->body || open == NO_TOKEN)
		return false;
	d->st = statement_at(d->f->body, site->token);
	if (!d->st || d->st->kind != STATEMENT_SIMPLE)
		return false;
	first = d->st->first;
	if (is(s, first, "(") && is(s, after(s, first), "void"))
		first = after(s, closing(s, first));
	if (first != site->token ||
	    after(s, closing(s, open)) != d->st->last)
		return false;
	for (st = d->st; st && st->kind != STATEMENT_LOOP; st = st->parent)
		;
	d->loop = st;
	return argument(s, site->token, 0, &d->domain) &&
	       argument(s, site->token, 1, &d->iova) &&
	       argument(s, site->token, 2, &d->size);
}

static void report(struct unit *u, const struct discarded *d, size_t token,
		   char *text, struct findings *out)
{
	struct finding *f;

	f = finding_add(out, &rule_size_ignored, CONFIDENCE_HIGH, u->src->shown,
			line_of(u, token), unit_column(u, token), text);
	f->function = d->site->function;
	finding_step(f, d->site->line, unit_column(u, d->site->token),
		     xasprintf("%s(), its result thrown away",
			       d->site->api->name));
	finding_step(f, line_of(u, token), unit_column(u, token),
		     xstrdup("the size that was asked for"));
}

/* iommu_tlb_range_add() of the very arguments, behind it in its block. */
static void look_for_queue(struct unit *u, const struct discarded *d,
			   struct findings *out)
{
	const struct stream *s = &u->flow.stream;
	struct call_meaning m = meaning_of(u, d->site);
	const struct statement *st;
	struct chain domain, iova, size;

	for (st = d->st->next; st && m.kind == CALL_UNMAP && !m.queues;
	     st = st->next) {
		if (st->kind != STATEMENT_SIMPLE ||
		    meaning_at(u, st->first).kind != CALL_QUEUE ||
		    !argument(s, st->first, 0, &domain) ||
		    !argument(s, st->first, 1, &iova) ||
		    !argument(s, st->first, 2, &size) ||
		    !same(s, domain, d->domain) || !same(s, iova, d->iova) ||
		    !same(s, size, d->size))
			continue;
		report(u, d, st->first,
		       xasprintf("the range that is queued is what %s() at line %u was asked for, not what it says it unmapped",
				 d->site->api->name, d->site->line), out);
		return;
	}
}

static bool holds_name(const struct stream *s, struct chain chain, size_t name)
{
	size_t i;

	for (i = chain.first; i != NO_TOKEN && i <= chain.last;
	     i = after(s, i))
		if (same_name(s, i, name))
			return true;
	return false;
}

/* Is the variable at @i set to the size that was asked for, in the loop? */
static bool is_asked_size(struct unit *u, const struct discarded *d, size_t i)
{
	const struct stream *s = &u->flow.stream;
	struct places p = places_between(&u->flow.words, i, d->loop->first,
					 d->loop->last);
	size_t k, value;

	for (k = 0; k < p.count; k++) {
		value = after(s, after(s, p.at[k]));
		if (is_code(s, p.at[k]) && is(s, after(s, p.at[k]), "=") &&
		    value != NO_TOKEN &&
		    same_tokens(s, value, end_of_value(u, value, d->f->close),
				d->size.first, d->size.last))
			return true;
	}
	return false;
}

static bool is_returned(struct unit *u, const struct discarded *d, size_t name)
{
	const struct stream *s = &u->flow.stream;
	struct places p = places_between(&u->flow.words, name, d->loop->last,
					 d->f->close);
	size_t k;

	for (k = 0; k < p.count; k++)
		if (is(s, before(s, p.at[k]), "return") &&
		    is(s, after(s, p.at[k]), ";"))
			return true;
	return false;
}

/* iova += n, total += n: the loop around it goes by the size. */
static void look_in_loop(struct unit *u, const struct discarded *d,
			 struct findings *out)
{
	const struct stream *s = &u->flow.stream;
	size_t i;

	for (i = d->loop ? d->loop->first : NO_TOKEN;
	     i != NO_TOKEN && i <= d->loop->last; i = after(s, i)) {
		size_t name = before(s, i), value = after(s, i), last;
		bool asked;

		if (!is(s, i, "+=") || value == NO_TOKEN ||
		    s->tokens[name].kind != TOKEN_IDENTIFIER ||
		    is_member_access(s, before(s, name)))
			continue;
		last = end_of_value(u, value, d->loop->last);
		asked = same_tokens(s, value, last, d->size.first,
				    d->size.last);
		if (holds_name(s, d->iova, name) && value == last &&
		    u->flow.words.word[value] != NO_WORD &&
		    is_asked_size(u, d, value)) {
			report(u, d, i,
			       xasprintf("the loop goes on by the size that %s() at line %u was asked for, not by what it says it unmapped",
					 d->site->api->name, d->site->line),
			       out);
			return;
		}
		if (asked && !holds_name(s, d->iova, name) &&
		    is_returned(u, d, name)) {
			report(u, d, i,
			       xasprintf("the sum that is returned counts the size that %s() at line %u was asked for, not what it says it unmapped",
					 d->site->api->name, d->site->line),
			       out);
			return;
		}
	}
}

/* Is the variable that was asked for another size at token @i, behind the call? */
static bool has_changed(struct unit *u, const struct discarded *d, size_t i)
{
	char *why = chain_changes(&u->flow, d->size, d->st->last, i);

	free(why);
	return why;
}

/* size_t f(size) { unmap(size); return size; } */
static void look_for_return(struct unit *u, const struct discarded *d,
			    struct findings *out)
{
	const struct stream *s = &u->flow.stream;
	const struct statement *st;
	size_t type = before(s, d->f->name);

	if ((!is(s, type, "size_t") && !is(s, type, "ssize_t")) ||
	    d->size.first != d->size.last ||
	    u->flow.words.word[d->size.first] == NO_WORD)
		return;
	for (st = d->st; st; st = next_statement(st, d->f->body)) {
		size_t value = after(s, st->first);

		if (st->kind != STATEMENT_RETURN ||
		    after(s, value) != st->last ||
		    !same_name(s, value, d->size.first) ||
		    has_changed(u, d, st->first))
			continue;
		report(u, d, st->first,
		       xasprintf("what is returned is the size that %s() at line %u was asked for, not what it says it unmapped",
				 d->site->api->name, d->site->line), out);
		return;
	}
}

void check_sizes(struct unit *u, struct findings *out)
{
	struct discarded d;
	size_t i;

	for (i = 0; i < u->src->site_count; i++) {
		if (!is_discarded(u, &u->src->sites[i], &d))
			continue;
		look_for_queue(u, &d, out);
		look_in_loop(u, &d, out);
		look_for_return(u, &d, out);
	}
}
