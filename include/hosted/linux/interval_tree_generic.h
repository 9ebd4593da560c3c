/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_INTERVAL_TREE_GENERIC_H
#define _LINUX_INTERVAL_TREE_GENERIC_H

/*
 * Intervals in a tree, ordered by where they start; each node knows the
 * largest end below it, so that a search turns away from where nothing reaches
 * far enough.
 */

#include <linux/rbtree_augmented.h>

/*
 * Defines PREFIX_insert, _remove, _iter_first and _iter_next.  START and LAST
 * give the ends, both included; SUBTREE is the member of type TYPE for the
 * largest end.
 */
#define INTERVAL_TREE_DEFINE(STRUCT, RB, TYPE, SUBTREE, START, LAST, STATIC, \
			     PREFIX)					\
									\
RB_DECLARE_CALLBACKS_MAX(static, PREFIX##_augment, STRUCT, RB, TYPE,	\
			 SUBTREE, LAST)					\
									\
STATIC void PREFIX##_insert(STRUCT *node, struct rb_root_cached *root)	\
{									\
	struct rb_node **link = &root->rb_root.rb_node, *up = NULL;	\
	bool leftmost = true;						\
									\
	while (*link) {							\
		STRUCT *parent = rb_entry(*link, STRUCT, RB);		\
									\
		up = *link;						\
		if (parent->SUBTREE < LAST(node))			\
			parent->SUBTREE = LAST(node);			\
		if (START(node) < START(parent)) {			\
			link = &up->rb_left;				\
		} else {						\
			link = &up->rb_right;				\
			leftmost = false;				\
		}							\
	}								\
	node->SUBTREE = LAST(node);					\
	rb_link_node(&node->RB, up, link);				\
	rb_insert_augmented_cached(&node->RB, root, leftmost,		\
				   &PREFIX##_augment);			\
}									\
									\
STATIC void PREFIX##_remove(STRUCT *node, struct rb_root_cached *root)	\
{									\
	rb_erase_augmented_cached(&node->RB, root, &PREFIX##_augment);	\
}									\
									\
/* The first of the subtree that overlaps; its SUBTREE is not below start. */ \
static STRUCT *PREFIX##_search(STRUCT *node, TYPE start, TYPE last)	\
{									\
	for (;;) {							\
		STRUCT *left = rb_entry_safe(node->RB.rb_left, STRUCT, RB); \
									\
		if (left && left->SUBTREE >= start) {			\
			node = left;					\
			continue;					\
		}							\
		if (START(node) > last)					\
			return NULL;					\
		if (LAST(node) >= start)				\
			return node;					\
		node = rb_entry_safe(node->RB.rb_right, STRUCT, RB);	\
		if (!node || node->SUBTREE < start)			\
			return NULL;					\
	}								\
}									\
									\
STATIC STRUCT *PREFIX##_iter_first(struct rb_root_cached *root,	\
				   TYPE start, TYPE last)		\
{									\
	STRUCT *node = rb_entry_safe(root->rb_root.rb_node, STRUCT, RB); \
									\
	if (!node || node->SUBTREE < start)				\
		return NULL;						\
	return PREFIX##_search(node, start, last);			\
}									\
									\
STATIC STRUCT *PREFIX##_iter_next(STRUCT *node, TYPE start, TYPE last)	\
{									\
	struct rb_node *rb = &node->RB;					\
									\
	for (;;) {							\
		STRUCT *right = rb_entry_safe(rb->rb_right, STRUCT, RB); \
									\
		if (right && right->SUBTREE >= start)			\
			return PREFIX##_search(right, start, last);	\
		/* Up to where we come from the left. */		\
		do {							\
			struct rb_node *from = rb;			\
									\
			rb = rb_parent(rb);				\
			if (!rb)					\
				return NULL;				\
			if (from == rb->rb_left)			\
				break;					\
		} while (1);						\
		node = rb_entry(rb, STRUCT, RB);			\
		if (START(node) > last)					\
			return NULL;					\
		if (LAST(node) >= start)				\
			return node;					\
	}								\
}

#endif
