/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls that give back what a device may reach.
 */
#ifndef CHECK_RELEASE_H
#define CHECK_RELEASE_H

#include "scan/syntax.h"

struct unit;

enum release_kind {
	RELEASE_NONE,
	RELEASE_PAGE,		/* memory */
	RELEASE_PIN,		/* a pin, a reference, a file */
	RELEASE_IOVA,
	RELEASE_OBJECT,		/* memory that is bookkeeping, mostly */
	RELEASE_CALLED,		/* who knows: p->release(p) */
};

struct release {
	enum release_kind kind;
	/* Says nothing without what is released: a device, a module. */
	bool weak;
	/* Nothing tells what is released. */
	bool blind;
};

/* The call of a kernel function whose name is token @i. */
struct release release_at(const struct stream *s, size_t i);

/*
 * The same of any call at token @i: also through a pointer whose name says it, and
 * by a macro of the file.  A function of the file is none: it is walked.
 */
struct release release_in(struct unit *u, size_t i);

/* "releases the page" and such. */
const char *release_says(enum release_kind kind);

#endif
