/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_RESOURCE_EXT_H
#define _LINUX_RESOURCE_EXT_H

#include <linux/ioport.h>
#include <linux/list.h>

/* A resource as a bus sees it, at another address. */
struct resource_entry {
	struct list_head node;
	struct resource *res;
	resource_size_t offset;
};

#define resource_list_for_each_entry(entry, list) \
	list_for_each_entry(entry, list, node)

#endif
