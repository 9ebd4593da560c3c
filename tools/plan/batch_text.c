// SPDX-License-Identifier: GPL-2.0-only
#include "flow/valid.h"
#include "plan/planner.h"
#include "plan/signature.h"

#include <stdlib.h>
#include <string.h>

uint32_t line_start(const struct buf *text, uint32_t offset)
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
	source_delete(p->src, from, to);
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

/* The line before the flush, and what the flush stands behind on its own. */
static char *guard_text(struct planner *p, const struct plan *plan,
			const char *indent)
{
	static const char *const tests[][2] = {
		[GUARD_NULL] = { "", "" },
		[GUARD_ERROR] = { "!IS_ERR_OR_NULL(", ")" },
	};
	char *domain, *text;

	if (plan->guard == GUARD_NONE)
		return xstrdup("");
	domain = tokens_text(p->stream, plan->domain.first, plan->domain.last);
	text = xasprintf("if (%s%s%s)%s%s\t", tests[plan->guard][0], domain,
			 tests[plan->guard][1], newline(p), indent);
	free(domain);
	return text;
}

/* The flush as one or, guarded, two lines, each behind @indent. */
static struct text finish_lines(struct planner *p, const struct plan *plan,
				const char *indent)
{
	struct text t = finish_text(p, plan), all;
	char *guard = guard_text(p, plan, indent);

	all.marker = xasprintf("%s%s%s", indent, guard, t.marker);
	all.final = xasprintf("%s%s%s", indent, guard, t.final);
	free(t.marker);
	free(t.final);
	free(guard);
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

/* ---- parts of a batch ---- */

/* Braces around the only statement of an if; once, for how many batches ever. */
static void edit_braces(struct planner *p, const struct statement *st)
{
	size_t head = before(p->stream, st->first);
	char *outer, *close;

	if (!p->braced)
		p->braced = xcalloc(p->stream->count, sizeof(*p->braced));
	if (p->braced[st->first])
		return;
	p->braced[st->first] = true;
	outer = indentation(p, st->parent->first);
	close = xasprintf("%s%s}", newline(p), outer);
	insert(p, p->stream->tokens[head].offset + p->stream->tokens[head].len,
	       " {");
	insert(p, line_end(p, st->last), close);
	free(close);
	free(outer);
}

/* A flush before each way out of @scope. */
static void edit_exits(struct planner *p, const struct plan *plan,
		       const struct statement *scope)
{
	const struct statement *st;
	struct plan here = *plan;
	char *indent;

	for (st = scope; st; st = next_statement(st, scope)) {
		if (!leaves(p, plan->function, st, scope))
			continue;
		here.guard = plan->guard;
		if (here.guard && known_valid(&p->flow, plan->domain, st))
			here.guard = GUARD_NONE;
		if (!enclosing_block(st))
			edit_braces(p, st);
		indent = indentation(p, st->first);
		insert_before(p, st->first, finish_lines(p, &here, indent));
		free(indent);
	}
}

/* A line behind the statement, or two with an if. */
static void queue_behind(struct planner *p, const struct statement *st,
			 const char *guard, const char *domain,
			 const char *iova, const char *size)
{
	char *indent = indentation(p, st->first);
	char *lead = guard ? xasprintf("%s%s%s%s	", indent, guard, newline(p),
					indent) : xstrdup(indent);

	insert_after(p, st->last, (struct text){
		xasprintf("%sbatch_queue(%s, %s, %s);", lead, domain, iova,
			  size),
		xasprintf("%siommu_tlb_range_add(%s, %s, %s);", lead, domain,
			  iova, size),
	});
	free(lead);
	free(indent);
}

/* The unmap goes on a line of its own, below the arguments. */
static void queue_around(struct planner *p, const struct statement *st,
			 const struct site *site, const char *domain,
			 const char *iova)
{
	const struct stream *s = p->stream;
	size_t close = closing(s, call_open(s, site->token));
	char *indent = indentation(p, st->first);
	char *gap = xasprintf("%s%s		    ", newline(p), indent);

	source_edit(p->src, site->offset, 0,
		    xasprintf("batch_queue(%s, %s,%s", domain, iova, gap),
		    xasprintf("iommu_tlb_range_add(%s, %s,%s", domain, iova,
			      gap));
	insert(p, s->tokens[close].offset + 1, ")");
	free(gap);
	free(indent);
}

static char *argument_text(struct planner *p, const struct site *site,
			   unsigned int n)
{
	size_t first, last;

	call_argument(p->stream, call_open(p->stream, site->token), n, &first,
		      &last);
	return tokens_text(p->stream, first, last);
}

static void edit_queue(struct planner *p, const struct statement *st,
		       const struct site *site, const char *domain)
{
	bool is_list = is_map(site) &&
		       operation_sleeping(site->api->op) != OP_MAP;
	char *iova = argument_text(p, site, 1), *size = NULL, *guard = NULL;
	size_t variable = 0;
	enum use use = use_of(p, st, site, &variable);

	if (is_map(site) && !is_list)
		size = argument_text(p, site, 3);
	else if (use == USE_ASSIGNED)
		size = tokens_text(p->stream, variable, variable);
	if (is_list && size)
		guard = xasprintf("if (%s > 0)", size);
	if (size)
		queue_behind(p, st, guard, domain, iova, size);
	else
		queue_around(p, st, site, domain, iova);
	free(guard);
	free(size);
	free(iova);
}

static void edit_site(struct planner *p, struct site *site,
		      const struct plan *plan)
{
	const struct stream *s = p->stream;
	size_t close = closing(s, call_open(s, site->token));
	char *domain = tokens_text(s, plan->domain.first, plan->domain.last);
	enum operation op = OP_UNMAP;

	if (is_map(site))
		free(plan_signature(&p->flow, site, p->goal, &op));
	site->batched = true;
	site->becomes = style_deferred_name(p->goal->to, op);
	if (plan->loop)
		site_decide(site, OUTCOME_CONVERTED,
			    "deferred: one flush of %s behind the loop at line %u",
			    domain, s->tokens[plan->loop->first].line);
	else
		site_decide(site, OUTCOME_CONVERTED,
			    "deferred: one flush of %s for the run of %s",
			    domain, plan->maps ? "maps" : "unmaps");
	if (p->form->gather && !is_map(site)) {
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

/* ---- batches ---- */

void edit_loop(struct planner *p, struct plan *plan)
{
	char *indent = indentation(p, plan->loop->first);
	struct site *site;

	remember_batch(p, plan->loop->first, plan->loop->last);
	edit_begin_at(p, plan->function, plan->loop->first);
	edit_exits(p, plan, plan->loop);
	for (site = plan->first; site < plan->end; site++)
		if (is_member(p, plan, site))
			edit_site(p, site, plan);
	insert_after(p, plan->loop->last, finish_lines(p, plan, indent));
	free(indent);
}

void edit_run(struct planner *p, const struct plan *plan, struct site **members,
	      size_t count, const struct statement *first,
	      const struct statement *last)
{
	char *indent = indentation(p, first->first);
	const struct statement *st;
	size_t i;

	remember_batch(p, first->first, last->last);
	edit_begin_at(p, plan->function, first->first);
	for (st = first; st != last->next; st = st->next)
		edit_exits(p, plan, st);
	for (i = 0; i < count; i++)
		edit_site(p, members[i], plan);
	insert_after(p, last->last, finish_lines(p, plan, indent));
	free(indent);
}

/*
 * The unmaps keep the loop's head; its body loses the braces, but for a cast: to
 * spatch it would be one with the head of an iterator.  Behind the flush a second
 * head begins the releases.
 */
void edit_split(struct planner *p, struct plan *plan, struct site *site,
		const struct statement *unmap)
{
	const struct statement *loop = plan->loop, *block = loop->child, *last;
	const struct stream *s = p->stream;
	char *indent = indentation(p, loop->first);
	char *head = tokens_text(s, loop->first, loop->close);
	struct text flush = finish_lines(p, plan, indent);
	bool bare = unmap->first == site->token;
	const char *nl = newline(p), *brace;
	char *end = bare ? xstrdup("") : xasprintf("%s%s}", nl, indent);

	for (last = unmap->next; last->next;)
		last = last->next;
	brace = last == unmap->next ? "" : " {";
	remember_batch(p, loop->first, loop->last);
	edit_begin_at(p, plan->function, loop->first);
	edit_site(p, site, plan);
	if (bare)
		delete(p, s->tokens[loop->close].offset + 1,
		       s->tokens[block->first].offset + 1);
	source_edit(p->src, line_end(p, unmap->last), 0,
		    xasprintf("%s%s%s%s%s%s%s%s", end, nl, flush.marker, nl,
			      nl, indent, head, brace),
		    xasprintf("%s%s%s%s%s%s%s%s", end, nl, flush.final, nl, nl,
			      indent, head, brace));
	if (!*brace)
		delete(p, s->tokens[last->last].offset + 1,
		       s->tokens[block->last].offset + 1);
	free(flush.marker);
	free(flush.final);
	free(indent);
	free(head);
	free(end);
}
