/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Coccinelle's spatch: where it is, whether it will do, and one run of it.
 *
 * Its exit status proves nothing (a function that it cannot parse is skipped
 * with status 0), so nobody who calls this may believe it: see verify.h.
 */
#ifndef SPATCH_H
#define SPATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Oldest version whose behaviour the semantic patches were written for. */
#define SPATCH_OLDEST "1.1.1"

/* $SPATCH, or "spatch". */
const char *spatch_program(void);

/*
 * Its version in @version ("1.1.1").  NULL when it is there and new enough;
 * else why not and what to do about it, to be freed.  @dir: for temporaries.
 */
char *spatch_version(const char *dir, char version[32]);

/* One application of a semantic patch. */
struct spatch_run {
	const char *script;
	const char *from, *to;		/* files; @to is absent if nothing matched */
	const char *dir;		/* for temporaries */
	unsigned int timeout;		/* seconds */
	const char *defines[2];		/* -D arguments, e.g. "from=x", or NULL */
};

/* NULL, or why it failed, to be freed. */
char *spatch_apply(const struct spatch_run *run);

/*
 * The lines at which spatch cannot parse @file, at most @room of them.
 */
size_t spatch_parse_errors(const char *file, const char *dir,
			   unsigned int timeout, unsigned int *lines,
			   size_t room);

/*
 * Full name of a semantic patch, e.g. "rename/implicit-to-sync", to be freed;
 * NULL when it is not installed.
 */
char *semantic_patch(const char *name);

#endif
