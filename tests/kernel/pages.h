/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGES_H
#define PAGES_H

/*
 * Memory for a device.  A program that gets none ends with a message.
 */

#include <stddef.h>

#define PAGE ((size_t)4096)
#define HUGE_PAGE ((size_t)2 << 20)

/* @flags: of mmap(), beside those for pages that are there at once. */
void *pages(size_t size, int flags);

/*
 * @size bytes of addresses behind which is one page of @each bytes, PAGE or
 * HUGE_PAGE, again and again: no two of them are neighbours in memory, whatever
 * state that is in.
 */
void *one_page_at_all(size_t size, size_t each);

#endif
