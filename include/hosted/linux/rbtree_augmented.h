/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_RBTREE_AUGMENTED_H
#define _LINUX_RBTREE_AUGMENTED_H

/*
 * Trees whose nodes hold something about what is below them, and the insides
 * of trees for whoever implements them: Linux's own lib/rbtree.c can take the
 * place of the hosted one.
 */

#include <linux/compiler.h>
#include <linux/rbtree.h>

struct rb_augment_callbacks {
	/* Recomputes from @node up to, and without, @stop. */
	void (*propagate)(struct rb_node *node, struct rb_node *stop);
	/* @new takes the place of @old. */
	void (*copy)(struct rb_node *old, struct rb_node *new);
	/* @new was below @old and is above it now. */
	void (*rotate)(struct rb_node *old, struct rb_node *new);
};

void __rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			   void (*rotate)(struct rb_node *old,
					  struct rb_node *new));
/* Restores the balance below @parent, where a black node is missing. */
void __rb_erase_color(struct rb_node *parent, struct rb_root *root,
		      void (*rotate)(struct rb_node *old,
				     struct rb_node *new));

static inline void
rb_insert_augmented(struct rb_node *node, struct rb_root *root,
		    const struct rb_augment_callbacks *augment)
{
	__rb_insert_augmented(node, root, augment->rotate);
}

static inline void
rb_insert_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
			   bool leftmost,
			   const struct rb_augment_callbacks *augment)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_augmented(node, &root->rb_root, augment);
}

#define RB_RED 0
#define RB_BLACK 1

/* The parent and the color share a word. */
#define __rb_parent(pc) ((struct rb_node *)((pc) & ~3UL))
#define __rb_color(pc) ((pc) & 1)
#define __rb_is_black(pc) __rb_color(pc)
#define __rb_is_red(pc) (!__rb_color(pc))
#define rb_color(rb) __rb_color((rb)->__rb_parent_color)
#define rb_is_red(rb) __rb_is_red((rb)->__rb_parent_color)
#define rb_is_black(rb) __rb_is_black((rb)->__rb_parent_color)

static inline void rb_set_parent_color(struct rb_node *rb, struct rb_node *p,
				       int color)
{
	rb->__rb_parent_color = (unsigned long)p | color;
}

static inline void rb_set_parent(struct rb_node *rb, struct rb_node *p)
{
	rb_set_parent_color(rb, p, rb_color(rb));
}

/* Where @old hangs, @new hangs from now on. */
static inline void __rb_change_child(struct rb_node *old, struct rb_node *new,
				     struct rb_node *parent,
				     struct rb_root *root)
{
	struct rb_node **link = !parent ? &root->rb_node :
				parent->rb_left == old ? &parent->rb_left :
							 &parent->rb_right;

	WRITE_ONCE(*link, new);
}

static inline void __rb_change_child_rcu(struct rb_node *old,
					 struct rb_node *new,
					 struct rb_node *parent,
					 struct rb_root *root)
{
	struct rb_node **link = !parent ? &root->rb_node :
				parent->rb_left == old ? &parent->rb_left :
							 &parent->rb_right;

	/* Pairs with the address dependency of who walks the tree. */
	__atomic_store_n(link, new, __ATOMIC_RELEASE);
}

/*
 * Unlinks @node; returns the parent below which a black node is missing now,
 * or NULL when the tree is balanced.  With two children its successor takes
 * its place and color, and what is missing is missing where that was.
 */
static __always_inline struct rb_node *
__rb_erase_augmented(struct rb_node *node, struct rb_root *root,
		     const struct rb_augment_callbacks *augment)
{
	struct rb_node *left = node->rb_left, *right = node->rb_right;
	struct rb_node *parent = rb_parent(node), *next, *up, *child;
	unsigned long color = rb_color(node);

	if (!left || !right) {
		child = left ? left : right;
		__rb_change_child(node, child, parent, root);
		if (child) {
			/* An only child is red, and its parent black. */
			child->__rb_parent_color = node->__rb_parent_color;
			color = RB_RED;
		}
		augment->propagate(parent, NULL);
		return color == RB_BLACK ? parent : NULL;
	}

	for (next = right; next->rb_left; next = next->rb_left)
		;
	child = next->rb_right;
	up = rb_parent(next);
	if (up == node) {
		up = next;
		augment->copy(node, next);
	} else {
		WRITE_ONCE(up->rb_left, child);
		WRITE_ONCE(next->rb_right, right);
		rb_set_parent(right, next);
		augment->copy(node, next);
		augment->propagate(up, next);
	}
	WRITE_ONCE(next->rb_left, left);
	rb_set_parent(left, next);
	__rb_change_child(node, next, parent, root);

	color = rb_color(next);
	next->__rb_parent_color = node->__rb_parent_color;
	if (child) {
		rb_set_parent_color(child, up, RB_BLACK);
		color = RB_RED;
	}
	augment->propagate(next, NULL);
	return color == RB_BLACK ? up : NULL;
}

static __always_inline void
rb_erase_augmented(struct rb_node *node, struct rb_root *root,
		   const struct rb_augment_callbacks *augment)
{
	struct rb_node *rebalance = __rb_erase_augmented(node, root, augment);

	if (rebalance)
		__rb_erase_color(rebalance, root, augment->rotate);
}

static __always_inline void
rb_erase_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
			  const struct rb_augment_callbacks *augment)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase_augmented(node, &root->rb_root, augment);
}

/*
 * Defines NAME, the callbacks of a tree of STRUCT, whose member RB is the node.
 * RECOMPUTE(node, exit) sets AUGMENTED by what the node and its children have;
 * if @exit it says whether that was so already, and with it all above.
 */
#define RB_DECLARE_CALLBACKS(STATIC, NAME, STRUCT, RB, AUGMENTED, RECOMPUTE) \
static inline void NAME##_propagate(struct rb_node *rb,			\
				    struct rb_node *stop)		\
{									\
	for (; rb != stop; rb = rb_parent(rb))				\
		if (RECOMPUTE(rb_entry(rb, STRUCT, RB), true))		\
			break;						\
}									\
									\
static inline void NAME##_copy(struct rb_node *old, struct rb_node *new) \
{									\
	rb_entry(new, STRUCT, RB)->AUGMENTED =				\
		rb_entry(old, STRUCT, RB)->AUGMENTED;			\
}									\
									\
static void NAME##_rotate(struct rb_node *old, struct rb_node *new)	\
{									\
	NAME##_copy(old, new);						\
	RECOMPUTE(rb_entry(old, STRUCT, RB), false);			\
}									\
									\
STATIC const struct rb_augment_callbacks NAME = {			\
	.propagate = NAME##_propagate,					\
	.copy = NAME##_copy,						\
	.rotate = NAME##_rotate,					\
};

/* AUGMENTED, of type TYPE, is the largest VALUE(node) from here down. */
#define RB_DECLARE_CALLBACKS_MAX(STATIC, NAME, STRUCT, RB, TYPE, AUGMENTED, \
				 VALUE)					\
static inline bool NAME##_recompute(STRUCT *node, bool exit)		\
{									\
	STRUCT *left = rb_entry_safe(node->RB.rb_left, STRUCT, RB);	\
	STRUCT *right = rb_entry_safe(node->RB.rb_right, STRUCT, RB);	\
	TYPE max = VALUE(node);						\
									\
	if (left && left->AUGMENTED > max)				\
		max = left->AUGMENTED;					\
	if (right && right->AUGMENTED > max)				\
		max = right->AUGMENTED;					\
	if (exit && node->AUGMENTED == max)				\
		return true;						\
	node->AUGMENTED = max;						\
	return false;							\
}									\
									\
RB_DECLARE_CALLBACKS(STATIC, NAME, STRUCT, RB, AUGMENTED, NAME##_recompute)

#endif
