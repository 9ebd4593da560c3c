/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_OF_H
#define _LINUX_OF_H

#include <linux/errno.h>
#include <linux/fwnode.h>
#include <linux/types.h>

/* There is no device tree: CONFIG_OF is not set. */
struct device_node;
struct of_phandle_args;

#define to_of_node(fwnode) ((void)(fwnode), (struct device_node *)NULL)

static inline bool is_of_node(const struct fwnode_handle *fwnode)
{
	(void)fwnode;
	return false;
}

static inline struct device_node *of_node_get(struct device_node *node)
{
	return node;
}

static inline void of_node_put(struct device_node *node)
{
	(void)node;
}

#endif
