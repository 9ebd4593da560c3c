/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MEMREMAP_H
#define _LINUX_MEMREMAP_H

#include <linux/mm.h>

/* All memory is RAM. */
static inline bool is_pci_p2pdma_page(const struct page *page)
{
	(void)page;
	return false;
}

#endif
