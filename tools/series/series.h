/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A conversion as a patch series, ready for a mailing list: convert --series.
 */
#ifndef SERIES_H
#define SERIES_H

#include "commands.h"
#include "find/tree.h"
#include "plan/plan.h"
#include "rewrite/rewrite.h"

struct series;

/*
 * Look at everything that can stand in the way, before any work is done: the
 * folder to write to, the state of git, who signs.  Ends the program with a
 * message when something does.
 */
struct series *series_begin(const struct options *options,
			    const struct tree *tree);

/* The top folder of the kernel that the series is for. */
const char *series_kernel(const struct series *series);

/*
 * Write the series of what was converted, print its files, and run the command
 * of --each.  @unread: files that could not be looked into.  False: the command
 * has failed.
 */
bool series_write(struct series *series, const struct found *found,
		  const struct rewriter *rewriter, const char *spatch,
		  size_t unread);

/* An interrupt comes too late once it is. */
bool series_is_written(const struct series *series);

void series_end(struct series *series);

#endif
