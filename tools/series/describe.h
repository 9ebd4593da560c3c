/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the patches of a series say about themselves.
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include "series/patches.h"

/* What the cover letter tells, beside the patches. */
struct origin {
	const char *command;	/* the command line */
	const char *spatch;	/* version */
	const char *base;	/* commit, or NULL */
	const char *name, *email;
	const struct goal *goal;
	const struct found *found;
	size_t unread;		/* files that could not be looked into */
};

/* The subject of a patch, prefix included, and of the whole.  To be freed. */
char *describe_subject(const struct patch *patch, const struct origin *origin);
const char *describe_whole(const struct origin *origin);
/* Is there a patch that brings the calls of this style to <linux/iommu.h>? */
bool describes_style(enum style style);

/* From the first line to the diff. */
void describe_patch(const struct patch *patch, const struct origin *origin,
		    struct buf *out);
void describe_cover(const struct patches *all, const struct origin *origin,
		    struct buf *out);

#endif
