/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_CONVERTED_H
#define CHECK_CONVERTED_H

#include "scan/source.h"
#include "styles.h"

/*
 * Does check find an error in src->result, in style @to, that src->text does not
 * have?  Then its sentence, to be freed; NULL when not.
 */
char *check_converted(const struct source *src, enum style to);

/*
 * Does check find more errors by a rule in @after, in style @to, than in @before?
 * Both are scanned; neither changes.  The first one's sentence, to be freed, and
 * its @line; NULL when not.
 */
char *check_finds_more(struct source *before, struct source *after,
		       enum style to, unsigned int *line);

#endif
