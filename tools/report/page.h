/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The page's own files, as they stand in tools/report at build time.
 */
#ifndef PAGE_H
#define PAGE_H

#include "base/util.h"

/* Replaces each @NAME@ of page.html: see page_add(). */
struct slot {
	const char *name;
	void (*add)(struct buf *to, const void *arg);
};

/*
 * Append page.html with its slots filled: @css@, @js@ and their hashes here, the
 * others by @slots, which ends with a NULL name.
 */
void page_add(struct buf *to, const struct slot *slots, const void *arg);

#endif
