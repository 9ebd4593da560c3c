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

static int text_source(struct source *src, const struct source *like,
		       const struct buf *text)
{
	*src = (struct source){ .path = xstrdup(like->path) };
	src->shown = src->path + (like->shown - like->path);
	buf_add(&src->text, text->data, text->len);
	if (scan_text(src))
		return -1;
	adopt_unrelated(src, like);
	return 0;
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

char *check_finds_more(struct source *before, struct source *after,
		       enum style to, unsigned int *line)
{
	struct checked was = { 0 }, is = { 0 };
	const struct finding *f = NULL;
	char *text = NULL;

	check_source(after, to, &is);
	/* Mostly there is nothing, and no need to ask whether it is new. */
	if (errors(&is.findings)) {
		check_source(before, STYLE_UNKNOWN, &was);
		f = find_new(&was.findings, &is.findings);
	}
	if (f) {
		*line = f->line;
		text = xasprintf("%s [%s]", f->text, f->rule->id);
	}
	checked_free(&was);
	checked_free(&is);
	return text;
}

char *check_converted(const struct source *src, enum style to)
{
	struct source before = { 0 }, after = { 0 };
	char *text = NULL, *why = NULL;
	unsigned int line;

	if (!src->result.len)
		return NULL;
	if (!text_source(&before, src, &src->text) &&
	    !text_source(&after, src, &src->result))
		text = check_finds_more(&before, &after, to, &line);
	source_free(&before);
	source_free(&after);
	if (text)
		why = xasprintf("line %u of the result: %s", line, text);
	free(text);
	return why;
}
