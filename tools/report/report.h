/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * --report FILE.html: what a run did, as one page.
 *
 * The page needs no network and no program but a browser.  Everything stands in
 * it as HTML and can be read without JavaScript, which only adds filters,
 * sorting and folding.  It has no clock: the same run makes the same page,
 * unless SOURCE_DATE_EPOCH says what date to print.
 */
#ifndef REPORT_H
#define REPORT_H

#include "emit/finding.h"
#include "emit/ledger.h"

struct report {
	const char *command;		/* "convert" */
	const char *line;		/* the command line */
	const char *folder;		/* what names are relative to */
	const struct ledger *ledger;	/* or NULL */
	const struct findings *findings;	/* sorted; or NULL */
	const struct rule *const *rules;	/* ended by NULL, with @findings */
	/* Texts to quote for the findings, by their shown names. */
	const struct source *sources;
	size_t source_count;
};

/* End the program, before any work, when @path cannot be written. */
void report_check(const char *path);

/*
 * Write it, wholly or not at all.  Ends the program with a message when that
 * fails.
 */
void report_write(const char *path, const struct report *report);

#endif
