/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_USER_H
#define _HOSTED_USER_H

/*
 * The memory of the one process there is: pages at user addresses, for
 * pin_user_pages() to find.
 */
#include <linux/mm_types.h>

#define HOSTED_USER_PAGES 512

/*
 * @page is at the user address @va from now on, or nothing (NULL).  The process
 * has no reference of its own.  -ENOSPC when HOSTED_USER_PAGES are there.
 */
int hosted_user_page(unsigned long va, struct page *page);

#endif
