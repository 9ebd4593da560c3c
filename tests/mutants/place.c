// SPDX-License-Identifier: GPL-2.0-only
#include "place.h"

#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "scan/scan.h"

/* What a call of this name is in this style; PLACE_KINDS: nothing. */
static enum place_kind kind_of(const struct api_name *api, enum style style)
{
	const char *deferred = api->op <= OP_UNMAP ?
		style_deferred_name(style, api->op) : NULL;

	if (deferred && !strcmp(api->name, deferred))
		return api->op == OP_UNMAP ? PLACE_UNMAP : PLACE_MAP;
	if (!strcmp(api->name, "iommu_tlb_range_add"))
		return PLACE_QUEUE;
	if (!strcmp(api->name, "iommu_iotlb_gather_init"))
		return PLACE_INIT;
	if (api->op == OP_FINISH && strcmp(api->name, "iommu_sync_map"))
		return PLACE_FLUSH;
	if (api->op == OP_UNMAP && api->form == FORM_SYNC)
		return PLACE_SYNC;
	return PLACE_KINDS;
}

/* if (domain) flush, and no else. */
static bool is_guard(const struct stream *s, const struct statement *st,
		     const struct place *p)
{
	return st && st->kind == STATEMENT_IF && !st->other &&
	       same_tokens(s, after(s, st->open), before(s, st->close),
			   p->domain, p->domain_last);
}

static void add_place(struct file *file, const struct site *site)
{
	const struct stream *s = &file->flow.stream;
	struct place p = {
		.kind = kind_of(site->api, file->style), .name = site->token,
		.function = function_at(&file->flow, site->token),
	};

	if (p.kind == PLACE_KINDS || site->kind != SITE_CALL || !p.function ||
	    !p.function->body)
		return;
	p.open = call_open(s, p.name);
	p.close = p.open == NO_TOKEN ? NO_TOKEN : closing(s, p.open);
	if (p.close == NO_TOKEN ||
	    !call_argument(s, p.open, 0, &p.domain, &p.domain_last))
		return;
	p.at = p.whole = statement_at(p.function->body, p.name);
	if (p.kind == PLACE_FLUSH && is_guard(s, p.at->parent, &p))
		p.whole = p.at->parent;
	grow(file->places, file->count, file->room);
	file->places[file->count++] = p;
}

void file_begin(struct file *file, const char *name, const char *text,
		enum style style)
{
	size_t i;

	*file = (struct file){ .style = style };
	file->src.path = xstrdup(name);
	file->src.shown = file->src.path;
	buf_add(&file->src.text, text, strlen(text));
	if (scan_text(&file->src))
		broken("%s is no C", name);
	flow_begin(&file->flow, &file->src);
	for (i = 0; i < file->src.site_count; i++)
		add_place(file, &file->src.sites[i]);
}

void file_end(struct file *file)
{
	flow_end(&file->flow);
	source_free(&file->src);
	free(file->places);
}

bool same_domain(const struct file *file, const struct place *a,
		 const struct place *b)
{
	return same_tokens(&file->flow.stream, a->domain, a->domain_last,
			   b->domain, b->domain_last);
}

const struct statement *loop_of(const struct place *p)
{
	const struct statement *st = p->at;

	while (st && st->kind != STATEMENT_LOOP)
		st = st->parent;
	return st;
}

const struct statement *loop_without(const struct place *p,
				     const struct place *other)
{
	const struct statement *st, *found = NULL;

	for (st = p->at; st && !is_inside(other->at, st); st = st->parent)
		if (st->kind == STATEMENT_LOOP)
			found = st;
	return found;
}

static bool is_deferred(const struct place *p)
{
	return p->kind == PLACE_UNMAP || p->kind == PLACE_MAP;
}

const struct place *flush_of(const struct file *file,
			     const struct place *deferred)
{
	const struct statement *loop = loop_of(deferred);
	size_t i;

	for (i = 0; i < file->count; i++) {
		const struct place *p = &file->places[i];

		if (p->kind == PLACE_FLUSH &&
		    p->function == deferred->function &&
		    p->name > deferred->name &&
		    same_domain(file, p, deferred) &&
		    !(loop && is_inside(p->at, loop)))
			return p;
	}
	return NULL;
}

const struct place *first_deferred(const struct file *file,
				   const struct place *flush)
{
	size_t i;

	for (i = 0; i < file->count; i++)
		if (is_deferred(&file->places[i]) &&
		    flush_of(file, &file->places[i]) == flush)
			return &file->places[i];
	return NULL;
}

const struct place *last_deferred(const struct file *file,
				  const struct place *flush)
{
	size_t i;

	for (i = file->count; i--; )
		if (is_deferred(&file->places[i]) &&
		    flush_of(file, &file->places[i]) == flush)
			return &file->places[i];
	return NULL;
}

bool has_batch(const struct file *file, const struct function *f)
{
	size_t i;

	for (i = 0; i < file->count; i++)
		if (file->places[i].function == f &&
		    is_deferred(&file->places[i]) &&
		    flush_of(file, &file->places[i]))
			return true;
	return false;
}

bool releases(const struct file *file, const struct statement *st)
{
	static const char *const parts[] = {
		"free", "put", "unpin", "release",
	};
	const struct stream *s = &file->flow.stream;
	size_t i, p;

	for (i = st->first; i <= st->last; i++)
		for (p = 0; p < ARRAY_SIZE(parts); p++)
			if (name_has(s, i, parts[p]) && is(s, after(s, i), "("))
				return true;
	return false;
}
