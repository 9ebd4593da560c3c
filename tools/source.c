// SPDX-License-Identifier: GPL-2.0-only
#include "source.h"

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

void source_free(struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++) {
		free(src->sites[i].reason);
		free(src->sites[i].function);
	}
	free(src->sites);
	tokens_free(&src->tokens);
	tokens_free(&src->result_tokens);
	buf_free(&src->text);
	buf_free(&src->result);
	free(src->path);
}
