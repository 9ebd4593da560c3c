// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statements that only serve a flush, and what they leave behind: braces around
 * a single statement, and a loop that was cut in two.
 */
#include "verify/strip.h"

#include <stdlib.h>
#include <string.h>

#include "flow/truth.h"

static const char *const flushes[] = {
	"iommu_tlb_sync", "iommu_flush_tlb_all", "iommu_iotlb_sync",
	"iommu_flush_iotlb_all", "iommu_sync_map", NULL,
};

/* The name of the call that the statement is, (void) or not; else NO_TOKEN. */
static size_t own_call(const struct view *view, const struct statement *st)
{
	const struct stream *s = &view->flow.stream;
	size_t name = st->first, open;

	if (st->kind != STATEMENT_SIMPLE)
		return NO_TOKEN;
	if (is(s, name, "(") && is(s, following(s, name), "void"))
		name = following(s, closing(s, name));
	if (name == NO_TOKEN || s->tokens[name].kind != TOKEN_IDENTIFIER)
		return NO_TOKEN;
	open = call_open(s, name);
	return open != NO_TOKEN && closing(s, open) != NO_TOKEN &&
	       following(s, closing(s, open)) == st->last ? name : NO_TOKEN;
}

static bool is_own_call_of(const struct view *view, const struct statement *st,
			   const char *function)
{
	return is_call_of(view, own_call(view, st), function);
}

static bool is_flush(const struct view *view, const struct statement *st)
{
	const char *const *name;

	for (name = flushes; *name; name++)
		if (is_own_call_of(view, st, *name))
			return true;
	return false;
}

static bool is_gather_declaration(const struct view *view,
				  const struct statement *st)
{
	const struct stream *s = &view->flow.stream;
	size_t tag = following(s, st->first);

	return st->kind == STATEMENT_SIMPLE && is(s, st->first, "struct") &&
	       is(s, tag, "iommu_iotlb_gather") &&
	       following(s, following(s, tag)) == st->last;
}

/* ---- queueing a range ---- */

/* The call of a map or unmap in the tokens [first, last], or NO_TOKEN. */
static size_t mapping_call(struct view *view, size_t first, size_t last)
{
	size_t i;

	for (i = first; i <= last; i++) {
		const struct site *site = site_of(&view->flow, i);

		if (site && site->api && site->kind == SITE_CALL &&
		    site->api->op <= OP_UNMAP)
			return i;
	}
	return NO_TOKEN;
}

static bool same_argument(const struct view *view, size_t a, size_t b,
			  unsigned int n)
{
	char *x = argument_text(view, a, n), *y = argument_text(view, b, n);
	bool same = x && y && !strcmp(x, y);

	free(x);
	free(y);
	return same;
}

/* Does it return the bytes that it has mapped or unmapped? */
static bool returns_size(enum operation op)
{
	return operation_sleeping(op) != OP_MAP;
}

/* What is wrong with [size, size_last] as the bytes to queue behind the call. */
static char *size_trouble(const struct view *view, const struct site *site,
			  size_t size, size_t size_last)
{
	const struct stream *s = &view->flow.stream;
	size_t equals = preceding(s, site->token);
	char *text = code_text(s, size, size_last), *asked, *trouble = NULL;

	if (returns_size(site->api->op)) {
		if (!is(s, equals, "=") || size != size_last ||
		    !same_tokens(s, preceding(s, equals), preceding(s, equals),
				 size, size))
			trouble = xasprintf("queues %s bytes, not what %s() returned",
					    text, site->api->name);
	} else {
		asked = argument_text(view, site->token, 3);
		if (asked && strcmp(asked, text))
			trouble = xasprintf("queues %s bytes, the map was given %s",
					    text, asked);
		free(asked);
	}
	free(text);
	return trouble;
}

static char *queue_trouble(struct view *view, size_t queue, size_t call,
			   size_t size, size_t size_last, bool inside)
{
	const struct site *site = call == NO_TOKEN ? NULL :
				  site_of(&view->flow, call);

	if (!site)
		return xstrdup("queues a range that no unmap or map right before it names");
	if (!same_argument(view, queue, call, 0))
		return xstrdup("queues the range for another domain than that of the call");
	if (!same_argument(view, queue, call, 1))
		return xstrdup("queues a range that begins elsewhere than what the call was given");
	return inside ? NULL : size_trouble(view, site, size, size_last);
}

static struct addition *add_queue(struct view *view, size_t name, size_t first,
				  size_t last, size_t call, bool inside)
{
	struct addition *a = add(view, ADD_QUEUE, first, last);
	size_t size, size_last;

	a->call = call;
	if (call_argument(&view->flow.stream,
			  call_open(&view->flow.stream, name), 2, &size,
			  &size_last))
		a->trouble = queue_trouble(view, name, call, size, size_last,
					   inside);
	return a;
}

/* iommu_tlb_range_add(domain, iova, SIZE), and SIZE may be the unmap itself. */
static void strip_queue(struct view *view, const struct statement *st,
			const struct statement *previous)
{
	const struct stream *s = &view->flow.stream;
	size_t name = own_call(view, st), first, last, call;

	if (!call_argument(s, call_open(s, name), 2, &first, &last))
		return;
	call = mapping_call(view, first, last);
	if (call != NO_TOKEN && call == first &&
	    closing(s, call_open(s, call)) == last) {
		add_queue(view, name, name, preceding(s, first), call, true);
		drop(view, name, preceding(s, first));
		drop(view, following(s, last), following(s, last));
		return;
	}
	if (previous)
		call = mapping_call(view, previous->first, previous->last);
	add_queue(view, name, st->first, st->last, call, false);
	drop(view, st->first, st->last);
}

/* if (size > 0) iommu_tlb_range_add(domain, iova, size); a negative one is none. */
static bool strip_tested_queue(struct view *view, const struct statement *st,
			       const struct statement *previous)
{
	const struct stream *s = &view->flow.stream;
	const struct statement *child = st->child;
	size_t first, last, operator, call;

	if (st->other || !previous || !child)
		return false;
	if (child->kind == STATEMENT_BLOCK && child->child &&
	    !child->child->next)
		child = child->child;
	if (!is_own_call_of(view, child, "iommu_tlb_range_add") ||
	    !call_argument(s, call_open(s, own_call(view, child)), 2, &first, &last) ||
	    first != last || mapping_call(view, first, last) != NO_TOKEN ||
	    !same_tokens(s, following(s, st->open), following(s, st->open),
			 first, first))
		return false;
	operator = following(s, following(s, st->open));
	if (operator != st->close &&
	    !(is(s, operator, ">") && is(s, following(s, operator), "0") &&
	      following(s, following(s, operator)) == st->close))
		return false;
	call = mapping_call(view, previous->first, previous->last);
	add_queue(view, own_call(view, child), st->first, st->last, call,
		  false);
	drop(view, st->first, st->last);
	return true;
}

/* ---- statements ---- */

/* Is nothing but comments left of it? */
static bool is_gone(const struct view *view, const struct statement *st)
{
	size_t i;

	for (i = st->first; i <= st->last; i++) {
		const struct token *t = &view->src->tokens.data[i];

		if (t->kind != TOKEN_COMMENT && !view->dropped[i])
			return false;
	}
	return true;
}

static bool all_gone(const struct view *view, const struct statement *st)
{
	const struct statement *child;

	if (!st || st->kind != STATEMENT_BLOCK)
		return st && is_gone(view, st);
	for (child = st->child; child; child = child->next)
		if (!is_gone(view, child))
			return false;
	return st->child != NULL;
}

static struct addition *flush_in(struct view *view, const struct statement *st)
{
	size_t i;

	for (i = view->addition_count; i-- > view->from;)
		if (view->additions[i].kind == ADD_FLUSH &&
		    view->additions[i].first >= st->first &&
		    view->additions[i].last <= st->last)
			return &view->additions[i];
	return NULL;
}

/*
 * if (domain) iommu_tlb_sync(domain), or if (!IS_ERR_OR_NULL(domain)); another
 * condition is another matter.
 */
static void strip_guard(struct view *view, const struct statement *st)
{
	const struct stream *s = &view->flow.stream;
	struct addition *flush = flush_in(view, st);
	char *domain, *condition, *key;
	struct chain chain;

	if (!flush || st->other || !all_gone(view, st->child))
		return;
	domain = argument_text(view, flush->call, 0);
	condition = code_text(s, following(s, st->open), preceding(s, st->close));
	flush->first = st->first;
	flush->last = st->last;
	key = xasprintf("if (%s) %s", condition, flush->text);
	free(flush->text);
	flush->text = key;
	if (!flush->trouble && domain &&
	    !(call_argument(s, call_open(s, flush->call), 0, &chain.first,
			    &chain.last) &&
	      is_test_of(s, following(s, st->open), preceding(s, st->close),
			 chain)))
		flush->trouble = xasprintf("the flush of %s depends on (%s)",
					   domain, condition);
	drop(view, st->first, st->last);
	free(condition);
	free(domain);
}

static void strip_statement(struct view *view, const struct statement *st,
			    const struct statement *previous)
{
	const struct statement *child, *prev = NULL;
	struct addition *a;

	if (st->kind == STATEMENT_IF && strip_tested_queue(view, st, previous))
		return;
	for (child = st->child; child; child = child->next) {
		strip_statement(view, child, prev);
		prev = child;
	}
	if (st->other)
		strip_statement(view, st->other, NULL);
	if (st->kind == STATEMENT_IF) {
		strip_guard(view, st);
	} else if (is_flush(view, st)) {
		a = add(view, ADD_FLUSH, st->first, st->last);
		a->call = own_call(view, st);
		free(a->text);
		a->text = argument_text(view, a->call, 0);
		drop(view, st->first, st->last);
	} else if (is_own_call_of(view, st, "iommu_iotlb_gather_init")) {
		add(view, ADD_INIT, st->first, st->last)->call =
			own_call(view, st);
		drop(view, st->first, st->last);
	} else if (is_own_call_of(view, st, "iommu_tlb_range_add")) {
		strip_queue(view, st, previous);
	} else if (is_gather_declaration(view, st)) {
		add(view, ADD_DECLARE, st->first, st->last);
		drop(view, st->first, st->last);
	}
}

/* ---- loops in two parts ---- */

static const struct statement *next_left(const struct view *view,
					 const struct statement *st)
{
	do {
		st = st->next;
	} while (st && is_gone(view, st));
	return st;
}

static bool same_head(const struct view *view, const struct statement *a,
		      const struct statement *b)
{
	const struct stream *s = &view->flow.stream;

	return a->kind == STATEMENT_LOOP && b->kind == STATEMENT_LOOP &&
	       a->loop == b->loop && a->loop != LOOP_DO &&
	       !a->conditional && !b->conditional &&
	       same_tokens(s, a->first, a->close, b->first, b->close);
}

/* Two loops with the same head read as one, with the first body first. */
static void join(struct view *view, const struct statement *one,
		 const struct statement *two)
{
	struct addition *a = add(view, ADD_SPLIT, two->first, two->close);
	const struct statement *st;

	a->one = one;
	a->two = two;
	for (st = one->next; st != two; st = st->next)
		a->flushes |= flush_in(view, st) != NULL;
	if (one->child->kind == STATEMENT_BLOCK)
		drop(view, one->child->last, one->child->last);
	else
		view->behind[one->close] = '{';
	drop(view, two->first, two->close);
	if (two->child->kind == STATEMENT_BLOCK)
		drop(view, two->child->first, two->child->first);
	else
		view->behind[two->child->last] = '}';
}

static void join_loops(struct view *view, const struct statement *block)
{
	const struct statement *st, *next;

	for (st = block->child; st; st = next) {
		next = next_left(view, st);
		if (next && !is_gone(view, st) && same_head(view, st, next)) {
			join(view, st, next);
			/* A third part would need more care than it is worth. */
			next = next->next;
		}
	}
}

/* ---- braces ---- */

static bool is_part_of_split(const struct view *view,
			     const struct statement *loop)
{
	size_t i;

	for (i = view->from; i < view->addition_count; i++)
		if (view->additions[i].kind == ADD_SPLIT &&
		    (view->additions[i].one == loop ||
		     view->additions[i].two == loop))
			return true;
	return false;
}

static bool has_directive(const struct view *view, const struct statement *st)
{
	size_t i;

	for (i = st->first; i <= st->last; i++)
		if (view->src->tokens.data[i].directive)
			return true;
	return false;
}

/* What stays of a block is one statement: its braces say nothing. */
static void strip_braces(struct view *view, const struct statement *block)
{
	const struct statement *st, *only = NULL, *parent = block->parent;
	struct addition *a;
	unsigned int left = 0;

	if (!parent || (parent->kind != STATEMENT_IF &&
			parent->kind != STATEMENT_LOOP) ||
	    is_part_of_split(view, parent))
		return;
	for (st = block->child; st; st = st->next) {
		if (is_gone(view, st))
			continue;
		only = st;
		left++;
	}
	if (left != 1 || only->kind == STATEMENT_LABEL ||
	    has_directive(view, block))
		return;
	a = add(view, ADD_BRACES, block->first, block->last);
	free(a->text);
	a->text = xstrdup("{ }");
	for (st = block->child; st; st = st->next)
		a->flushes |= st != only && is_gone(view, st);
	/* An unmap that was one statement with its queueing. */
	a->flushes |= flush_in(view, block) != NULL;
	drop(view, block->first, block->first);
	drop(view, block->last, block->last);
}

void strip_body(struct view *view, const struct function *f)
{
	const struct statement *st;

	view->from = view->addition_count;
	strip_statement(view, f->body, NULL);
	for (st = f->body; st; st = next_statement(st, f->body))
		if (st->kind == STATEMENT_BLOCK)
			join_loops(view, st);
	for (st = f->body; st; st = next_statement(st, f->body))
		if (st->kind == STATEMENT_BLOCK && !is_gone(view, st))
			strip_braces(view, st);
}
