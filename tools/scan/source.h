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

#include "scan/lex.h"
#include "styles.h"
#include "base/util.h"

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
	unsigned int arguments;	/* of a call; 0: not known */
	bool must_sync;		/* what it unmaps is released right behind it */
	bool removed;		/* goes away, in an edit */
	bool marked;		/* changes in a way that its name does not tell */
	bool batched;		/* deferred, and flushed with others of its batch */
	bool declares;		/* declares another function of that name */
	bool defines_macro;	/* #defines the name */
	const char *becomes;	/* new spelling of a converted site */
	char *own_name;		/* of a name that gives way: owns @becomes */
	char *reason;
	char *why;		/* why an unmap keeps a flush of its own */
	char *function;		/* enclosing function, or NULL */
};

/*
 * A change beside the renames: @remove bytes at @offset give way to text.  What
 * spatch is given there is the marker; what its rules have to make of it is the
 * final text, which is only there to be compared with.
 */
struct edit {
	uint32_t offset;
	uint32_t remove;
	char *marker;
	char *final;
};

struct source {
	char *path;		/* absolute */
	const char *shown;	/* tail of @path: what messages and diffs say */
	struct buf text;
	struct tokens tokens;
	struct site *sites;
	size_t site_count, site_room;
	struct edit *edits;	/* ordered by offset */
	size_t edit_count, edit_room;
	struct buf result;	/* the converted text; empty: unchanged */
	struct tokens result_tokens;	/* ... as verify() has seen it */
};

/* How the site is spelt, without what a backslash and a newline split it by. */
const char *site_name(const struct source *src, const struct site *site,
		      size_t *len);

/* Give a site its outcome and the reason for it. */
void site_decide(struct site *site, enum outcome outcome, const char *fmt, ...)
	printf_like(3, 4);

/* What spatch sees in place of API_PREFIX and _ before a name that is deferred. */
#define MARK_BATCH "batch_"
/* ... and before any other name that is not to be guessed from the old one. */
#define MARK_PREFIX "MARK_"

/* Take note of an edit, in its place in the order; takes over the texts. */
void source_edit(struct source *src, uint32_t offset, uint32_t remove,
		 char *marker, char *final);
/* Take note that the bytes [from, to) go away. */
void source_delete(struct source *src, uint32_t from, uint32_t to);
void source_drop_edits(struct source *src);

/* The two texts that the sites' outcomes and the edits make of the file's. */
enum source_text {
	TEXT_MARKED,	/* for spatch; sites that stay are hidden from it */
	TEXT_FINAL,	/* what it has to come to */
};

/*
 * Build one of them.  @letter hides names: see mask_letter() in rewrite.c.
 * @offsets, if not NULL, receives for each site where it begins in @out, or
 * NO_OFFSET when an edit takes it away.
 */
#define NO_OFFSET ((size_t)-1)
void source_apply(const struct source *src, enum source_text which, char letter,
		  struct buf *out, size_t *offsets);

void source_free(struct source *src);

#endif
