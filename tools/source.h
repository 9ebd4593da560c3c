/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One file on its way through the tool, and the sites in it.
 *
 * find makes a source, scan fills in text, tokens and sites, plan gives every
 * site its intended outcome, rewrite and verify make the result and turn
 * intended outcomes into final ones, the ledger counts them.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "lex.h"
#include "styles.h"
#include "util.h"

enum site_kind {
	SITE_CALL,
	SITE_ADDRESS,		/* the name as a value */
	SITE_MACRO,		/* in a #define or another directive */
	SITE_DEFINITION,
	SITE_DECLARATION,
	SITE_EXPORT,
	SITE_COMMENT,
	SITE_STRING,
	SITE_INACTIVE,		/* below #if 0 */
	SITE_UNRELATED,		/* the same word, but not the API's function */
};

enum outcome {
	OUTCOME_KEPT,
	OUTCOME_CONVERTED,	/* in a plan: is to be converted */
	OUTCOME_UNRELATED,
	OUTCOME_OPEN,		/* not decided or not done: a human has to look */
	OUTCOME_COUNT,
};

extern const char *const site_kind_names[];
extern const char *const outcome_names[];

struct site {
	const struct api_name *api;
	uint32_t token;		/* index into the source's tokens */
	uint32_t offset;	/* of the name, from the start of the file */
	uint32_t len;		/* of the name as it is spelt here */
	uint32_t line;
	enum site_kind kind;
	enum outcome outcome;
	bool declares;		/* declares another function of that name */
	bool defines_macro;	/* #defines the name */
	const char *becomes;	/* new spelling of a converted site */
	char *reason;
	char *function;		/* enclosing function, or NULL */
};

struct source {
	char *path;		/* absolute */
	const char *shown;	/* tail of @path: what messages and diffs say */
	struct buf text;
	struct tokens tokens;
	struct site *sites;
	size_t site_count, site_room;
	struct buf result;	/* the converted text; empty: unchanged */
	struct tokens result_tokens;	/* ... as verify() has seen it */
};

/* How the site is spelt, without what a backslash and a newline split it by. */
const char *site_name(const struct source *src, const struct site *site,
		      size_t *len);

/* Give a site its outcome and the reason for it. */
void site_decide(struct site *site, enum outcome outcome, const char *fmt, ...)
	printf_like(3, 4);

void source_free(struct source *src);

#endif
