/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is to become of every site: the intended outcome, with its reason.
 */
#ifndef PLAN_H
#define PLAN_H

#include "scan/source.h"

/* The style whose names the file uses; STYLE_UNKNOWN when it has no call. */
enum style recognise(const struct source *src);

struct goal {
	enum style from;	/* STYLE_UNKNOWN: recognised file by file */
	enum style to;
	enum level level;	/* signatures to write; LEVEL_SOURCE: as they are */
	bool no_batch;		/* leave every flush where it is */
	bool shim;		/* include the shim where the result needs it */
};

/* Decide every site that the scan left undecided. */
void plan_source(struct source *src, const struct goal *goal);

/* The same without batches, which could not be written, for @why. */
void plan_without_batches(struct source *src, const struct goal *goal,
			  const char *why);

/*
 * Has the file deferred calls that have to become synchronous before they can be
 * deferred as goal->to does it?
 */
bool plan_needs_two_steps(const struct source *src, const struct goal *goal);

/* Has the plan something for spatch to do here? */
bool plan_has_work(const struct source *src);

#endif
