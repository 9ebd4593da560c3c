/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The two sides that verify compares: files, folders, or revisions of the git
 * repository of the current folder; and which file of one is which of the other.
 */
#ifndef SIDES_H
#define SIDES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/util.h"

struct git_repository;

/* One file of one side. */
struct member {
	char *name;		/* below the side's root; what messages say */
	char *path;		/* on disk; NULL: in git */
	unsigned char id[20];	/* of the blob, in git */
	bool executable, link, submodule;
	char *unreadable;	/* why, or NULL */
};

struct side {
	const char *operand;
	bool is_file;		/* one file, whatever its name */
	struct member *at;	/* ordered by name */
	size_t count, room;
};

struct sides {
	struct side before, after;
	struct git_repository *repo;	/* NULL: neither is a revision */
};

struct pair {
	const char *name;
	const struct member *before, *after;	/* NULL: not on that side */
};

struct pairs {
	struct pair *at;
	size_t count, room;
};

/*
 * @operands: BEFORE, AFTER and perhaps paths below them that everything else is
 * left out for.  What names a file or folder is one, anything else a revision.
 * A revision against a folder of the working tree is compared with that folder,
 * files that git ignores left out.  Ends the program with a message when an
 * operand cannot be used.
 */
void sides_open(struct sides *sides, char **operands, size_t count);
void sides_close(struct sides *sides);

/* Every file of either side, those of one name together, ordered by name. */
void pair_up(const struct sides *sides, struct pairs *pairs);

/* Are they one and the same, so that nothing needs to be read? */
bool same_member(const struct member *a, const struct member *b);

/* Contents; of a link: where it points.  0 or a negative errno. */
int member_read(const struct sides *sides, const struct member *member,
		struct buf *to);

#endif
