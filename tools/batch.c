// SPDX-License-Identifier: GPL-2.0-only
#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "release.h"
#include "valid.h"

struct planner {
	struct source *src;
	struct flow flow;
	const struct stream *stream;
	const struct batch_form *form;
	enum style to;
	char gather[32];	/* name for the variable, free in this file */
	struct chain *domains;	/* of each site; without tokens: no chain */
	struct chain *batches;	/* from the first to the last token of each */
	size_t batch_count, batch_room;
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

/* The domain that the site names by a variable or a member, if it does. */
static bool domain_of(struct planner *p, const struct site *site,
		      struct chain *domain)
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

		if (!is_candidate(site) ||
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

/* Does a statement begin its line and end it, and no comment begin above? */
static bool has_own_lines(struct planner *p, const struct statement *st)
{
	const struct token *t = p->stream->tokens;
	size_t prev = before(p->stream, st->first);
	size_t next = after(p->stream, st->last);
	uint32_t start = line_start(&p->src->text, t[st->first].offset);

	return (prev == NO_TOKEN || t[prev].line != t[st->first].line) &&
	       (next == NO_TOKEN || t[next].line != t[st->last].line) &&
	       t[st->first - 1].offset + t[st->first - 1].len <= start;
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

/* ---- one batch at a time ---- */

/* Does a loop around @st defer unmaps already? */
static bool is_in_deferring_loop(struct planner *p, const struct statement *st)
{
	const struct statement *outer = NULL;
	size_t i;

	for (st = enclosing_loop(st); st; st = enclosing_loop(st))
		outer = st;
	for (i = 0; outer && i < p->src->site_count; i++) {
		const struct site *site = &p->src->sites[i];

		if (site->token > outer->first && site->token < outer->last &&
		    site->api && site->api->form == FORM_FAST)
			return true;
	}
	return false;
}

/*
 * A gather belongs to one domain at a time: the flush of one domain forgets
 * what was collected for another.
 */
static char *check_apart(struct planner *p, const struct statement *first,
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

static void remember(struct planner *p, size_t first, size_t last)
{
	grow(p->batches, p->batch_count, p->batch_room);
	p->batches[p->batch_count++] = (struct chain){ first, last };
}

/* ---- ways out of a loop ---- */

static const struct statement *label_named(struct planner *p,
					   const struct function *f,
					   size_t name)
{
	struct places all = places_between(&p->flow.words, name, f->open,
					   f->close);
	size_t k;

	for (k = 0; k < all.count; k++)
		if (is(p->stream, after(p->stream, all.at[k]), ":")) {
			const struct statement *st = statement_at(f->body,
								  all.at[k]);

			if (st->kind == STATEMENT_LABEL)
				return st;
		}
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

/* A flush before each way out; NULL, or why there cannot be one. */
static char *check_exits(struct planner *p, const struct plan *plan)
{
	const struct statement *st;

	for (st = plan->loop; st; st = next_statement(st, plan->loop)) {
		unsigned int line = p->stream->tokens[st->first].line;
		size_t i;

		if (is_case_from_outside(p, st, plan->loop))
			return xasprintf("line %u is jumped to from outside the loop",
					 line);
		if (!leaves(p, plan->function, st, plan->loop))
			continue;
		if (!has_own_lines(p, st))
			return xasprintf("line %u leaves the loop on a line that holds more",
					 line);
		for (i = st->first; i < st->last; i++)
			if (site_of(&p->flow, i))
				return xasprintf("line %u unmaps and returns at once",
						 line);
	}
	return NULL;
}

/* A jump into the loop would pass by the beginning of the batch. */
static char *check_entries(struct planner *p, const struct plan *plan)
{
	const struct stream *s = p->stream;
	const struct function *f = plan->function;
	const struct statement *loop = plan->loop, *st;

	for (st = loop; st; st = next_statement(st, loop)) {
		struct places uses;
		size_t k;

		if (st->kind != STATEMENT_LABEL)
			continue;
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
static bool is_pure(struct planner *p, struct chain e)
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

/* Does the variable say how much was unmapped, to the last byte? */
static bool is_wide(struct planner *p, const struct function *f, size_t variable)
{
	static const char *const words[] = {
		"size_t", "ssize_t", "long", "u64", NULL,
	};
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

/* A line behind "variable = unmap(...);" that queues what it says. */
static char *check_queue_behind(struct planner *p, const struct function *f,
				const struct statement *st, size_t variable,
				struct chain iova)
{
	if (places_between(&p->flow.words, variable, iova.first,
			   iova.last).count)
		return xstrdup("its result takes the place of the IOVA");
	if (!enclosing_block(st))
		return xstrdup("it is the only statement of an if or a loop, without braces");
	if (st->first != variable && st->next && is_declaration(p, st->next))
		return xstrdup("it is a declaration, with others behind it");
	if (!is_wide(p, f, variable))
		return xstrdup("its result is kept in a variable that may not hold all of it");
	return NULL;
}

/* Queueing styles name what was unmapped; can that be written here? */
static char *check_queue(struct planner *p, const struct function *f,
			 const struct site *site)
{
	const struct statement *st = statement_at(f->body, site->token);
	size_t open = call_open(p->stream, site->token), variable;
	struct chain iova;
	enum use use;

	if (!p->form->queue)
		return NULL;
	use = use_of(p, st, site, &variable);
	if (use == USE_OTHER)
		return xstrdup("its return value is used in an expression, so that the range cannot be queued behind it");
	if (!call_argument(p->stream, open, 1, &iova.first, &iova.last) ||
	    !is_pure(p, iova))
		return xstrdup("its IOVA cannot be written twice, to queue the range");
	if (use == USE_ASSIGNED)
		return check_queue_behind(p, f, st, variable, iova);
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
	char *why = NULL;
	size_t i;

	for (i = 0; i < p->src->site_count && !why; i++)
		if (member[i])
			why = check_queue(p, plan->function, &p->src->sites[i]);
	return why;
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

/* The flush stands where the domain is known to be there, or is tested. */
static char *check_domain(struct planner *p, struct plan *plan)
{
	plan->guarded = !known_valid(&p->flow, plan->domain, plan->loop);
	return plan->guarded ? cannot_be_tested(&p->flow, plan->domain,
						plan->loop) : NULL;
}

/* Does the domain stay the same all through the loop? */
static char *check_same(struct planner *p, const struct plan *plan)
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

/* Why the loop cannot be one batch for the site's domain; NULL when it can. */
static char *check_loop(struct planner *p, struct plan *plan,
			const struct site *site, bool *member)
{
	const struct statement *loop = plan->loop;
	char *why = check_same(p, plan);

	if (!why)
		why = check_iterator(p, loop);
	if (!why)
		why = flow_obstacle(&p->flow, loop->first, loop->last, loop);
	if (why)
		return why;
	if (site->must_sync)
		return xstrdup("what it unmaps is released right behind it");
	if (!mark_members(p, plan, member))
		return xstrdup("nothing to put off");
	why = check_apart(p, loop, loop);
	if (!why)
		why = check_members(p, plan, member);
	if (!why)
		why = check_place(p, loop, loop);
	if (!why)
		why = check_exits(p, plan);
	if (!why)
		why = check_entries(p, plan);
	return why ? why : check_domain(p, plan);
}

static void edit_loop(struct planner *p, struct plan *plan, const bool *member)
{
	char *indent = indentation(p, plan->loop->first);
	size_t i;

	remember(p, plan->loop->first, plan->loop->last);
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

	/* In the head of a loop, it is a part of that loop. */
	if (st->kind != STATEMENT_LOOP)
		st = enclosing_loop(st);
	for (; st; st = enclosing_loop(st)) {
		char *why;

		plan.loop = (struct statement *)st;
		plan.guarded = false;
		if (!domain_of(p, site, &plan.domain)) {
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

/* Statements from one unmap of a run to the next, at most. */
#define MAX_APART 32

/* The unmap that a statement of a block is, by itself. */
static struct site *unmap_statement(struct planner *p,
				    const struct statement *st)
{
	size_t i, variable;

	if (st->kind != STATEMENT_SIMPLE || st->conditional)
		return NULL;
	for (i = st->first; i <= st->last; i++) {
		struct site *site = site_of(&p->flow, i);

		if (site && is_candidate(site))
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
	return why ? why : chain_changes(&p->flow, plan->domain, from->first,
					 to->last);
}

static bool try_run(struct planner *p, struct site *site, struct function *f)
{
	struct statement *st = statement_at(f->body, site->token);
	struct plan plan = { .function = f };
	struct site *members[64] = { site };
	struct statement *last = st;
	const struct statement *next;
	size_t count = 1, apart = 0, i;
	char *indent, *why;

	if (unmap_statement(p, st) != site || !enclosing_block(st) ||
	    !domain_of(p, site, &plan.domain))
		return false;
	for (next = st->next; next && count < ARRAY_SIZE(members) &&
			      apart < MAX_APART; next = next->next) {
		struct site *other = unmap_statement(p, next);

		apart++;
		if (!other || !same_domain(p, site, other))
			continue;
		apart = 0;
		why = check_between(p, &plan, last, next);
		if (!why)
			why = check_queue(p, f, other);
		if (!why)
			why = check_place(p, st, next);
		if (!why)
			why = check_apart(p, st, next);
		if (!why && is_declaration(p, st))
			why = xstrdup("it is a declaration, and nothing may stand before one");
		if (!why && count == 1)
			why = check_queue(p, f, site);
		if (why) {
			note(site, why);
			break;
		}
		members[count++] = other;
		last = (struct statement *)next;
	}
	if (count < 2)
		return false;
	remember(p, st->first, last->last);
	edit_begin_at(p, f, st->first);
	for (i = 0; i < count; i++)
		edit_site(p, members[i], &plan);
	indent = indentation(p, last->first);
	insert_after(p, last->last, finish_lines(p, &plan, indent));
	free(indent);
	return true;
}

/* ---- splitting a loop ---- */

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
	    block->child != st || unmap_statement(p, st) != site ||
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
		why = check_queue(p, plan->function, site);
	if (!why)
		why = check_place(p, loop, loop);
	if (!why)
		why = check_entries(p, plan);
	return why ? why : check_domain(p, plan);
}

/*
 * The unmaps keep the loop's head; its body loses the braces.  Behind the flush
 * a second head begins the releases.
 */
static void edit_split(struct planner *p, struct plan *plan, struct site *site,
		       const struct statement *unmap)
{
	const struct statement *loop = plan->loop, *block = loop->child, *last;
	const struct stream *s = p->stream;
	char *indent = indentation(p, loop->first);
	char *head = tokens_text(s, loop->first, loop->close);
	struct text flush = finish_lines(p, plan, indent);
	const char *nl = newline(p), *brace;

	for (last = unmap->next; last->next;)
		last = last->next;
	brace = last == unmap->next ? "" : " {";
	remember(p, loop->first, loop->last);
	edit_begin_at(p, plan->function, loop->first);
	edit_site(p, site, plan);
	delete(p, s->tokens[loop->close].offset + 1,
	       s->tokens[block->first].offset + 1);
	source_edit(p->src, line_end(p, unmap->last), 0,
		    xasprintf("%s%s%s%s%s%s%s", nl, flush.marker, nl, nl,
			      indent, head, brace),
		    xasprintf("%s%s%s%s%s%s%s", nl, flush.final, nl, nl,
			      indent, head, brace));
	if (!*brace)
		delete(p, s->tokens[last->last].offset + 1,
		       s->tokens[block->last].offset + 1);
	free(flush.marker);
	free(flush.final);
	free(indent);
	free(head);
}

static bool try_split(struct planner *p, struct site *site, struct function *f)
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
	find_domains(&p);
	for (i = 0; i < src->site_count; i++)
		if (is_candidate(&src->sites[i]))
			plan_site_batch(&p, &src->sites[i]);
	free(p.batches);
	free(p.domains);
	flow_end(&p.flow);
}
