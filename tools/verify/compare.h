/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two versions of a C file, token by token, and what is to be said of them.
 *
 * compare_begin() finds out which token is which.  The rest then asks: is every
 * site accounted for (account.c), is every other difference explained
 * (differences.c), is every flush that was put off safe (safety.c)?
 */
#ifndef COMPARE_H
#define COMPARE_H

#include "emit/finding.h"
#include "verify/align.h"
#include "verify/sides.h"
#include "verify/view.h"

/* What became of a site of BEFORE. */
enum fate {
	FATE_KEPT, FATE_CONVERTED, FATE_GONE, FATE_UNKNOWN,
	FATE_LEFT,	/* in the old style, which still flushes */
	FATE_COUNT,
};

extern const char *const fate_names[FATE_COUNT];

/* The style that is verified, for the whole run. */
struct direction {
	enum style from;	/* STYLE_UNKNOWN: recognised file by file */
	enum style to;		/* STYLE_UNKNOWN: nothing was converted */
	bool plain_flushes;	/* AFTER's _sync calls rest on the plain ones */
};

struct comparison {
	const struct pair *pair;
	struct source *before, *after;	/* scanned */
	bool same;		/* byte by byte: only BEFORE was scanned */
	bool ready;		/* could be aligned */
	struct symbols symbols;
	struct view old, new;	/* not when they are the same */
	size_t *to_new, *to_old;	/* by piece, or ALIGN_NONE */
	bool plain_deferred;	/* the plain names did not flush in BEFORE */
	char **names;		/* of functions, for the findings */
	size_t name_count, name_room;
	struct findings findings;
	size_t open;		/* of them: what could not be decided */
	size_t fates[FATE_COUNT];
	struct buf interface;	/* names of calls that iommu.h was given */
	size_t interface_count;
};

extern const struct rule *const verify_rules[];
/* Rows of that table. */
enum verify_rule {
	RULE_OUTSIDE, RULE_LOST, RULE_NEW, RULE_OPERATION, RULE_ARGUMENT,
	RULE_LEFT, RULE_STYLE, RULE_RANGE, RULE_FLUSH, RULE_GUARD,
	RULE_GATHER, RULE_SPLIT, RULE_COLLISION, RULE_RELEASE,
	RULE_SHOWN, RULE_UNFLUSHED, RULE_FILE, RULE_INTERFACE,
	RULE_MODE, RULE_CHECK, RULE_OPEN,
};

void compare_begin(struct comparison *c);
/* For compare_begin(): additions that both sides have. */
void match_additions(struct comparison *c);
void compare_end(struct comparison *c);

/* The site of AFTER that @site of BEFORE is now, or NULL. */
struct site *counterpart(const struct comparison *c, const struct site *site);

/* In one of the API's own functions, whose calls are for it to arrange? */
bool is_own_site(const struct site *site);

/* Is it a call that leaves the IOTLB as it is, where plain names do or do not? */
bool is_deferred_call(const struct source *src, const struct site *site,
		      bool plain_deferred);

/* Do the plain names not flush in this style? */
bool plain_is_deferred(enum style style);
/* Do they seem not to in this file? */
bool seems_deferred(const struct source *src);

/*
 * How well does a style fit what the sites of @c were converted to?  Adds to
 * @votes, one element for each style.
 */
void vote(const struct comparison *c, size_t *votes);

/* The three questions; each adds to c->findings. */
void account(struct comparison *c, const struct direction *direction);
void differences(struct comparison *c, const struct direction *direction);
void safety(struct comparison *c, const struct direction *direction);
/* A second opinion, where these found nothing: check, of both texts. */
void recheck(struct comparison *c, const struct direction *direction);

/* Say something of a token of AFTER.  @text is taken over. */
struct finding *say(struct comparison *c, enum verify_rule rule,
		    enum confidence confidence, size_t token, char *text);
/* The token of AFTER where token @old of BEFORE is, or would be. */
size_t place_of(const struct comparison *c, size_t old);

#endif
