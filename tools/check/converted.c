// SPDX-License-Identifier: GPL-2.0-only
#include "check/converted.h"

#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "scan/scan.h"

/* What other files tell about a name holds in the result as well. */
static void adopt_unrelated(struct source *to, const struct source *from)
{
	size_t i, k;

	for (i = 0; i < from->site_count; i++) {
		if (from->sites[i].kind != SITE_UNRELATED)
			continue;
		for (k = 0; k < to->site_count; k++)
			if (to->sites[k].api == from->sites[i].api &&
			    to->sites[k].kind == SITE_CALL)
				to->sites[k].kind = SITE_UNRELATED;
	}
}

static void check_text(const struct source *like, const struct buf *text,
		       enum style style, struct checked *out)
{
	struct source src = { .path = xstrdup(like->path) };

	/* The findings are of @like then, which outlives them. */
	src.shown = like->shown;
	buf_add(&src.text, text->data, text->len);
	if (!scan_text(&src)) {
		adopt_unrelated(&src, like);
		check_source(&src, style, out);
	}
	source_free(&src);
}

static bool counts(const struct finding *f)
{
	return !f->silenced && f->rule->severity == SEVERITY_ERROR;
}

static size_t errors(const struct findings *all)
{
	size_t n = 0, i;

	for (i = 0; i < all->count; i++)
		n += counts(&all->at[i]);
	return n;
}

static size_t errors_of(const struct findings *all, const struct rule *rule)
{
	size_t n = 0, i;

	for (i = 0; i < all->count; i++)
		n += counts(&all->at[i]) && all->at[i].rule == rule;
	return n;
}

/* Lines differ between the two texts: more findings by a rule are new ones. */
static const struct finding *find_new(const struct findings *before,
				      const struct findings *after)
{
	size_t i;

	for (i = 0; i < after->count; i++) {
		const struct finding *f = &after->at[i];

		if (counts(f) && errors_of(after, f->rule) >
				 errors_of(before, f->rule))
			return f;
	}
	return NULL;
}

char *check_converted(const struct source *src, enum style to)
{
	struct checked before = { 0 }, after = { 0 };
	const struct finding *f = NULL;
	char *why = NULL;

	if (!src->result.len)
		return NULL;
	check_text(src, &src->result, to, &after);
	/* Mostly there is nothing, and no need to ask whether it is new. */
	if (errors(&after.findings)) {
		check_text(src, &src->text, STYLE_UNKNOWN, &before);
		f = find_new(&before.findings, &after.findings);
	}
	if (f)
		why = xasprintf("line %u of the result: %s [%s]", f->line,
				f->text, f->rule->id);
	checked_free(&before);
	checked_free(&after);
	return why;
}
