// SPDX-License-Identifier: GPL-2.0-only
#include "verify/interface.h"

#include <stdlib.h>
#include <string.h>

#include "verify/strip.h"

#define GATHER "iommu_iotlb_gather"

bool is_api_header(const struct source *src)
{
	static const char end[] = "linux/iommu.h";
	const char *name = src->shown;
	size_t len = strlen(name);

	return len >= strlen(end) && !strcmp(name + len - strlen(end), end);
}

/* ---- finding them ---- */

/* The first token of the declaration whose name is token @i. */
static size_t declaration_start(const struct stream *s, size_t i)
{
	size_t previous = preceding(s, i);

	while (previous != NO_TOKEN && is_code(s, previous) &&
	       !is(s, previous, ";") && !is(s, previous, "}")) {
		i = previous;
		previous = preceding(s, i);
	}
	return i;
}

static void take_out(struct view *view, size_t first, size_t last, size_t name,
		     const struct function *wrapper)
{
	const struct stream *s = &view->flow.stream;
	struct addition *a;
	size_t i;

	/* What is said of it goes with it. */
	if (first && s->tokens[first - 1].kind == TOKEN_COMMENT)
		first--;
	a = add(view, ADD_INTERFACE, first, last);
	a->call = name;
	a->wrapper = wrapper;
	free(a->text);
	a->text = tokens_text(s, first, last);
	for (i = first; i <= last; i++)
		view->dropped[i] = true;
}

static void strip_gather(struct view *view, size_t i)
{
	const struct stream *s = &view->flow.stream;
	size_t open = following(s, following(s, i)), close;

	if (!is(s, i, "struct") || !is(s, following(s, i), GATHER) ||
	    !is(s, open, "{") || !is_code(s, i))
		return;
	close = closing(s, open);
	if (close != NO_TOKEN && is(s, following(s, close), ";"))
		take_out(view, i, following(s, close), following(s, i),
			 NULL);
}

static const struct api_name *api_of(const struct view *view, size_t name)
{
	const struct stream *s = &view->flow.stream;
	char *word = code_text(s, name, name);
	const struct api_name *api = api_lookup(word, strlen(word));

	free(word);
	return api;
}

void strip_interface(struct view *view)
{
	const struct stream *s = &view->flow.stream;
	size_t i;

	if (!is_api_header(view->src))
		return;
	for (i = 0; i < view->flow.count; i++) {
		const struct function *f = &view->flow.functions[i];
		size_t first = declaration_start(s, f->name);

		if (f->body && api_of(view, f->name) && is(s, first, "static") &&
		    is(s, following(s, first), "inline"))
			take_out(view, first, f->close, f->name, f);
	}
	for (i = 0; i < s->count; i++)
		strip_gather(view, i);
}

/* ---- what they promise ---- */

/* The calls of one wrapper that matter. */
struct calls {
	const struct site *work;	/* the map or unmap */
	unsigned int works;
	bool flushes, queues;		/* its own domain */
	char *strange;			/* what else it calls, or NULL */
};

/* The name of the @n-th parameter of a function as text, or NULL. */
static char *parameter(const struct view *view, size_t name, unsigned int n)
{
	const struct stream *s = &view->flow.stream;
	size_t first, last;

	if (!call_argument(s, call_open(s, name), n, &first, &last))
		return NULL;
	return code_text(s, last, last);
}

static bool is_passed_on(const struct view *view, size_t wrapper, size_t call,
			 unsigned int n)
{
	char *a = parameter(view, wrapper, n), *b = argument_text(view, call, n);
	bool same = a && b && !strcmp(a, b);

	free(a);
	free(b);
	return same;
}

static void note_call(struct view *view, const struct function *f, size_t i,
		      struct calls *calls)
{
	const struct site *site = site_of(&view->flow, i);

	if (!site || !site->api || site->kind != SITE_CALL) {
		if (!calls->strange)
			calls->strange = code_text(&view->flow.stream, i, i);
		return;
	}
	if (site->api->op <= OP_UNMAP) {
		calls->work = site;
		calls->works++;
	} else if (site->api->op == OP_FINISH &&
		   is_passed_on(view, f->name, i, 0)) {
		if (strcmp(site->api->name, "iommu_tlb_range_add"))
			calls->flushes = true;
		else
			calls->queues = true;
	}
}

static struct calls calls_of(struct view *view, const struct function *f)
{
	const struct stream *s = &view->flow.stream;
	struct calls calls = { 0 };
	size_t i;

	for (i = f->open; i <= f->close; i++)
		if (is_code(s, i) && s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    is(s, following(s, i), "("))
			note_call(view, f, i, &calls);
		else if (is_code(s, i) && is(s, i, "(") &&
			 is_pointer_call(s, i) && !calls.strange)
			calls.strange = xstrdup("a pointer");
	return calls;
}

static bool defers(const struct site *call)
{
	return call->api->form == FORM_ASYNC || call->api->form == FORM_FAST;
}

/* Is the value of the call what the function returns? */
static bool returns_value(struct view *view, const struct function *f,
			  const struct site *call)
{
	const struct stream *s = &view->flow.stream;
	const struct statement *last = f->body->child;
	size_t before = preceding(s, call->token), variable;

	while (last && last->next)
		last = last->next;
	if (is(s, before, "return"))
		return last && before == last->first;
	variable = preceding(s, before);
	return is(s, before, "=") && last && last->kind == STATEMENT_RETURN &&
	       same_tokens(s, following(s, last->first),
			   following(s, last->first), variable, variable) &&
	       following(s, following(s, last->first)) == last->last;
}

static char *work_trouble(struct view *view, const struct function *f,
			  const struct api_name *api, const struct calls *calls)
{
	const struct stream *s = &view->flow.stream;
	const struct statement *st;
	struct arguments args;
	unsigned int n;

	if (calls->works != 1 || operation_sleeping(calls->work->api->op) !=
				 operation_sleeping(api->op))
		return xasprintf("%s() has to call the %s it is named after, once",
				 api->name, api->op == OP_UNMAP ? "unmap" : "map");
	st = statement_at(f->body, calls->work->token);
	if (!st || st->parent != f->body || st->conditional ||
	    (st->kind != STATEMENT_SIMPLE && st->kind != STATEMENT_RETURN))
		return xasprintf("%s() does not call %s() on all ways",
				 api->name, calls->work->api->name);
	args = count_arguments(s, call_open(s, calls->work->token),
			       closing(s, call_open(s, calls->work->token)));
	for (n = 0; n < args.count; n++)
		if (!is_passed_on(view, f->name, calls->work->token, n))
			return xasprintf("%s() does not pass on what it is given, argument %u",
					 api->name, n + 1);
	if (!returns_value(view, f, calls->work))
		return xasprintf("%s() does not return what %s() does",
				 api->name, calls->work->api->name);
	if (!defers(calls->work))
		return NULL;
	if (api->form == FORM_SYNC && !calls->flushes)
		return xasprintf("%s() returns before the IOTLB is flushed",
				 api->name);
	if (api->form == FORM_ASYNC && !calls->queues)
		return xasprintf("%s() queues nothing for iommu_tlb_sync()",
				 api->name);
	return NULL;
}

/* A wrapper in this file that leaves the IOTLB as it is, or NULL. */
static const struct api_name *deferring(struct view *view)
{
	const struct api_name *api;
	size_t i;

	for (i = 0; i < view->addition_count; i++) {
		const struct function *f = view->additions[i].wrapper;
		struct calls calls;

		if (!f)
			continue;
		calls = calls_of(view, f);
		free(calls.strange);
		api = api_of(view, f->name);
		if (calls.works && defers(calls.work) && api->op <= OP_UNMAP &&
		    !calls.flushes)
			return api;
	}
	return NULL;
}

static char *finish_trouble(struct view *view, const struct api_name *api,
			    const struct calls *calls)
{
	const struct api_name *other;

	if (calls->works)
		return xasprintf("%s() maps or unmaps", api->name);
	if (calls->flushes || !strcmp(api->name, "iommu_tlb_range_add"))
		return NULL;
	/* Nothing to do, as long as nothing is ever pending. */
	other = deferring(view);
	return other ? xasprintf("%s() flushes nothing, and %s() defers",
				 api->name, other->name) : NULL;
}

char *interface_trouble(struct view *view, const struct addition *a)
{
	const struct function *f = a->wrapper;
	const struct api_name *api = f ? api_of(view, f->name) : NULL;
	struct calls calls;
	char *trouble;

	/* The gather's structure, and what begins one. */
	if (!api || api->op == OP_ALLOC || api->op == OP_GATHER)
		return NULL;
	calls = calls_of(view, f);
	if (calls.strange)
		trouble = xasprintf("%s() calls %s, which is not of the API",
				    api->name, calls.strange);
	else if (api->op <= OP_UNMAP)
		trouble = work_trouble(view, f, api, &calls);
	else
		trouble = finish_trouble(view, api, &calls);
	free(calls.strange);
	return trouble;
}

bool plain_calls_flush(struct view *view)
{
	size_t i;

	for (i = 0; i < view->addition_count; i++) {
		const struct function *f = view->additions[i].wrapper;
		const struct api_name *api = f ? api_of(view, f->name) : NULL;
		struct calls calls;

		if (!api || api->op != OP_UNMAP || api->form != FORM_SYNC)
			continue;
		calls = calls_of(view, f);
		free(calls.strange);
		if (calls.works == 1 && calls.work->api->form == FORM_PLAIN &&
		    calls.work->api->op == OP_UNMAP && !calls.flushes)
			return true;
	}
	return false;
}
