/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A kernel's MAINTAINERS: who is to be asked about a file, and as part of which
 * subsystem.
 *
 * Which sections a file belongs to is decided as scripts/get_maintainer.pl
 * decides it: F: and X: are patterns for the beginning of a path, N: and K: are
 * regular expressions for the path and for the changed lines.
 */
#ifndef MAINTAINERS_H
#define MAINTAINERS_H

#include <stdint.h>

#include "base/util.h"

struct field {
	char letter;
	uint32_t line;		/* in the file */
	char *value;
	void *regex;		/* of N: and K: */
};

struct section {
	char *name;
	struct field *fields;
	size_t count, room;
};

struct maintainers {
	struct section *sections;
	size_t count, room;
	struct git_mailmap *mailmap;	/* or NULL */
};

/*
 * Read MAINTAINERS in a kernel's top folder, and .mailmap for the addresses that
 * people have now.  A line that makes no sense is named and left out.  False: there
 * is none, or no section in it.
 */
bool maintainers_read(struct maintainers *m, const char *folder);
void maintainers_free(struct maintainers *m);

/*
 * How deep the section's best pattern for this file reaches: one more for each
 * folder that it names, 0 by an N: pattern only, RANK_REST by a pattern for
 * everything, RANK_NONE if the file is none of the section's.
 */
#define RANK_NONE (-2)
#define RANK_REST (-1)
int section_rank(const struct section *section, const char *file);

/* The section that a file belongs to first of all, or NULL. */
const struct section *maintainers_best(const struct maintainers *m,
				       const char *file);

/* One who gets a patch. */
struct recipient {
	char *name;		/* NULL: an address only */
	char *address;
	bool to;		/* maintains it; else listens or reviews */
};

struct recipients {
	struct recipient *at;
	size_t count, room;
};

/*
 * Add those who are to see a change of @file: M: as recipients, R: and L: as
 * copies, each name and each address once.  Who maintains everything is not asked about one
 * file.
 */
void recipients_of_file(struct recipients *all, const struct maintainers *m,
			const char *file);
/* ... and those whose K: matches a line that the diff adds or takes away. */
void recipients_of_diff(struct recipients *all, const struct maintainers *m,
			const struct buf *diff);
/* Add everyone of @more; as copies only when @copy. */
void recipients_join(struct recipients *all, const struct recipients *more,
		     bool copy);
void recipients_free(struct recipients *all);

#endif
