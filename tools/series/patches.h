/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A conversion cut into patches that build one after another: names that give
 * way, each by itself; the calls of the style; then the users, one subsystem a
 * patch.
 */
#ifndef PATCHES_H
#define PATCHES_H

#include "find/tree.h"
#include "plan/plan.h"
#include "rewrite/rewrite.h"
#include "series/maintainers.h"
#include "series/repo.h"

/* What a series is made of and from. */
struct conversion {
	const struct found *found;
	const struct goal *goal;
	const struct rewriter *rewriter;
	const struct repo *repo;
	const struct maintainers *maintainers;	/* empty: there is none */
	const char *top;	/* what the names in the patches are relative to */
	const char *kernel;	/* folder of MAINTAINERS and include/, absolute */
};

/* A file that the series changes, on its way through the patches. */
struct file {
	const char *path;	/* absolute */
	const char *name;	/* below the top */
	const char *kernel_name;	/* below the kernel's folder */
	struct source *src;	/* NULL: only the interface changes it */
	struct buf base, now, last;
	bool executable;
};

enum patch_kind { PATCH_RENAME, PATCH_INTERFACE, PATCH_USERS };

struct patch {
	enum patch_kind kind;
	char *prefix;		/* of the subject */
	const struct section *section;	/* NULL: grouped by path */
	const struct api_name *old_name;	/* of a rename */
	const char *new_name;
	char *calls;		/* names that the interface adds */
	struct file **files;
	size_t count, room;
	struct buf diff;
	struct recipients recipients;
};

struct patches {
	struct file *files;
	size_t file_count, file_room;
	struct patch *at;
	size_t count, room;
	bool no_header;		/* the tree has no <linux/iommu.h> */
};

void patches_make(struct patches *all, const struct conversion *from);
void patches_free(struct patches *all);

#endif
