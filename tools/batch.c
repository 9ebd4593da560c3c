// SPDX-License-Identifier: GPL-2.0-only
#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "flow.h"

struct planner {
	struct source *src;
	struct flow flow;
	const struct stream *stream;
	const struct batch_form *form;
	enum style to;
	char gather[32];	/* name for the variable, free in this file */
};

/* One batch in the making. */
struct plan {
	struct function *function;
	struct statement *loop;		/* NULL: a run of statements */
	struct chain domain;
	bool guarded;			/* the domain may be NULL at its flush */
};

static bool is_candidate(const struct site *site)
{
	return site->kind == SITE_CALL && site->api &&
	       site->api->op == OP_UNMAP && !site->reason && !site->batched &&
	       (site->api->form == FORM_PLAIN || site->api->form == FORM_SYNC);
}

static bool domain_of(struct planner *p, const struct site *site,
		      struct chain *domain)
{
	return call_argument(p->stream, call_open(p->stream, site->token), 0,
			     &domain->first, &domain->last);
}

/* The why of a site that stays as it is; the first word on it counts. */
static void note(struct site *site, char *why)
{
	if (!site->why)
		site->why = why;
	else
		free(why);
}

/* ---- text to insert ---- */

static uint32_t line_start(const struct buf *text, uint32_t offset)
{
	while (offset && text->data[offset - 1] != '\n')
		offset--;
	return offset;
}

/* Behind the line that token @i ends on, or right behind it if more follows. */
static uint32_t line_end(struct planner *p, size_t i)
{
	const struct buf *text = &p->src->text;
	uint32_t at = p->stream->tokens[i].offset + p->stream->tokens[i].len;
	size_t next = i + 1;

	/* A comment behind the code on the same line belongs to it. */
	while (next < p->stream->count &&
	       p->stream->tokens[next].kind == TOKEN_COMMENT &&
	       !memchr(text->data + at, '\n', p->stream->tokens[next].offset - at)) {
		at = p->stream->tokens[next].offset + p->stream->tokens[next].len;
		next++;
	}
	if (next < p->stream->count &&
	    !memchr(text->data + at, '\n', p->stream->tokens[next].offset - at))
		return p->stream->tokens[i].offset + p->stream->tokens[i].len;
	while (at < text->len && text->data[at] != '\n')
		at++;
	if (at && text->data[at - 1] == '\r')
		at--;
	return at;
}

static char *indentation(struct planner *p, size_t token)
{
	const struct buf *text = &p->src->text;
	uint32_t from = line_start(text, p->stream->tokens[token].offset);
	uint32_t to = from;

	while (text->data[to] == ' ' || text->data[to] == '\t')
		to++;
	return xstrndup(text->data + from, to - from);
}

static const char *newline(const struct planner *p)
{
	const char *nl = memchr(p->src->text.data, '\n', p->src->text.len);

	return nl && nl > p->src->text.data && nl[-1] == '\r' ? "\r\n" : "\n";
}

/* Insert the same text for spatch and for good. */
static void insert(struct planner *p, uint32_t offset, const char *text)
{
	source_edit(p->src, offset, 0, xstrdup(text), xstrdup(text));
}

static void delete(struct planner *p, uint32_t from, uint32_t to)
{
	source_edit(p->src, from, to - from, xstrdup(""), xstrdup(""));
}

/* marker -> what the style writes for it */
struct text {
	char *marker;
	char *final;
};

static struct text finish_text(struct planner *p, const struct plan *plan)
{
	char *domain = tokens_text(p->stream, plan->domain.first,
				   plan->domain.last);
	struct text t;

	if (p->form->gather) {
		t.marker = xasprintf("batch_finish(%s, &%s);", domain, p->gather);
		t.final = xasprintf("iommu_iotlb_sync(%s, &%s);", domain,
				    p->gather);
	} else {
		t.marker = xasprintf("batch_finish(%s);", domain);
		t.final = xasprintf("iommu_tlb_sync(%s);", domain);
	}
	free(domain);
	return t;
}

/* The flush as one or, guarded, two lines, each behind @indent. */
static struct text finish_lines(struct planner *p, const struct plan *plan,
				const char *indent)
{
	struct text t = finish_text(p, plan), all;
	char *domain = tokens_text(p->stream, plan->domain.first,
				   plan->domain.last);
	const char *nl = newline(p);

	if (plan->guarded) {
		all.marker = xasprintf("%sif (%s)%s%s\t%s", indent, domain, nl,
				       indent, t.marker);
		all.final = xasprintf("%sif (%s)%s%s\t%s", indent, domain, nl,
				      indent, t.final);
		free(t.marker);
		free(t.final);
	} else {
		all.marker = xasprintf("%s%s", indent, t.marker);
		all.final = xasprintf("%s%s", indent, t.final);
		free(t.marker);
		free(t.final);
	}
	free(domain);
	return all;
}

/* Lines before the line on which token @i begins. */
static void insert_before(struct planner *p, size_t i, struct text t)
{
	uint32_t at = line_start(&p->src->text, p->stream->tokens[i].offset);

	source_edit(p->src, at, 0, xasprintf("%s%s", t.marker, newline(p)),
		    xasprintf("%s%s", t.final, newline(p)));
	free(t.marker);
	free(t.final);
}

/* Lines behind the line on which token @i ends. */
static void insert_after(struct planner *p, size_t i, struct text t)
{
	source_edit(p->src, line_end(p, i), 0,
		    xasprintf("%s%s", newline(p), t.marker),
		    xasprintf("%s%s", newline(p), t.final));
	free(t.marker);
	free(t.final);
}

/* Does a statement begin its line and end it? */
static bool has_own_lines(struct planner *p, const struct statement *st)
{
	const struct token *t = p->stream->tokens;
	size_t prev = before(p->stream, st->first);
	size_t next = after(p->stream, st->last);

	return (prev == NO_TOKEN || t[prev].line != t[st->first].line) &&
	       (next == NO_TOKEN || t[next].line != t[st->last].line);
}

static const struct statement *enclosing_block(const struct statement *st)
{
	return st->parent && st->parent->kind == STATEMENT_BLOCK ? st->parent :
								   NULL;
}

static const struct statement *enclosing_loop(const struct statement *st)
{
	for (st = st->parent; st; st = st->parent)
		if (st->kind == STATEMENT_LOOP)
			return st;
	return NULL;
}

/* ---- ways out of a loop ---- */

static const struct statement *label_named(struct planner *p,
					   const struct function *f,
					   size_t name)
{
	const struct statement *st;

	for (st = f->body; st; st = next_statement(st, f->body))
		if (st->kind == STATEMENT_LABEL &&
		    same_tokens(p->stream, st->first, st->first, name, name))
			return st;
	return NULL;
}

/* Does control leave @loop for good here, other than to right behind it? */
static bool leaves(struct planner *p, const struct function *f,
		   const struct statement *st, const struct statement *loop)
{
	const struct statement *target;

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
		target = label_named(p, f, after(p->stream, st->first));
		return !target || !is_inside(target, loop);
	default:
		return false;
	}
}

/* A flush before each way out; NULL, or why there cannot be one. */
static char *check_exits(struct planner *p, const struct plan *plan)
{
	const struct statement *st;

	for (st = plan->loop; st; st = next_statement(st, plan->loop)) {
		unsigned int line = p->stream->tokens[st->first].line;

		if (!leaves(p, plan->function, st, plan->loop))
			continue;
		if (!has_own_lines(p, st))
			return xasprintf("line %u leaves the loop on a line that holds more",
					 line);
		if (st->kind == STATEMENT_RETURN) {
			size_t i;

			for (i = st->first; i < st->last; i++)
				if (api_lookup(p->stream->text +
					       p->stream->tokens[i].offset,
					       p->stream->tokens[i].len))
					return xasprintf("line %u unmaps and returns at once",
							 line);
		}
	}
	/* A jump into the loop would pass by the beginning of the batch. */
	for (st = plan->function->body; st;
	     st = next_statement(st, plan->function->body)) {
		const struct statement *target;

		if (st->kind != STATEMENT_GOTO || is_inside(st, plan->loop))
			continue;
		target = label_named(p, plan->function,
				     after(p->stream, st->first));
		if (!target)
			return xasprintf("line %u jumps to where one cannot tell",
					 p->stream->tokens[st->first].line);
		if (is_inside(target, plan->loop))
			return xasprintf("line %u jumps into the loop",
					 p->stream->tokens[st->first].line);
	}
	return NULL;
}

static void edit_exits(struct planner *p, const struct plan *plan)
{
	const struct statement *st;
	char *indent;

	for (st = plan->loop; st; st = next_statement(st, plan->loop)) {
		if (!leaves(p, plan->function, st, plan->loop))
			continue;
		indent = indentation(p, st->first);
		if (!enclosing_block(st)) {
			/* The only statement of an if: it becomes a block. */
			size_t head = before(p->stream, st->first);
			char *outer = indentation(p, st->parent->first);
			char *close = xasprintf("%s%s}", newline(p), outer);

			insert(p, p->stream->tokens[head].offset +
				  p->stream->tokens[head].len, " {");
			insert(p, line_end(p, st->last), close);
			free(close);
			free(outer);
		}
		insert_before(p, st->first, finish_lines(p, plan, indent));
		free(indent);
	}
}

/* ---- is the loop one at all? ---- */

/*
 * The statement at the top of the loop's body that site stands in, followed by
 * an unconditional way out: one round, one unmap, nothing to put off.
 */
static bool runs_once(const struct statement *loop, size_t token)
{
	const struct statement *st = loop->child, *k;

	if (!st || st->kind != STATEMENT_BLOCK)
		return false;
	for (st = st->child; st; st = st->next) {
		if (token < st->first || token > st->last)
			continue;
		for (k = st; k; k = next_statement(k, st))
			if (k->kind == STATEMENT_CONTINUE)
				return false;
		for (st = st->next; st; st = st->next) {
			if (st->kind == STATEMENT_LABEL)
				return false;
			if (st->kind == STATEMENT_BREAK ||
			    st->kind == STATEMENT_RETURN ||
			    (st->kind == STATEMENT_GOTO))
				return true;
		}
		return false;
	}
	return false;
}

/* ---- the return value ---- */

enum use {
	USE_NONE,	/* unmap(...); */
	USE_ASSIGNED,	/* x = unmap(...); or type x = unmap(...); */
	USE_OTHER,
};

static enum use use_of(struct planner *p, const struct statement *st,
		       const struct site *site, size_t *variable)
{
	const struct stream *s = p->stream;
	size_t close = closing(s, call_open(s, site->token));
	size_t prev = before(s, site->token);

	if (st->kind != STATEMENT_SIMPLE || close == NO_TOKEN ||
	    after(s, close) != st->last)
		return USE_OTHER;
	if (st->first == site->token)
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

/* An expression that may be written, and evaluated, twice. */
static bool is_pure(struct planner *p, size_t first, size_t last)
{
	const struct stream *s = p->stream;
	size_t i;

	for (i = first; i <= last; i++) {
		if (s->tokens[i].directive)
			return false;
		if (is(s, i, "++") || is(s, i, "--") || is(s, i, "=") ||
		    is(s, i, "(") || is(s, i, "{")) {
			/* Parentheses that only group. */
			if (is(s, i, "(") && i > first &&
			    s->tokens[i - 1].kind == TOKEN_IDENTIFIER)
				return false;
			if (!is(s, i, "("))
				return false;
		}
	}
	return true;
}

/* Queueing styles name what was unmapped; can that be written here? */
static char *check_queue(struct planner *p, const struct statement *st,
			 const struct site *site)
{
	size_t open = call_open(p->stream, site->token), first, last, variable;

	if (!p->form->queue)
		return NULL;
	if (use_of(p, st, site, &variable) == USE_OTHER)
		return xstrdup("its return value is used in an expression, so that the range cannot be queued behind it");
	if (!call_argument(p->stream, open, 1, &first, &last) ||
	    !is_pure(p, first, last))
		return xstrdup("its IOVA cannot be written twice, to queue the range");
	return NULL;
}

static void edit_queue(struct planner *p, const struct statement *st,
		       const struct site *site, const char *domain)
{
	const struct stream *s = p->stream;
	size_t open = call_open(s, site->token), first, last, variable = 0;
	char *iova, *unmapped, *indent;

	call_argument(s, open, 1, &first, &last);
	iova = tokens_text(s, first, last);
	indent = indentation(p, st->first);
	if (use_of(p, st, site, &variable) == USE_NONE) {
		size_t close = closing(s, open);
		/* The unmap goes on a line of its own, below the arguments. */
		char *gap = xasprintf("%s%s\t\t    ", newline(p), indent);

		source_edit(p->src, site->offset, 0,
			    xasprintf("batch_queue(%s, %s,%s", domain, iova, gap),
			    xasprintf("iommu_tlb_range_add(%s, %s,%s", domain,
				      iova, gap));
		insert(p, s->tokens[close].offset + 1, ")");
		free(gap);
	} else {
		unmapped = tokens_text(s, variable, variable);
		insert_after(p, st->last, (struct text){
			xasprintf("%sbatch_queue(%s, %s, %s);", indent, domain,
				  iova, unmapped),
			xasprintf("%siommu_tlb_range_add(%s, %s, %s);", indent,
				  domain, iova, unmapped),
		});
		free(unmapped);
	}
	free(indent);
	free(iova);
}

/* ---- the sites of a batch ---- */

static void edit_site(struct planner *p, struct site *site,
		      const struct plan *plan)
{
	const struct stream *s = p->stream;
	size_t close = closing(s, call_open(s, site->token));
	char *domain = tokens_text(s, plan->domain.first, plan->domain.last);

	site->batched = true;
	site->becomes = p->form->unmap;
	if (plan->loop)
		site_decide(site, OUTCOME_CONVERTED,
			    "deferred: one flush of %s behind the loop at line %u",
			    domain, s->tokens[plan->loop->first].line);
	else
		site_decide(site, OUTCOME_CONVERTED,
			    "deferred: one flush of %s for the run of unmaps",
			    domain);
	if (p->form->gather) {
		char *argument = xasprintf(", &%s", p->gather);

		insert(p, s->tokens[close].offset, argument);
		free(argument);
	}
	if (p->form->queue)
		edit_queue(p, statement_at(plan->function->body, site->token),
			   site, domain);
	free(domain);
}

static bool is_declaration(struct planner *p, const struct statement *st)
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

/* The variable goes to the top of the function, where the longest stand. */
static void edit_declaration(struct planner *p, const struct function *f)
{
	const struct statement *first = f->body->child;
	bool others = first && is_declaration(p, first);
	const char *gap = others ? "" : newline(p);

	source_edit(p->src, line_end(p, f->open), 0,
		    xasprintf("%s\tbatch_declare(%s);%s", newline(p), p->gather,
			      gap),
		    xasprintf("%s\tstruct iommu_iotlb_gather %s;%s", newline(p),
			      p->gather, gap));
}

static void edit_begin_at(struct planner *p, struct function *f, size_t token)
{
	char *indent;

	if (!p->form->gather)
		return;
	if (!f->has_batch)
		edit_declaration(p, f);
	f->has_batch = true;
	indent = indentation(p, token);
	insert_before(p, token, (struct text){
		xasprintf("%sbatch_begin(&%s);", indent, p->gather),
		xasprintf("%siommu_iotlb_gather_init(&%s);", indent, p->gather),
	});
	free(indent);
}

/* ---- loops ---- */

/* Candidates in the loop that unmap from the same domain as @site. */
static size_t mark_members(struct planner *p, const struct plan *plan,
			   bool *member)
{
	struct chain domain;
	size_t i, count = 0;

	for (i = 0; i < p->src->site_count; i++) {
		struct site *other = &p->src->sites[i];

		member[i] = is_candidate(other) && !other->must_sync &&
			    other->token > plan->loop->first &&
			    other->token < plan->loop->last &&
			    domain_of(p, other, &domain) &&
			    same_tokens(p->stream, domain.first, domain.last,
					plan->domain.first, plan->domain.last);
		count += member[i];
	}
	return count;
}

static char *check_members(struct planner *p, const struct plan *plan,
			   const bool *member)
{
	size_t i;

	for (i = 0; i < p->src->site_count; i++) {
		const struct site *site = &p->src->sites[i];
		const struct statement *st;
		char *why;

		if (!member[i])
			continue;
		st = statement_at(plan->function->body, site->token);
		if (count_arguments(p->stream, call_open(p->stream, site->token),
				    closing(p->stream,
					    call_open(p->stream, site->token))).conditional)
			return xstrdup("a preprocessor line stands among its arguments");
		why = check_queue(p, st, site);
		if (why)
			return why;
	}
	return NULL;
}

/* Room for lines before and behind. */
static char *check_place(struct planner *p, const struct statement *first,
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

/* Why the loop cannot be one batch for the site's domain; NULL when it can. */
static char *check_loop(struct planner *p, struct plan *plan,
			const struct site *site, bool *member)
{
	const struct statement *loop = plan->loop;
	char *why;

	why = chain_changes(&p->flow, plan->domain, loop->first, loop->last);
	if (why)
		goto domain;
	why = flow_obstacle(&p->flow, loop->first, loop->last, loop);
	if (why)
		return why;
	if (site->must_sync)
		return xstrdup("what it unmaps is released right behind it");
	if (!mark_members(p, plan, member))
		return xstrdup("nothing to put off");
	why = check_members(p, plan, member);
	if (!why)
		why = check_place(p, loop, loop);
	if (!why)
		why = check_exits(p, plan);
	if (why)
		return why;
	if (loop->loop == LOOP_ITERATOR && !loop->child)
		return xstrdup("the loop has no body");
	plan->guarded = !known_valid(&p->flow, plan->domain, loop);
	if (plan->guarded && !base_known_valid(&p->flow, plan->domain, loop))
		return xstrdup("it cannot be told that the domain may be looked at when the loop did not run");
	return NULL;
domain:
	{
		char *text = xasprintf("the domain may be another each round: %s",
				       why);

		free(why);
		return text;
	}
}

static void edit_loop(struct planner *p, struct plan *plan, const bool *member)
{
	char *indent = indentation(p, plan->loop->first);
	size_t i;

	edit_begin_at(p, plan->function, plan->loop->first);
	for (i = 0; i < p->src->site_count; i++)
		if (member[i])
			edit_site(p, &p->src->sites[i], plan);
	edit_exits(p, plan);
	insert_after(p, plan->loop->last, finish_lines(p, plan, indent));
	free(indent);
}

/* The outermost loop around the site that can be one batch. */
static bool try_loops(struct planner *p, struct site *site,
		      struct function *f)
{
	bool *member = xcalloc(p->src->site_count, sizeof(*member));
	bool *best_member = xcalloc(p->src->site_count, sizeof(*member));
	struct plan plan = { .function = f }, best = { 0 };
	const struct statement *st = statement_at(f->body, site->token);
	bool found = false;

	for (st = enclosing_loop(st); st; st = enclosing_loop(st)) {
		char *why;

		plan.loop = (struct statement *)st;
		plan.guarded = false;
		if (!domain_of(p, site, &plan.domain) ||
		    !is_chain(p->stream, plan.domain.first, plan.domain.last)) {
			note(site, xstrdup("its domain is neither a variable nor a member"));
			break;
		}
		if (runs_once(st, site->token)) {
			note(site, xasprintf("the loop at line %u ends after the first unmap",
					     p->stream->tokens[st->first].line));
			continue;
		}
		why = check_loop(p, &plan, site, member);
		if (why) {
			note(site, why);
			break;
		}
		best = plan;
		memcpy(best_member, member,
		       p->src->site_count * sizeof(*member));
		found = true;
	}
	if (found)
		edit_loop(p, &best, best_member);
	free(member);
	free(best_member);
	return found;
}

/* ---- runs of statements ---- */

/* The unmap that a statement of a block is, by itself. */
static struct site *unmap_statement(struct planner *p,
				    const struct statement *st)
{
	size_t i, variable;

	if (st->kind != STATEMENT_SIMPLE || st->conditional)
		return NULL;
	for (i = 0; i < p->src->site_count; i++) {
		struct site *site = &p->src->sites[i];

		if (site->token >= st->first && site->token <= st->last &&
		    is_candidate(site) && !site->must_sync)
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
	       is_chain(p->stream, x.first, x.last) &&
	       same_tokens(p->stream, x.first, x.last, y.first, y.last);
}

/* May the flush of what stands before @from be put off to behind @to? */
static char *check_between(struct planner *p, const struct plan *plan,
			   const struct statement *from,
			   const struct statement *to)
{
	const struct statement *st, *k;
	char *why;

	for (st = from->next; st && st != to; st = st->next) {
		for (k = st; k; k = next_statement(k, st)) {
			if (k->kind == STATEMENT_LABEL)
				return xasprintf("a label stands between, line %u",
						 p->stream->tokens[k->first].line);
			if (leaves(p, plan->function, k, st))
				return xasprintf("line %u leaves before the next unmap",
						 p->stream->tokens[k->first].line);
		}
	}
	why = flow_obstacle(&p->flow, from->first, to->last, NULL);
	if (why)
		return why;
	why = chain_changes(&p->flow, plan->domain, from->first, to->last);
	return why;
}

static bool try_run(struct planner *p, struct site *site, struct function *f)
{
	struct statement *st = statement_at(f->body, site->token);
	struct plan plan = { .function = f };
	struct site *members[64] = { site };
	struct statement *last = st;
	const struct statement *next;
	size_t count = 1, i;
	char *indent, *why;

	if (unmap_statement(p, st) != site || !enclosing_block(st) ||
	    !domain_of(p, site, &plan.domain))
		return false;
	for (next = st->next; next && count < ARRAY_SIZE(members);
	     next = next->next) {
		struct site *other = unmap_statement(p, next);

		if (!other || !same_domain(p, site, other))
			continue;
		why = check_between(p, &plan, last, next);
		if (!why)
			why = check_queue(p, next, other);
		if (!why)
			why = check_place(p, st, next);
		if (!why && count == 1)
			why = check_queue(p, st, site);
		if (why) {
			note(site, why);
			break;
		}
		members[count++] = other;
		last = (struct statement *)next;
	}
	if (count < 2)
		return false;
	edit_begin_at(p, f, st->first);
	for (i = 0; i < count; i++)
		edit_site(p, members[i], &plan);
	indent = indentation(p, last->first);
	insert_after(p, last->last, finish_lines(p, &plan, indent));
	free(indent);
	return true;
}

/* ---- splitting a loop ---- */

/* for (i = A; i < B; i++), none of it with an effect beyond i. */
static bool is_counting(struct planner *p, const struct statement *loop,
			size_t *counter)
{
	const struct stream *s = p->stream;
	size_t i = after(s, loop->open);
	unsigned int part = 0;

	if (loop->loop != LOOP_FOR || i == NO_TOKEN ||
	    s->tokens[i].kind != TOKEN_IDENTIFIER || !is(s, after(s, i), "="))
		return false;
	*counter = i;
	for (i = after(s, after(s, i)); i != NO_TOKEN && i < loop->close;
	     i = after(s, i)) {
		if (is(s, i, ";")) {
			part++;
			continue;
		}
		if (is(s, i, "="))
			return false;
		if ((is(s, i, "++") || is(s, i, "--")) &&
		    (part != 2 ||
		     !(same_tokens(s, *counter, *counter, after(s, i),
				   after(s, i)) ||
		       same_tokens(s, *counter, *counter, before(s, i),
				   before(s, i)))))
			return false;
		if (is(s, i, "(") &&
		    s->tokens[before(s, i)].kind == TOKEN_IDENTIFIER)
			return false;
	}
	return part == 2;
}

/*
 * A call of one of the kernel's own releasing functions, on values: it writes
 * nothing that the driver's expressions read.
 */
static bool is_plain_release(struct planner *p, const struct statement *st)
{
	const struct stream *s = p->stream;
	size_t release, i;

	if (st->kind != STATEMENT_SIMPLE || st->conditional ||
	    s->tokens[st->first].kind != TOKEN_IDENTIFIER ||
	    !is(s, after(s, st->first), "(") ||
	    after(s, closing(s, after(s, st->first))) != st->last ||
	    function_named(&p->flow, st->first))
		return false;
	release = next_release(&p->flow, st->first, st->last);
	if (release != st->first)
		return false;
	for (i = after(s, st->first); i < st->last; i++)
		if (is(s, i, "++") || is(s, i, "--") || is(s, i, "=") ||
		    (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		     is(s, after(s, i), "(") &&
		     flow_obstacle(&p->flow, i, i, NULL)))
			return false;
	return true;
}

static bool try_split(struct planner *p, struct site *site, struct function *f)
{
	const struct stream *s = p->stream;
	struct statement *st = statement_at(f->body, site->token);
	struct statement *block = st->parent, *loop;
	struct plan plan = { .function = f };
	struct statement *k;
	size_t variable, counter, released = 0;
	char *why, *indent, *head;
	struct text flush;

	/* { unmap(...); release(...); ... } as the body of a counting loop. */
	if (!block || block->kind != STATEMENT_BLOCK || !block->parent ||
	    block->child != st || unmap_statement(p, st) != site)
		return false;
	loop = block->parent;
	if (loop->kind != STATEMENT_LOOP || !is_counting(p, loop, &counter) ||
	    use_of(p, st, site, &variable) != USE_NONE || !st->next)
		return false;
	for (k = st->next; k; k = k->next, released++)
		if (!is_plain_release(p, k))
			return false;
	plan.loop = loop;
	if (!domain_of(p, site, &plan.domain) ||
	    !is_chain(s, plan.domain.first, plan.domain.last))
		return false;
	/* Comments between would lose their place. */
	for (variable = block->first; variable < block->last; variable++)
		if (s->tokens[variable].kind == TOKEN_COMMENT)
			return false;
	why = chain_changes(&p->flow, plan.domain, loop->first, loop->last);
	if (!why)
		why = flow_obstacle(&p->flow, st->first, st->last, NULL);
	if (!why)
		why = check_queue(p, st, site);
	if (!why)
		why = check_place(p, loop, loop);
	if (why) {
		free(why);
		return false;
	}
	plan.guarded = !known_valid(&p->flow, plan.domain, loop);
	if (plan.guarded && !base_known_valid(&p->flow, plan.domain, loop))
		return false;

	/*
	 * The unmaps keep the loop's head; its body loses the braces.  Behind
	 * the flush a second head begins the releases.
	 */
	indent = indentation(p, loop->first);
	head = tokens_text(s, loop->first, loop->close);
	edit_begin_at(p, f, loop->first);
	edit_site(p, site, &plan);
	delete(p, s->tokens[loop->close].offset + 1,
	       s->tokens[block->first].offset + 1);
	flush = finish_lines(p, &plan, indent);
	source_edit(p->src, line_end(p, st->last), 0,
		    xasprintf("%s%s%s%s%s%s%s", newline(p), flush.marker,
			      newline(p), newline(p), indent, head,
			      released > 1 ? " {" : ""),
		    xasprintf("%s%s%s%s%s%s%s", newline(p), flush.final,
			      newline(p), newline(p), indent, head,
			      released > 1 ? " {" : ""));
	if (released == 1)
		delete(p, s->tokens[before(s, block->last)].offset +
			  s->tokens[before(s, block->last)].len,
		       s->tokens[block->last].offset + 1);
	free(flush.marker);
	free(flush.final);
	free(indent);
	free(head);
	return true;
}

/* ---- all of it ---- */

static void explain_single(struct planner *p, struct site *site,
			   struct function *f)
{
	size_t release = next_release(&p->flow, site->token, f->close);
	const struct stream *s = p->stream;

	if (release != NO_TOKEN) {
		char *name = tokens_text(s, release, release);

		note(site, xasprintf("a single unmap; %s() follows at line %u",
				     name, s->tokens[release].line));
		free(name);
	} else {
		note(site, xstrdup("a single unmap: no other to share a flush with"));
	}
}

static void plan_site_batch(struct planner *p, struct site *site)
{
	struct function *f = function_at(&p->flow, site->token);
	struct statement *st;

	if (!f) {
		note(site, xstrdup("not in a function"));
		return;
	}
	if (!f->body) {
		note(site, xasprintf("the statements of its function cannot be told apart, near line %u",
				     p->stream->tokens[f->trouble].line));
		return;
	}
	st = statement_at(f->body, site->token);
	if (!st) {
		note(site, xstrdup("not in a statement"));
		return;
	}
	if (try_loops(p, site, f) || try_split(p, site, f))
		return;
	if (enclosing_loop(st) && site->why)
		return;
	if (!try_run(p, site, f))
		explain_single(p, site, f);
}

/* Words that the markers need for themselves. */
static bool uses_marker(struct planner *p)
{
	static const char *const words[] = {
		MARK_UNMAP, "batch_declare", "batch_begin", "batch_queue",
		"batch_finish",
	};
	size_t i, w;

	for (i = 0; i < p->stream->count; i++)
		for (w = 0; w < ARRAY_SIZE(words); w++)
			if (is(p->stream, i, words[w]))
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

void plan_batches(struct source *src, enum style to)
{
	struct planner p = { .src = src, .to = to };
	size_t i;

	p.form = style_batch_form(to);
	if (!p.form)
		return;
	for (i = 0; i < src->site_count; i++)
		if (is_candidate(&src->sites[i]))
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
	for (i = 0; i < src->site_count; i++)
		if (is_candidate(&src->sites[i]))
			plan_site_batch(&p, &src->sites[i]);
	flow_end(&p.flow);
}
