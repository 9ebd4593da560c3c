// SPDX-License-Identifier: GPL-2.0-only
/*
 * What check says of the two texts.  It walks paths and knows nothing of what
 * was compared, so that it may see what all of that has missed.
 */
#include <stdlib.h>

#include "check/converted.h"
#include "verify/compare.h"

/* Only where something was put off is there anything that could go wrong. */
static bool defers_more(const struct comparison *c, enum style to)
{
	size_t was = 0, is = 0, i;

	for (i = 0; i < c->before->site_count; i++)
		was += is_deferred_call(c->before, &c->before->sites[i],
					c->plain_deferred);
	for (i = 0; i < c->after->site_count; i++)
		is += is_deferred_call(c->after, &c->after->sites[i],
				       plain_is_deferred(to));
	return is > was;
}

/* Its first piece of code on that line, or else that of the file. */
static size_t token_on_line(const struct source *src, unsigned int line)
{
	size_t i;

	for (i = 0; i < src->tokens.count; i++)
		if (src->tokens.data[i].line >= line)
			return i;
	return 0;
}

void recheck(struct comparison *c, const struct direction *direction)
{
	unsigned int line;
	char *text;

	if (c->findings.count || direction->to == STYLE_UNKNOWN ||
	    direction->plain_flushes || !defers_more(c, direction->to))
		return;
	text = check_finds_more(c->before, c->after, direction->to, &line);
	if (text)
		say(c, RULE_CHECK, CONFIDENCE_MODERATE,
		    token_on_line(c->after, line), text);
}
