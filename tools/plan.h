/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is to become of every site: the intended outcome, with its reason.
 */
#ifndef PLAN_H
#define PLAN_H

#include "source.h"

/* The style whose names the file uses; STYLE_UNKNOWN when it has no call. */
enum style recognise(const struct source *src);

/* May sites be converted to this style? */
bool plan_can_convert_to(enum style to);

struct goal {
	enum style from;	/* STYLE_UNKNOWN: recognised file by file */
	enum style to;
	bool no_batch;		/* leave every flush where it is */
};

/* Decide every site that the scan left undecided. */
void plan_source(struct source *src, const struct goal *goal);

/* The same without batches, which could not be written, for @why. */
void plan_without_batches(struct source *src, const struct goal *goal,
			  const char *why);

/* Has the plan something for spatch to do here? */
bool plan_has_work(const struct source *src);

#endif
