/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The calls that the styles add to a kernel that does not have them: a row each,
 * with what interface.c makes a function and its kernel-doc of.
 */
#ifndef WRAPPERS_H
#define WRAPPERS_H

#include "base/util.h"
#include "styles.h"

/* How a call does its work. */
enum how {
	ALIAS,		/* calls what it is over, with the same arguments */
	NOTHING,	/* nothing is ever pending */
	BODY,		/* what stands in the row, between its braces */
	TEXT,		/* the row has the whole of it, with its comment */
};

struct wrapper {
	const char *name;
	unsigned int styles;
	enum how how;
	const char *over;	/* must be declared, and gives its signature */
	unsigned int arguments;	/* of @over; 0: any number */
	const char *type;	/* where @over does not give them; NULL: void */
	const char *signature;
	const char *summary;
	const char *guarantee;	/* about the IOTLB; lines of the comment */
	const char *returns;	/* of a BODY; NULL: nothing */
	const char *text;
};

/*
 * The first row of a name whose @over the header declares is taken.  Of two rows
 * that could be, the one that defers comes first.
 */
extern const struct wrapper wrappers[];
extern const size_t wrapper_count;

#endif
