/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls that give back what a device may reach.
 */
#ifndef CHECK_RELEASE_H
#define CHECK_RELEASE_H

#include "scan/syntax.h"

enum release_kind {
	RELEASE_NONE,
	RELEASE_PAGE,		/* memory */
	RELEASE_PIN,		/* a pin, a reference, a file */
	RELEASE_IOVA,
	RELEASE_OBJECT,		/* memory that is bookkeeping, mostly */
};

struct release {
	enum release_kind kind;
	/* Says nothing without what is released: a device, a module. */
	bool weak;
};

/* The call of a kernel function whose name is token @i. */
struct release release_at(const struct stream *s, size_t i);

/* "releases the page" and such. */
const char *release_says(enum release_kind kind);

#endif
