/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_FILES_LINUX_XARRAY_H
#define KERNEL_FILES_LINUX_XARRAY_H

/*
 * What Linux's own <linux/xarray.h> and lib/xarray.c want and the hosted kernel
 * does not have; included before them.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

#define CONFIG_BASE_SMALL 0
#define __bitwise
#define __GFP_BITS_SHIFT 16
#define might_alloc(gfp) might_sleep_if(gfpflags_allow_blocking(gfp))

extern struct kmem_cache *radix_tree_node_cachep;
void radix_tree_node_rcu_free(struct rcu_head *head);
#define kmem_cache_alloc_lru(cache, lru, gfp) \
	((void)(lru), kmem_cache_alloc(cache, gfp))

#endif
