// SPDX-License-Identifier: GPL-2.0-only
#include "plan/planner.h"

#include <stdlib.h>
#include <string.h>

#include "flow/chain.h"
#include "flow/valid.h"
#include "plan/signature.h"

/* ---- where statements stand ---- */

/* Does a statement begin its line and end it, and no comment begin above? */
bool has_own_lines(struct planner *p, const struct statement *st)
{
	const struct token *t = p->stream->tokens;
	size_t prev = before(p->stream, st->first);
	size_t next = after(p->stream, st->last);
	uint32_t start = line_start(&p->src->text, t[st->first].offset);

	return (prev == NO_TOKEN || t[prev].line != t[st->first].line) &&
	       (next == NO_TOKEN || t[next].line != t[st->last].line) &&
	       t[st->first - 1].offset + t[st->first - 1].len <= start;
}

const struct statement *enclosing_block(const struct statement *st)
{
	return st->parent && st->parent->kind == STATEMENT_BLOCK ? st->parent :
								   NULL;
}

const struct statement *enclosing_loop(const struct statement *st)
{
	for (st = st->parent; st; st = st->parent)
		if (st->kind == STATEMENT_LOOP)
			return st;
	return NULL;
}

bool is_declaration(struct planner *p, const struct statement *st)
{
	static const char *const words[] = {
		"struct", "union", "enum", "const", "static", "unsigned",
		"signed", "int", "long", "char", "short", "void", "bool",
		"register", "volatile", "float", "double", "typeof",
	};
	const struct stream *s = p->stream;
	size_t i, next;

	if (st->kind != STATEMENT_SIMPLE || st->conditional)
		return false;
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (is(s, st->first, words[i]))
			return true;
	/* "type name" and "type *name". */
	next = after(s, st->first);
	while (is(s, next, "*"))
		next = after(s, next);
	if (s->tokens[st->first].kind == TOKEN_IDENTIFIER && next != NO_TOKEN &&
	    s->tokens[next].kind == TOKEN_IDENTIFIER)
		return true;
	/* LIST_HEAD(x); DECLARE_BITMAP(...); */
	return is(s, next, "(") &&
	       (is(s, st->first, "LIST_HEAD") ||
		!strncmp(s->text + s->tokens[st->first].offset, "DECLARE_", 8) ||
		!strncmp(s->text + s->tokens[st->first].offset, "DEFINE_", 7));
}

/* Room for lines before and behind. */
char *check_place(struct planner *p, const struct statement *first,
		  const struct statement *last)
{
	if (!enclosing_block(first))
		return xstrdup("it is the only statement of an if or a loop, without braces");
	if (!has_own_lines(p, first) || !has_own_lines(p, last))
		return xasprintf("the line %u or %u holds more than it",
				 p->stream->tokens[first->first].line,
				 p->stream->tokens[last->last].line);
	if (first->conditional)
		return xstrdup("it stands in an arm of an #if");
	return NULL;
}

/* ---- one batch at a time ---- */

/* Does a loop around @st defer unmaps already? */
static bool is_in_deferring_loop(struct planner *p, const struct statement *st)
{
	const struct statement *outer = NULL;
	const struct site *site, *end;

	for (st = enclosing_loop(st); st; st = enclosing_loop(st))
		outer = st;
	if (!outer)
		return false;
	end = first_site(p, outer->last);
	for (site = first_site(p, outer->first + 1); site < end; site++)
		if (site->api && site->api->form == FORM_FAST)
			return true;
	return false;
}

/*
 * A gather belongs to one domain at a time: the flush of one domain forgets
 * what was collected for another.
 */
char *check_apart(struct planner *p, const struct statement *first,
		  const struct statement *last)
{
	size_t i;

	if (!p->form->gather)
		return NULL;
	for (i = 0; i < p->batch_count; i++)
		if (p->batches[i].first <= last->last &&
		    first->first <= p->batches[i].last)
			return xasprintf("the batch at line %u is pending there",
					 p->stream->tokens[p->batches[i].first].line);
	return is_in_deferring_loop(p, first) ?
	       xstrdup("a batch of a loop around it is pending there") : NULL;
}

void remember_batch(struct planner *p, size_t first, size_t last)
{
	grow(p->batches, p->batch_count, p->batch_room);
	p->batches[p->batch_count++] = (struct chain){ first, last };
}

/* ---- ways into a loop and out of it ---- */

/* What is known of the label, or NULL when it is none of the function's. */
static const struct memory *label_named(struct planner *p,
					const struct function *f, size_t name)
{
	struct memory *memory;
	struct places all = places_between(&p->flow.words, name, f->open,
					   f->close);
	size_t k;

	if (!all.count)
		return NULL;
	memory = &p->flow.memories[p->flow.words.word[name]];
	if (memory->label_in == f)
		return memory;
	memory->label_in = f;
	memory->label = memory->other_label = NULL;
	for (k = 0; k < all.count; k++) {
		const struct statement *st;

		if (!is(p->stream, after(p->stream, all.at[k]), ":"))
			continue;
		st = statement_at(f->body, all.at[k]);
		if (st->kind != STATEMENT_LABEL || st->first != all.at[k])
			continue;
		if (!memory->label)
			memory->label = st;
		else
			memory->other_label = st;
	}
	return memory;
}

/* A label that stands in several arms of an #if. */
static char *check_label(struct planner *p, const struct function *f,
			 size_t name)
{
	const struct memory *memory = label_named(p, f, name);

	if (!memory || !memory->other_label)
		return NULL;
	return xasprintf("the label at line %u is there twice",
			 p->stream->tokens[memory->label->first].line);
}

/* Does control leave @loop for good here, other than to right behind it? */
bool leaves(struct planner *p, const struct function *f,
	    const struct statement *st, const struct statement *loop)
{
	const struct statement *target;
	const struct memory *memory;

	switch (st->kind) {
	case STATEMENT_RETURN:
		return true;
	case STATEMENT_CONTINUE:
		target = continue_target(st);
		return !target || !is_inside(target, loop);
	case STATEMENT_BREAK:
		target = break_target(st);
		return !target || !is_inside(target, loop);
	case STATEMENT_GOTO:
		memory = label_named(p, f, after(p->stream, st->first));
		return !memory || !memory->label ||
		       !is_inside(memory->label, loop);
	default:
		return false;
	}
}

/* A case label whose switch stands around the loop. */
static bool is_case_from_outside(struct planner *p, const struct statement *st,
				 const struct statement *loop)
{
	const struct statement *up = st->parent;

	if (st->kind != STATEMENT_LABEL ||
	    (!is(p->stream, st->first, "case") &&
	     !is(p->stream, st->first, "default")))
		return false;
	while (up && up->kind != STATEMENT_SWITCH)
		up = up->parent;
	return !up || !is_inside(up, loop);
}

/* A flush before the way out that @st is; NULL, or why there cannot be one. */
char *check_exit(struct planner *p, const struct statement *st)
{
	unsigned int line = p->stream->tokens[st->first].line;
	const struct site *site;
	size_t i;

	if (!has_own_lines(p, st))
		return xasprintf("line %u leaves the loop on a line that holds more",
				 line);
	for (i = st->first; i < st->last; i++) {
		site = site_of(&p->flow, i);
		if (site)
			return xasprintf("line %u %s and returns at once", line,
					 site->api && is_map(site) ? "maps" :
								     "unmaps");
	}
	return NULL;
}

char *check_exits(struct planner *p, const struct plan *plan)
{
	const struct statement *st;
	char *why = NULL;

	for (st = plan->loop; st && !why; st = next_statement(st, plan->loop)) {
		if (is_case_from_outside(p, st, plan->loop))
			return xasprintf("line %u is jumped to from outside the loop",
					 p->stream->tokens[st->first].line);
		if (st->kind == STATEMENT_GOTO)
			why = check_label(p, plan->function,
					  after(p->stream, st->first));
		if (!why && leaves(p, plan->function, st, plan->loop))
			why = check_exit(p, st);
	}
	return why;
}

/* A jump into the loop would pass by the beginning of the batch. */
char *check_entries(struct planner *p, const struct plan *plan)
{
	const struct stream *s = p->stream;
	const struct function *f = plan->function;
	const struct statement *loop = plan->loop, *st;

	for (st = loop; st; st = next_statement(st, loop)) {
		struct places uses;
		char *why;
		size_t k;

		if (st->kind != STATEMENT_LABEL)
			continue;
		why = check_label(p, f, st->first);
		if (why)
			return why;
		uses = places_between(&p->flow.words, st->first, f->open,
				      f->close);
		for (k = 0; k < uses.count; k++) {
			size_t i = uses.at[k], prev = before(s, i);

			if (is(s, prev, "&&"))
				return xasprintf("line %u may be jumped to from anywhere",
						 s->tokens[st->first].line);
			if (is(s, prev, "goto") &&
			    (i < loop->first || i > loop->last))
				return xasprintf("line %u jumps into the loop",
						 s->tokens[i].line);
		}
	}
	return NULL;
}

/* ---- maps and unmaps together ---- */

/* May a jump in [st, ...] of its block stay in the loop, but not in the block? */
static bool may_go_on(struct planner *p, const struct plan *plan,
		      const struct statement *st)
{
	const struct statement *block = st->parent, *k, *target;

	for (; st; st = st->next) {
		for (k = st; k; k = next_statement(k, st)) {
			if (leaves(p, plan->function, k, plan->loop))
				continue;
			target = k->kind == STATEMENT_BREAK ? break_target(k) :
				 k->kind == STATEMENT_CONTINUE ?
				 continue_target(k) : NULL;
			if (target ? !is_inside(target, block) &&
				     !(target == plan->loop &&
				       k->kind == STATEMENT_BREAK) :
			    k->kind == STATEMENT_GOTO)
				return true;
		}
	}
	return false;
}

/* Does control, once at @st, leave the loop before another round? */
static bool leads_out(struct planner *p, const struct plan *plan,
		      const struct statement *st)
{
	const struct statement *last;

	for (; st && st != plan->loop; st = st->parent) {
		if (!enclosing_block(st))
			continue;
		for (last = st; last->next;)
			last = last->next;
		if (leaves(p, plan->function, last, plan->loop) ||
		    (last->kind == STATEMENT_BREAK &&
		     break_target(last) == plan->loop))
			return !may_go_on(p, plan, st);
	}
	return false;
}

char *check_mixed(struct planner *p, const struct plan *plan,
		  const struct site *unmap)
{
	const struct statement *st = statement_at(plan->function->body,
						  unmap->token);

	if (is_map(unmap) || leads_out(p, plan, st))
		return NULL;
	return xasprintf("line %u unmaps, and the loop goes on mapping",
			 p->stream->tokens[unmap->token].line);
}

char *check_unmixed(struct planner *p, const struct plan *plan,
		    const struct statement *first,
		    const struct statement *last)
{
	struct chain domain;
	size_t i;

	for (i = first->first; i <= last->last; i++) {
		const struct site *site = site_of(&p->flow, i);

		if (site && is_candidate(p, site) && !is_map(site) &&
		    domain_of(p, site, &domain) &&
		    same_tokens(p->stream, domain.first, domain.last,
				plan->domain.first, plan->domain.last))
			return xasprintf("line %u unmaps in between",
					 p->stream->tokens[i].line);
	}
	return NULL;
}

/* ---- the domain ---- */

/* The flush stands where the domain is known to be there, or is tested. */
char *check_domain(struct planner *p, struct plan *plan)
{
	plan->guard = GUARD_NONE;
	if (known_valid(&p->flow, plan->domain, plan->loop))
		return NULL;
	plan->guard = may_be_error(&p->flow, plan->domain) ? GUARD_ERROR :
							     GUARD_NULL;
	return cannot_be_tested(&p->flow, plan->domain, plan->loop);
}

/* Does the domain stay the same all through the loop? */
char *check_same(struct planner *p, const struct plan *plan)
{
	const struct statement *loop = plan->loop;
	char *change, *why;

	change = chain_changes(&p->flow, plan->domain, loop->first, loop->last);
	if (!change)
		return NULL;
	why = xasprintf("the domain may be another each round: %s", change);
	free(change);
	return why;
}

/* ---- the return value ---- */

/*
 * if (map(...)) and if (map(...) < 0): what is behind the if has succeeded, and
 * nothing else has.
 */
static bool is_tested(struct planner *p, const struct statement *st,
		      const struct site *site, size_t close)
{
	const struct stream *s = p->stream;
	size_t next = close == NO_TOKEN ? NO_TOKEN : after(s, close);

	if (st->kind != STATEMENT_IF || st->other ||
	    operation_sleeping(site->api->op) != OP_MAP ||
	    after(s, st->open) != site->token)
		return false;
	if (is(s, next, "<") || is(s, next, "!=")) {
		next = after(s, next);
		next = is(s, next, "0") ? after(s, next) : NO_TOKEN;
	}
	return next == st->close;
}

/* (void)unmap(...); */
static bool is_cast_away(const struct stream *s, const struct statement *st,
			 const struct site *site)
{
	size_t type = after(s, st->first);

	return is(s, st->first, "(") && is(s, type, "void") &&
	       is(s, after(s, type), ")") &&
	       after(s, after(s, type)) == site->token;
}

enum use use_of(struct planner *p, const struct statement *st,
		const struct site *site, size_t *variable)
{
	const struct stream *s = p->stream;
	size_t close = closing(s, call_open(s, site->token));
	size_t prev = before(s, site->token);

	if (is_tested(p, st, site, close))
		return USE_TESTED;
	if (st->kind != STATEMENT_SIMPLE || close == NO_TOKEN ||
	    after(s, close) != st->last)
		return USE_OTHER;
	if (st->first == site->token || is_cast_away(s, st, site))
		return USE_NONE;
	if (!is(s, prev, "="))
		return USE_OTHER;
	*variable = before(s, prev);
	if (s->tokens[*variable].kind != TOKEN_IDENTIFIER)
		return USE_OTHER;
	prev = before(s, *variable);
	return *variable == st->first || ends_type(s, prev) ? USE_ASSIGNED :
							      USE_OTHER;
}

bool is_pure(struct planner *p, struct chain e)
{
	const struct stream *s = p->stream;
	size_t i;

	for (i = e.first; i <= e.last; i++) {
		if (is_assignment(s, i) || is(s, i, "++") || is(s, i, "--") ||
		    is(s, i, "{") || definition_of(&p->flow, i))
			return false;
		/* Parentheses may group, or follow a type; they may not call. */
		if (is(s, i, "(") &&
		    (is_pointer_call(s, i) ||
		     (i > e.first &&
		      s->tokens[before(s, i)].kind == TOKEN_IDENTIFIER)))
			return false;
	}
	return true;
}

/* Does the variable say how much it was, to the last byte? */
static const char *const lengths[] = {
	"size_t", "ssize_t", "long", "u64", NULL,
};

/* ... and also that it was an error? */
static const char *const lengths_or_errors[] = {
	"ssize_t", "s64", NULL,
};

/* Is the variable declared with one of these words? */
static bool is_declared_as(struct planner *p, const struct function *f,
			   size_t variable, const char *const *words)
{
	const struct stream *s = p->stream;
	struct places all = places_between(&p->flow.words, variable, f->name,
					   f->close);
	size_t k, i;

	for (k = 0; k < all.count; k++) {
		size_t prev = before(s, all.at[k]);

		if (!ends_type(s, prev) && !is(s, prev, ","))
			continue;
		for (i = prev; i != NO_TOKEN; i = before(s, i)) {
			if (is_one_of(s, i, words))
				return true;
			if (is(s, i, ";") || is(s, i, "{") || is(s, i, "}"))
				return false;
		}
	}
	return false;
}

/* A line behind "variable = call(...);" that queues @e. */
static char *check_queue_behind(struct planner *p, const struct statement *st,
				size_t variable, struct chain e,
				const char *what)
{
	if (places_between(&p->flow.words, variable, e.first,
			   e.last).count)
		return xasprintf("its result takes the place of the %s", what);
	if (!enclosing_block(st))
		return xstrdup("it is the only statement of an if or a loop, without braces");
	if (st->first != variable && st->next && is_declaration(p, st->next))
		return xstrdup("it is a declaration, with others behind it");
	return NULL;
}

/* The argument @n, to be written a second time. */
static char *check_again(struct planner *p, const struct site *site,
			 const struct statement *st, unsigned int n)
{
	size_t open = call_open(p->stream, site->token), variable;
	const char *what = n == 1 ? "IOVA" : "size";
	struct chain e;

	if (!call_argument(p->stream, open, n, &e.first, &e.last) ||
	    !is_pure(p, e))
		return xasprintf("its %s cannot be written twice, to queue the range",
				 what);
	if (use_of(p, st, site, &variable) == USE_ASSIGNED)
		return check_queue_behind(p, st, variable, e, what);
	return NULL;
}

/*
 * A map names its size, and is queued whether it succeeded or not: no harm, and
 * what it took back goes with it.  A list has only its result to tell its size:
 * queued is what is no error.
 */
static char *check_queue_map(struct planner *p, const struct function *f,
			     const struct site *site, const struct statement *st,
			     enum use use, size_t variable)
{
	if (!enclosing_block(st))
		return xstrdup("it is the only statement of an if or a loop, without braces");
	if (operation_sleeping(site->api->op) == OP_MAP)
		return check_again(p, site, st, 3);
	if (use != USE_ASSIGNED)
		return xstrdup("nothing says how much of the list was mapped, to queue the range");
	return is_declared_as(p, f, variable, lengths_or_errors) ? NULL :
	       xstrdup("its result is kept in a variable that may not tell an error from a size");
}

char *check_call(struct planner *p, const struct function *f,
		 const struct site *site)
{
	const struct statement *st = statement_at(f->body, site->token);
	size_t variable = 0;
	char *why = NULL;
	enum use use;

	if (is_map(site))
		why = check_signature(&p->flow, site, p->goal);
	if (why || !p->form->queue)
		return why;
	use = use_of(p, st, site, &variable);
	if (use == USE_OTHER)
		return xstrdup("its return value is used in an expression, so that the range cannot be queued behind it");
	why = check_again(p, site, st, 1);
	if (why)
		return why;
	if (is_map(site))
		return check_queue_map(p, f, site, st, use, variable);
	return use == USE_NONE || is_declared_as(p, f, variable, lengths) ? NULL :
	       xstrdup("its result is kept in a variable that may not hold all of it");
}
