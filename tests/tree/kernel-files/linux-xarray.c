// SPDX-License-Identifier: GPL-2.0-only
/*
 * The nodes of Linux's own xarray, which lib/radix-tree.c has there.
 */
#include <linux/init.h>
#include <linux/list.h>
#include <linux/xarray.h>

struct kmem_cache *radix_tree_node_cachep;

static void node_init(void *p)
{
	struct xa_node *node = p;

	memset(node, 0, sizeof(*node));
	INIT_LIST_HEAD(&node->private_list);
}

void radix_tree_node_rcu_free(struct rcu_head *head)
{
	struct xa_node *node = container_of(head, struct xa_node, rcu_head);

	kmem_cache_free(radix_tree_node_cachep, node);
}

static int __init nodes_init(void)
{
	radix_tree_node_cachep = kmem_cache_create("radix_tree_node",
						   sizeof(struct xa_node), 0, 0,
						   node_init);
	return radix_tree_node_cachep ? 0 : -ENOMEM;
}
core_initcall(nodes_init);
