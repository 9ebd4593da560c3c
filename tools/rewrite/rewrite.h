/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Have spatch rewrite one file, alone, verify what it did, and lay it out.
 */
#ifndef REWRITE_H
#define REWRITE_H

#include "plan/plan.h"

struct rewriter {
	const struct goal *goal;
	const char *dir;	/* for temporaries; each file gets its own in it */
	unsigned int timeout;	/* seconds for each file */
};

/*
 * Fill in src->result and the sites' final outcomes.  Whatever goes wrong costs
 * this file only: its planned sites become open, with the reason.  @index makes
 * the file's folder unique.  Thread-safe.
 */
void rewrite_source(const struct rewriter *rw, struct source *src, size_t index);

/* Names of the semantic patches that the plan of a file needs, in their order. */
#define MAX_SCRIPTS 3
size_t rewrite_scripts(const struct source *src, enum style to,
		       const char *scripts[MAX_SCRIPTS]);

#endif
