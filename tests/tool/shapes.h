/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that nobody writes: so many of one thing that a walk over all of them,
 * for each of them, never ends.
 */
#ifndef SHAPES_H
#define SHAPES_H

#include <stdio.h>

struct shape {
	const char *name;	/* what it has many of */
	unsigned int most;	/* so many */
	void (*write)(FILE *out, unsigned int n);
	/* Calls of the API in the file, and more of them for each of the many. */
	unsigned int sites, sites_each;
};

/* The last one has no name. */
extern const struct shape shapes[];

/* Write the shape with @n of its things. */
void shape_put(const struct shape *shape, unsigned int n, const char *path);

#endif
