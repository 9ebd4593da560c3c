// SPDX-License-Identifier: GPL-2.0-only
#include "flow/valid.h"

#include <stdlib.h>

#include "flow/chain.h"
#include "flow/truth.h"

/* Statements further back than this are not looked at. */
#define LOOK_BACK 500

/* The pointer that is asked about, and what it must not be. */
struct query {
	struct flow *flow;
	struct chain chain;
	enum pointer not;	/* POINTER_NULL or POINTER_ERROR */
};

/* Is the domain freed in [from, to]?  The pointer still tests as valid. */
static bool is_freed(struct flow *flow, struct chain chain, size_t from,
		     size_t to)
{
	const struct stream *s = &flow->stream;
	struct places p = places_between(&flow->words, chain.first, from, to);
	size_t k, last, open;

	for (k = 0; k < p.count; k++) {
		open = before(s, p.at[k]);
		if (is(s, open, "(") &&
		    is(s, before(s, open), "iommu_domain_free") &&
		    chain_at(s, p.at[k], chain, &last) &&
		    after(s, last) == closing(s, open))
			return true;
	}
	return false;
}

/* May the pointer be worth something else behind [from, to] than before? */
static bool changes(const struct query *q, size_t from, size_t to)
{
	char *why = NULL;
	bool other;

	if (from <= to)
		why = chain_changes(q->flow, q->chain, from, to);
	other = why;
	free(why);
	return other || is_freed(q->flow, q->chain, from, to);
}

/* Is only the address made of the member access at token @i, as in &p->a.b? */
static bool only_adds(const struct stream *s, size_t i)
{
	size_t member = after(s, i);

	while (is(s, after(s, member), "."))
		member = after(s, after(s, member));
	return is_address_taken_at(s, member);
}

/*
 * Is @i, an &p->member, handed to what will look into the member: a lock is
 * taken, a list walked?  Nobody does that with an object that is not there.
 */
static bool is_looked_into(const struct stream *s, size_t i)
{
	static const char *const words[] = {
		"spin_lock", "spin_lock_irqsave", "spin_lock_irq",
		"spin_lock_bh", "spin_unlock", "mutex_lock", "mutex_unlock",
		"down_read", "down_write", "list_empty", "list_for_each_entry",
		"list_for_each_entry_safe", NULL,
	};
	size_t open = before(s, before(s, i));

	while (open != NO_TOKEN && !is(s, open, "(") && !is(s, open, ";"))
		open = is(s, open, ")") ? before(s, opening(s, open)) :
					  before(s, open);
	return is(s, open, "(") && is_one_of(s, before(s, open), words);
}

/* Is the chain at token @i, with @next behind it, used as a valid pointer? */
static bool needs_valid(const struct stream *s, size_t i, size_t next)
{
	size_t open = before(s, i), name;
	const struct api_name *api;

	if (is(s, next, "->"))
		return !only_adds(s, next) || is_looked_into(s, i);
	if (!is(s, open, "(") || (!is(s, next, ",") && !is(s, next, ")")))
		return false;
	name = before(s, open);
	if (name == NO_TOKEN)
		return false;
	api = api_lookup(s->text + s->tokens[name].offset, s->tokens[name].len);
	return (api && api->op <= OP_UNMAP) || is(s, name, "iommu_iova_to_phys");
}

/* Is there something in [from, to) that may leave out what follows? */
static bool is_perhaps(const struct stream *s, size_t from, size_t to)
{
	static const char *const words[] = {
		"&&", "||", "?", "sizeof", "typeof", "__typeof__", "offsetof",
		"{", NULL,
	};
	size_t i;

	for (i = from; i < to; i++)
		if (is_code(s, i) && is_one_of(s, i, words))
			return true;
	return false;
}

/*
 * A use in [from, to] that needs the pointer to be valid: chain->..., or chain as
 * the domain of a call of the API.  Only what is evaluated for sure.
 */
static size_t proof_in(struct flow *flow, size_t from, size_t to,
		       struct chain chain)
{
	const struct stream *s = &flow->stream;
	struct places p = places_between(&flow->words, chain.first, from, to);
	size_t k, last;

	for (k = 0; k < p.count; k++)
		if (is_code(s, p.at[k]) && chain_at(s, p.at[k], chain, &last) &&
		    last <= to && needs_valid(s, p.at[k], after(s, last)))
			return is_perhaps(s, from, p.at[k]) ? NO_TOKEN :
							      p.at[k];
	return NO_TOKEN;
}

/* The part of a statement that is evaluated whenever it is reached. */
static bool sure_part(const struct stream *s, const struct statement *st,
		      size_t *from, size_t *to)
{
	unsigned int semicolons = 0;

	if (st->conditional)
		return false;
	*from = st->first;
	*to = st->last;
	if (st->kind == STATEMENT_SIMPLE || st->kind == STATEMENT_RETURN)
		return true;
	if (st->open == NO_TOKEN ||
	    (st->kind == STATEMENT_LOOP && st->loop == LOOP_DO))
		return false;
	*from = st->open;
	*to = st->close;
	if (st->kind == STATEMENT_LOOP && st->loop == LOOP_FOR) {
		size_t i = st->open;

		while (i != NO_TOKEN && i < st->close && semicolons < 2) {
			i = after(s, i);
			semicolons += is(s, i, ";");
		}
		*to = i;
	}
	return true;
}

static bool always_leaves(const struct statement *st)
{
	if (st && st->kind == STATEMENT_BLOCK) {
		st = st->child;
		while (st && st->next)
			st = st->next;
	}
	return st && !st->conditional &&
	       (st->kind == STATEMENT_RETURN || st->kind == STATEMENT_GOTO ||
		st->kind == STATEMENT_BREAK || st->kind == STATEMENT_CONTINUE);
}

/* Does the condition of an if not come out so for what is asked about? */
static bool excludes(const struct query *q, const struct statement *st,
		     bool outcome)
{
	const struct stream *s = &q->flow->stream;
	enum truth truth = truth_when(s, after(s, st->open),
				      before(s, st->close), q->chain, q->not);

	return truth == (outcome ? TRUTH_FALSE : TRUTH_TRUE) &&
	       !changes(q, st->open, st->close);
}

/* if (!chain) return; and its like: whoever comes by has a pointer. */
static bool is_proven_behind(const struct query *q, const struct statement *st)
{
	for (; st && st->kind == STATEMENT_IF && !st->conditional;
	     st = st->other) {
		const struct statement *other = st->other;
		bool left = always_leaves(st->child);

		if (left && excludes(q, st, false))
			return !other || !changes(q, other->first, other->last);
		if (always_leaves(other))
			return st->child && excludes(q, st, true) &&
			       !changes(q, st->child->first, st->child->last);
		if (!left)
			return false;
	}
	return false;
}

/* Functions that return a domain or an ERR_PTR(). */
static const char *const allocators[] = {
	"iommu_paging_domain_alloc", "iommu_paging_domain_alloc_flags", NULL,
};

/* chain = iommu_paging_domain_alloc(dev); */
static bool is_allocated(const struct query *q, const struct statement *st)
{
	const struct stream *s = &q->flow->stream;
	struct places p = places_between(&q->flow->words, q->chain.first,
					 st->first, st->last);
	size_t k, last, name;

	if (q->not != POINTER_NULL || st->kind != STATEMENT_SIMPLE ||
	    st->conditional)
		return false;
	for (k = 0; k < p.count; k++) {
		if (!chain_at(s, p.at[k], q->chain, &last) ||
		    !is(s, after(s, last), "="))
			continue;
		name = after(s, after(s, last));
		return is_one_of(s, name, allocators) &&
		       !definition_of(q->flow, name) &&
		       is(s, after(s, name), "(") &&
		       closing(s, after(s, name)) == before(s, st->last);
	}
	return false;
}

static bool valid_before(const struct query *q, const struct statement *at,
			 int jumps);

/* Is the chain valid wherever control jumps to this label from? */
static bool valid_at_jumps(const struct query *q,
			   const struct statement *label, int jumps)
{
	const struct stream *s = &q->flow->stream;
	struct function *f = function_at(q->flow, label->first);
	struct places p;
	size_t k;

	if (jumps > 4 || !f || !f->body || !f->patience ||
	    is(s, label->first, "case") || is(s, label->first, "default"))
		return false;
	p = places_between(&q->flow->words, label->first, f->open, f->close);
	for (k = 0; k < p.count; k++) {
		const struct statement *st;

		/* Its address may be anywhere. */
		if (is(s, before(s, p.at[k]), "&&") || !f->patience)
			return false;
		if (!is(s, before(s, p.at[k]), "goto"))
			continue;
		f->patience--;
		st = statement_at(f->body, p.at[k]);
		if (!valid_before(q, st, jumps + 1))
			return false;
	}
	return true;
}

/*
 * Behind which token a proof in the statements of a block before @at has to hold,
 * or NO_TOKEN.
 * @unsure: control may come from where there is none.
 */
static size_t proof_before(const struct query *q, const struct statement *at,
			   int jumps, bool *unsure)
{
	const struct stream *s = &q->flow->stream;
	const struct statement *st, *prev = NULL;
	size_t found = NO_TOKEN, from, to, count = 0;
	bool named;

	for (st = at; st->prev && count < LOOK_BACK; st = st->prev)
		count++;
	*unsure = st->prev;
	/* Without its name there is no proof. */
	named = places_between(&q->flow->words, q->chain.last, st->first,
			       at->first).count;
	for (; st != at; prev = st, st = st->next) {
		if (st->kind == STATEMENT_LABEL) {
			bool sure = found != NO_TOKEN || always_leaves(prev);
			bool jump = !is(s, st->first, "case") &&
				    !is(s, st->first, "default");
			bool valid = valid_at_jumps(q, st, jumps);

			found = sure && valid ? st->last : NO_TOKEN;
			*unsure |= jump && !valid;
		}
		/* Whoever comes by was not in a branch that leaves. */
		if (found != NO_TOKEN && st->kind == STATEMENT_IF &&
		    !st->other && !st->conditional &&
		    always_leaves(st->child))
			found = changes(q, found + 1, st->close) ? NO_TOKEN :
								   st->last;
		if (named && (is_proven_behind(q, st) || is_allocated(q, st)))
			found = st->last;
		else if (named && sure_part(s, st, &from, &to) &&
			 proof_in(q->flow, from, to, q->chain) != NO_TOKEN)
			found = from - 1;
		if (found != NO_TOKEN)
			*unsure = false;
	}
	return found;
}

/* Sure evaluation before @at, in its block and those around it. */
static bool valid_before(const struct query *q, const struct statement *at,
			 int jumps)
{
	const struct stream *s = &q->flow->stream;
	size_t end = before(s, at->first), from, to;

	for (; at->parent; at = at->parent) {
		const struct statement *up = at->parent;
		size_t found = NO_TOKEN;
		bool unsure = false;

		if (up->kind == STATEMENT_BLOCK)
			found = proof_before(q, at, jumps, &unsure);
		else if (up->kind == STATEMENT_IF &&
			 excludes(q, up, up->child == at))
			found = up->close;
		else if (sure_part(s, up, &from, &to) &&
			 proof_in(q->flow, from, to, q->chain) != NO_TOKEN)
			found = from - 1;
		if (unsure)
			return false;
		if (found != NO_TOKEN)
			return !changes(q, found + 1, end);
		/* What comes later in a loop comes before its next round. */
		if (up->kind == STATEMENT_LOOP)
			end = up->last;
	}
	return false;
}

/* Does a do loop use it in its first round before anything can leave that? */
static bool first_round_uses(struct flow *flow, struct chain chain,
			     const struct statement *loop)
{
	const struct stream *s = &flow->stream;
	const struct statement *st = loop->child;
	size_t from, to, proof;
	char *change;

	if (loop->loop != LOOP_DO || !st)
		return false;
	if (st->kind == STATEMENT_BLOCK)
		st = st->child;
	for (; st && st->kind == STATEMENT_SIMPLE; st = st->next) {
		if (!sure_part(s, st, &from, &to))
			continue;
		proof = proof_in(flow, from, to, chain);
		if (proof == NO_TOKEN)
			continue;
		change = chain_changes(flow, chain, loop->first,
				       before(s, proof));
		free(change);
		return !change;
	}
	return false;
}

static bool known_before(struct flow *flow, struct chain chain,
			 const struct statement *at)
{
	struct query null = { flow, chain, POINTER_NULL };
	struct query error = { flow, chain, POINTER_ERROR };

	return valid_before(&null, at, 0) &&
	       (!may_be_error(flow, chain) || valid_before(&error, at, 0));
}

bool known_valid(struct flow *flow, struct chain chain,
		 const struct statement *at)
{
	const struct stream *s = &flow->stream;
	size_t from, to;

	/* What the statement itself evaluates first counts as well. */
	if (at->kind == STATEMENT_LOOP &&
	    ((sure_part(s, at, &from, &to) &&
	      proof_in(flow, from, to, chain) != NO_TOKEN) ||
	     first_round_uses(flow, chain, at)))
		return true;
	return known_before(flow, chain, at);
}

/* Position of the parameter that the variable is, or -1. */
static int parameter_number(const struct stream *s, const struct function *f,
			    size_t base)
{
	size_t open = after(s, f->name), first, last;
	int n;

	for (n = 0; is(s, open, "(") &&
		    call_argument(s, open, n, &first, &last); n++)
		if (same_name(s, last, base))
			return n;
	return -1;
}

/* Is it a static function that is only ever called, and by this file? */
static bool callers_are_known(struct flow *flow, const struct function *f)
{
	const struct stream *s = &flow->stream;
	struct places p = places_of(&flow->words, f->name);
	bool is_static = false;
	size_t i, k;

	for (i = before(s, f->name); i != NO_TOKEN; i = before(s, i)) {
		if (is(s, i, ";") || is(s, i, "}"))
			break;
		is_static |= is(s, i, "static");
	}
	for (k = 0; is_static && k < p.count; k++)
		if (s->tokens[p.at[k]].directive ||
		    !is(s, after(s, p.at[k]), "("))
			return false;
	return is_static;
}

/* Every caller hands over a pointer that it has used before. */
static bool callers_prove(struct flow *flow, const struct function *f,
			  size_t base)
{
	const struct stream *s = &flow->stream;
	int n = parameter_number(s, f, base);
	struct places p = places_of(&flow->words, f->name);
	size_t k, first, last, calls = 0;

	if (n < 0 || !callers_are_known(flow, f))
		return false;
	for (k = 0; k < p.count; k++) {
		const struct function *caller;
		const struct statement *st;
		struct chain arg;
		size_t i = p.at[k];

		if (i == f->name)
			continue;
		caller = function_at(flow, i);
		/* A declaration is no call. */
		if (!caller)
			continue;
		calls++;
		if (!caller->body ||
		    !call_argument(s, after(s, i), n, &first, &last))
			return false;
		if (is(s, first, "&"))
			continue;
		st = statement_at(caller->body, i);
		arg = (struct chain){ first, last };
		if (!st || !is_chain(s, first, last) ||
		    !known_before(flow, arg, st))
			return false;
	}
	return calls > 0;
}

/* Every pointer on the way to the last member is known to be valid. */
static bool base_known_valid(struct flow *flow, struct chain chain,
			     const struct statement *at)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, at->first);
	size_t i = chain.first, dot;

	while (i != chain.last) {
		struct chain base = { chain.first, i };

		dot = after(s, i);
		if (is(s, dot, "->") && !known_valid(flow, base, at) &&
		    !(i == chain.first && f && callers_prove(flow, f, i)))
			return false;
		i = after(s, dot);
	}
	return true;
}

/* Does the file look for errors in pointers of this name? */
static bool is_tested_for_error(struct flow *flow, size_t name, bool member)
{
	static const char *const tests[] = {
		"IS_ERR", "IS_ERR_OR_NULL", "PTR_ERR", "PTR_ERR_OR_ZERO",
		"ERR_PTR", NULL,
	};
	const struct stream *s = &flow->stream;
	struct places p = places_of(&flow->words, name);
	size_t k;

	for (k = 0; k < p.count; k++) {
		size_t next = after(s, p.at[k]);
		size_t prev = before(s, postfix_start(s, p.at[k]));

		if (is_member_access(s, before(s, p.at[k])) != member)
			continue;
		if ((is(s, prev, "(") &&
		     is_one_of(s, before(s, prev), tests)) ||
		    (is(s, next, "=") &&
		     (is_one_of(s, after(s, next), tests) ||
		      is_one_of(s, after(s, next), allocators))))
			return true;
	}
	return false;
}

bool may_be_error(struct flow *flow, struct chain chain)
{
	struct memory *memory = &flow->memories[flow->words.word[chain.last]];
	bool member = is_member_access(&flow->stream,
				       before(&flow->stream, chain.last));

	if (!memory->error_known[member]) {
		memory->error_known[member] = true;
		memory->is_error[member] = is_tested_for_error(flow, chain.last,
							       member);
	}
	return memory->is_error[member];
}

char *cannot_be_tested(struct flow *flow, struct chain chain,
		       const struct statement *at)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, at->first);
	char *name, *why;

	if (!base_known_valid(flow, chain, at))
		return xstrdup("it cannot be told that the domain may be looked at when the loop did not run");
	if (f && is_freed(flow, chain, f->open, at->first))
		return xstrdup("the domain may have been freed when the loop did not run");
	if (has_value(flow, chain.first))
		return NULL;
	name = tokens_text(s, chain.first, chain.first);
	why = xasprintf("%s may have no value when the loop did not run", name);
	free(name);
	return why;
}
