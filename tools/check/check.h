/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is what is unmapped flushed before anybody else can have it?
 *
 * Every path through a function is walked, helpers of the same file included,
 * with what is unmapped and not flushed yet, what was released, and which
 * conditions hold.  What is not seen is never a finding: a gather that somebody
 * else hands in, a function of another file, a call through a pointer.
 */
#ifndef CHECK_H
#define CHECK_H

#include "emit/finding.h"
#include "scan/source.h"

/* A function that could not be walked, so that nothing is known of it. */
struct unchecked {
	const char *file;
	uint32_t line;
	char *why;		/* names the function and the reason */
};

struct checked {
	struct findings findings;
	struct unchecked *unchecked;
	size_t unchecked_count, unchecked_room;
};

/* All rules, ended by NULL. */
extern const struct rule *const check_rules[];

/*
 * Check one scanned source as it stands (text, tokens and sites; edits and
 * results are not looked at).  @style says what the plain names mean;
 * STYLE_UNKNOWN: what the file itself tells.  May run for several sources at
 * the same time, each with its own @out.
 */
void check_source(struct source *src, enum style style, struct checked *out);

/* Move what is in @from to the end of @to. */
void checked_join(struct checked *to, struct checked *from);
void checked_free(struct checked *checked);

#endif
