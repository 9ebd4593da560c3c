// SPDX-License-Identifier: GPL-2.0-only
#include "scan/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const site_kind_names[] = {
	[SITE_CALL] = "call",
	[SITE_ADDRESS] = "address",
	[SITE_MACRO] = "macro",
	[SITE_DEFINITION] = "definition",
	[SITE_DECLARATION] = "declaration",
	[SITE_EXPORT] = "export",
	[SITE_COMMENT] = "comment",
	[SITE_STRING] = "string",
	[SITE_INACTIVE] = "inactive",
	[SITE_UNRELATED] = "unrelated",
};

const char *const outcome_names[] = {
	[OUTCOME_KEPT] = "kept",
	[OUTCOME_CONVERTED] = "converted",
	[OUTCOME_UNRELATED] = "unrelated",
	[OUTCOME_OPEN] = "open",
};

const char *site_name(const struct source *src, const struct site *site,
		      size_t *len)
{
	/* What is pasted together is a name only in part. */
	*len = site->api ? strlen(site->api->name) : site->len;
	return site->api ? site->api->name : src->text.data + site->offset;
}

void site_decide(struct site *site, enum outcome outcome, const char *fmt, ...)
{
	va_list ap;

	free(site->reason);
	va_start(ap, fmt);
	if (vasprintf(&site->reason, fmt, ap) < 0)
		die("out of memory");
	va_end(ap);
	site->outcome = outcome;
}

void source_edit(struct source *src, uint32_t offset, uint32_t remove,
		 char *marker, char *final)
{
	size_t i;

	grow(src->edits, src->edit_count, src->edit_room);
	/* Edits at the same offset stay in the order in which they came. */
	for (i = src->edit_count++; i; i--) {
		if (src->edits[i - 1].offset <= offset)
			break;
		src->edits[i] = src->edits[i - 1];
	}
	src->edits[i] = (struct edit){ offset, remove, marker, final };
}

void source_delete(struct source *src, uint32_t from, uint32_t to)
{
	source_edit(src, from, to - from, xstrdup(""), xstrdup(""));
}

void source_drop_edits(struct source *src)
{
	size_t i;

	for (i = 0; i < src->edit_count; i++) {
		free(src->edits[i].marker);
		free(src->edits[i].final);
	}
	free(src->edits);
	src->edits = NULL;
	src->edit_count = src->edit_room = 0;
}

static void copy_until(const struct source *src, size_t *at, size_t to,
		       struct buf *out)
{
	if (to > *at) {
		buf_add(out, src->text.data + *at, to - *at);
		*at = to;
	}
}

/* A name that stays, where spatch would take it for one to convert. */
static bool is_hidden(const struct source *src, const struct site *site)
{
	return site->outcome != OUTCOME_CONVERTED &&
	       src->tokens.data[site->token].kind == TOKEN_IDENTIFIER &&
	       site->kind != SITE_INACTIVE;
}

static void apply_site(const struct source *src, const struct site *site,
		       enum source_text which, char letter, struct buf *out)
{
	const char *name = src->text.data + site->offset;
	size_t start = out->len;

	if (site->outcome == OUTCOME_CONVERTED && which == TEXT_FINAL) {
		buf_add(out, site->becomes, strlen(site->becomes));
	} else if (site->batched && which == TEXT_MARKED) {
		buf_printf(out, MARK_BATCH "%s",
			   site->becomes + strlen(API_PREFIX "_"));
	} else if (site->marked && which == TEXT_MARKED) {
		buf_printf(out, MARK_PREFIX "%s", site->becomes);
	} else {
		buf_add(out, name, site->len);
		if (which == TEXT_MARKED && is_hidden(src, site))
			out->data[start] = letter;
	}
}

void source_apply(const struct source *src, enum source_text which, char letter,
		  struct buf *out, size_t *offsets)
{
	const struct edit *edit = src->edits, *last = edit + src->edit_count;
	size_t at = 0, i;

	for (i = 0; i <= src->site_count; i++) {
		const struct site *site = &src->sites[i];
		size_t upto = i < src->site_count ? site->offset : src->text.len;

		if (i < src->site_count && offsets)
			offsets[i] = NO_OFFSET;

		for (; edit < last && edit->offset <= upto; edit++) {
			const char *text = which == TEXT_FINAL ? edit->final :
								 edit->marker;

			copy_until(src, &at, edit->offset, out);
			buf_add(out, text, strlen(text));
			at += edit->remove;
		}
		copy_until(src, &at, upto, out);
		/* An edit has taken it away. */
		if (i == src->site_count || at > upto)
			continue;
		if (offsets)
			offsets[i] = out->len;
		apply_site(src, site, which, letter, out);
		at += site->len;
	}
}

void source_free(struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++) {
		free(src->sites[i].own_name);
		free(src->sites[i].reason);
		free(src->sites[i].why);
		free(src->sites[i].function);
	}
	free(src->sites);
	source_drop_edits(src);
	tokens_free(&src->tokens);
	tokens_free(&src->result_tokens);
	buf_free(&src->text);
	buf_free(&src->result);
	free(src->path);
}
