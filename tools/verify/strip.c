// SPDX-License-Identifier: GPL-2.0-only
/*
 * What single tokens and calls tell; statements are in strip_body.c.
 */
#include "verify/strip.h"

#include <stdlib.h>
#include <string.h>

#include "verify/interface.h"

void drop(struct view *view, size_t first, size_t last)
{
	size_t i;

	for (i = first; i <= last; i++)
		if (view->src->tokens.data[i].kind != TOKEN_COMMENT)
			view->dropped[i] = true;
}

struct addition *add(struct view *view, enum addition_kind kind, size_t first,
		     size_t last)
{
	grow(view->additions, view->addition_count, view->addition_room);
	view->additions[view->addition_count] = (struct addition){
		.kind = kind, .first = first, .last = last, .call = NO_TOKEN,
		.text = code_text(&view->flow.stream, first, last),
	};
	return &view->additions[view->addition_count++];
}

bool is_call_of(const struct view *view, size_t name, const char *function)
{
	const struct site *site = name == NO_TOKEN ? NULL :
		site_of((struct flow *)&view->flow, name);

	return site && site->api && site->kind == SITE_CALL &&
	       !strcmp(site->api->name, function);
}

char *argument_text(const struct view *view, size_t name, unsigned int n)
{
	const struct stream *s = &view->flow.stream;
	size_t open = call_open(s, name), first, last;

	if (open == NO_TOKEN || closing(s, open) == NO_TOKEN ||
	    !call_argument(s, open, n, &first, &last))
		return NULL;
	return code_text(s, first, last);
}

/* ---- calls ---- */

/* The last argument goes, with its comma. */
static void drop_last_argument(struct view *view, enum addition_kind kind,
			       size_t name, size_t open, unsigned int n)
{
	const struct stream *s = &view->flow.stream;
	size_t first, last, comma;

	if (!call_argument(s, open, n, &first, &last))
		return;
	comma = preceding(s, first);
	if (!is(s, comma, ","))
		return;
	add(view, kind, first, last)->call = name;
	drop(view, comma, last);
}

static void strip_call(struct view *view, const struct site *site)
{
	const struct stream *s = &view->flow.stream;
	size_t open = call_open(s, site->token), close;
	enum operation op = operation_sleeping(site->api->op);
	struct arguments args;

	close = open == NO_TOKEN ? NO_TOKEN : closing(s, open);
	if (close == NO_TOKEN)
		return;
	args = count_arguments(s, open, close);
	if (args.conditional)
		return;
	if (op == OP_UNMAP && site->api->form == FORM_FAST && args.count == 4)
		drop_last_argument(view, ADD_GATHER, site->token, open, 3);
	if ((op == OP_MAP || op == OP_MAP_SG) && args.count == 6)
		drop_last_argument(view, ADD_GFP, site->token, open, 5);
}

/* ---- allocation of a domain ---- */

/* if (IS_ERR(domain)) right behind its assignment reads as if (!domain). */
static void strip_error_test(struct view *view, const struct site *site,
			     size_t close)
{
	const struct stream *s = &view->flow.stream;
	size_t equals = preceding(s, site->token), variable, test, inner;

	if (!is(s, equals, "=") || !is(s, following(s, close), ";"))
		return;
	variable = preceding(s, equals);
	test = following(s, following(s, close));
	if (!is(s, test, "if") || !is(s, following(s, test), "("))
		return;
	test = following(s, following(s, test));
	if (!is(s, test, "IS_ERR"))
		return;
	inner = following(s, following(s, test));
	if (inner == NO_TOKEN || !same_tokens(s, inner, inner, variable, variable) ||
	    !is(s, following(s, inner), ")"))
		return;
	add(view, ADD_ERROR_TEST, test, following(s, inner))->call = site->token;
	view->spelling[test] = "!";
	drop(view, following(s, test), following(s, test));
	drop(view, following(s, inner), following(s, inner));
}

/* A device instead of its bus: dev->bus is of dev, pdev->dev.bus of &pdev->dev. */
static void strip_alloc(struct view *view, const struct site *site)
{
	const struct stream *s = &view->flow.stream;
	size_t open = call_open(s, site->token), close, first, last, dot;

	close = open == NO_TOKEN ? NO_TOKEN : closing(s, open);
	if (close == NO_TOKEN || !call_argument(s, open, 0, &first, &last))
		return;
	if (!strcmp(site->api->name, "iommu_paging_domain_alloc")) {
		view->spelling[site->token] = "iommu_domain_alloc";
		if (is(s, first, "&"))
			drop(view, first, first);
		strip_error_test(view, site, close);
	} else if (!strcmp(site->api->name, "iommu_domain_alloc")) {
		dot = preceding(s, last);
		if (is(s, last, "bus") && is_member_access(s, dot) &&
		    dot != first)
			drop(view, dot, last);
	}
}

/* ---- preprocessor lines ---- */

/* The name of a header comes in pieces. */
static void squeeze(char *text)
{
	char *to = text;

	for (; *text; text++)
		if (*text != ' ')
			*to++ = *text;
	*to = '\0';
}

static void strip_include(struct view *view, size_t hash)
{
	const struct stream *s = &view->flow.stream;
	size_t word = following(s, hash), last = hash, i;
	char *text;

	for (i = hash; i != NO_TOKEN; i = following(s, i))
		last = i;
	if (!is(s, word, "include") &&
	    !(is(s, word, "define") &&
	      (is(s, following(s, word), "IOMMU_SHIM_STYLE") ||
	       is(s, following(s, word), "IOMMU_SHIM_LEVEL"))))
		return;
	text = code_text(s, word, last);
	squeeze(text);
	if (is(s, word, "define") || strstr(text, "iommu-shim/") ||
	    strstr(text, "linux/iommu.h")) {
		add(view, ADD_INCLUDE, hash, last);
		drop(view, hash, last);
	}
	free(text);
}

void strip(struct view *view)
{
	const struct stream *s = &view->flow.stream;
	size_t i;

	strip_interface(view);
	for (i = 0; i < view->src->site_count; i++) {
		const struct site *site = &view->src->sites[i];

		if (!is_used(view->src, site) || view->dropped[site->token] ||
		    site->len != s->tokens[site->token].len)
			continue;
		if (site->api->op <= OP_UNMAP) {
			view->spelling[site->token] =
				style_sync_name(STYLE_IMPLICIT,
						operation_sleeping(site->api->op));
			strip_call(view, site);
		} else if (site->api->op == OP_ALLOC) {
			strip_alloc(view, site);
		}
	}
	for (i = 0; i < s->count; i++)
		if (s->tokens[i].first && s->tokens[i].directive &&
		    !s->tokens[i].inactive && is(s, i, "#"))
			strip_include(view, i);
	for (i = 0; i < view->flow.count; i++)
		if (view->flow.functions[i].body &&
		    !view->dropped[view->flow.functions[i].name])
			strip_body(view, &view->flow.functions[i]);
}
