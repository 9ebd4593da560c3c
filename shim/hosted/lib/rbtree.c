// SPDX-License-Identifier: GPL-2.0-only
/*
 * Red-black trees.  A node's parent and colour share a word; the root's parent
 * is NULL, and the root is black.
 */
#include <linux/rbtree_augmented.h>

typedef void (*rotate_t)(struct rb_node *old, struct rb_node *new);

static bool is_red(const struct rb_node *n)
{
	return n && rb_is_red(n);
}

static void set_color(struct rb_node *n, unsigned long color)
{
	rb_set_parent_color(n, rb_parent(n), color);
}

/* @n goes down to the left (or right), its other child comes up. */
static void rotate(struct rb_node *n, bool left, struct rb_root *root,
		   rotate_t augment)
{
	struct rb_node *up = left ? n->rb_right : n->rb_left;
	struct rb_node *inner = left ? up->rb_left : up->rb_right;
	struct rb_node *parent = rb_parent(n);

	if (left) {
		n->rb_right = inner;
		up->rb_left = n;
	} else {
		n->rb_left = inner;
		up->rb_right = n;
	}
	if (inner)
		rb_set_parent(inner, n);
	rb_set_parent(up, parent);
	rb_set_parent(n, up);
	__rb_change_child(n, up, parent, root);
	augment(n, up);
}

void __rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			   rotate_t augment)
{
	struct rb_node *parent, *gparent, *uncle;

	set_color(node, RB_RED);
	while (is_red(parent = rb_parent(node))) {
		bool left;

		/* A red node is not the root: there is a grandparent. */
		gparent = rb_parent(parent);
		left = parent == gparent->rb_left;
		uncle = left ? gparent->rb_right : gparent->rb_left;

		if (is_red(uncle)) {
			set_color(parent, RB_BLACK);
			set_color(uncle, RB_BLACK);
			set_color(gparent, RB_RED);
			node = gparent;
			continue;
		}
		if (node == (left ? parent->rb_right : parent->rb_left)) {
			rotate(parent, left, root, augment);
			parent = node;
		}
		set_color(parent, RB_BLACK);
		set_color(gparent, RB_RED);
		rotate(gparent, !left, root, augment);
		break;
	}
	set_color(root->rb_node, RB_BLACK);
}

void __rb_erase_color(struct rb_node *parent, struct rb_root *root,
		      rotate_t augment)
{
	struct rb_node *node = NULL;

	while (parent && !is_red(node)) {
		bool left = node == parent->rb_left;
		struct rb_node *sibling = left ? parent->rb_right :
						 parent->rb_left;
		struct rb_node *near, *far;

		if (is_red(sibling)) {
			set_color(sibling, RB_BLACK);
			set_color(parent, RB_RED);
			rotate(parent, left, root, augment);
			sibling = left ? parent->rb_right : parent->rb_left;
		}
		near = left ? sibling->rb_left : sibling->rb_right;
		far = left ? sibling->rb_right : sibling->rb_left;

		if (!is_red(near) && !is_red(far)) {
			set_color(sibling, RB_RED);
			node = parent;
			parent = rb_parent(node);
			continue;
		}
		if (!is_red(far)) {
			set_color(near, RB_BLACK);
			set_color(sibling, RB_RED);
			rotate(sibling, !left, root, augment);
			far = sibling;
			sibling = near;
		}
		set_color(sibling, is_red(parent) ? RB_RED : RB_BLACK);
		set_color(parent, RB_BLACK);
		set_color(far, RB_BLACK);
		rotate(parent, left, root, augment);
		return;
	}
	if (node)
		set_color(node, RB_BLACK);
}

static void no_propagate(struct rb_node *node, struct rb_node *stop)
{
	(void)node, (void)stop;
}

static void no_copy(struct rb_node *old, struct rb_node *new)
{
	(void)old, (void)new;
}

static const struct rb_augment_callbacks not_augmented = {
	.propagate = no_propagate,
	.copy = no_copy,
	.rotate = no_copy,
};

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	rb_insert_augmented(node, root, &not_augmented);
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	rb_erase_augmented(node, root, &not_augmented);
}

struct rb_node *rb_first(const struct rb_root *root)
{
	struct rb_node *n = root->rb_node;

	while (n && n->rb_left)
		n = n->rb_left;
	return n;
}

struct rb_node *rb_last(const struct rb_root *root)
{
	struct rb_node *n = root->rb_node;

	while (n && n->rb_right)
		n = n->rb_right;
	return n;
}

struct rb_node *rb_next(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_right) {
		node = node->rb_right;
		while (node->rb_left)
			node = node->rb_left;
		return (struct rb_node *)node;
	}
	while ((parent = rb_parent(node)) && node == parent->rb_right)
		node = parent;
	return parent;
}

struct rb_node *rb_prev(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_left) {
		node = node->rb_left;
		while (node->rb_right)
			node = node->rb_right;
		return (struct rb_node *)node;
	}
	while ((parent = rb_parent(node)) && node == parent->rb_left)
		node = parent;
	return parent;
}

static struct rb_node *left_deepest(const struct rb_node *node)
{
	for (;;) {
		if (node->rb_left)
			node = node->rb_left;
		else if (node->rb_right)
			node = node->rb_right;
		else
			return (struct rb_node *)node;
	}
}

struct rb_node *rb_first_postorder(const struct rb_root *root)
{
	return root->rb_node ? left_deepest(root->rb_node) : NULL;
}

struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	const struct rb_node *parent;

	if (!node)
		return NULL;
	parent = rb_parent(node);
	if (parent && node == parent->rb_left && parent->rb_right)
		return left_deepest(parent->rb_right);
	return (struct rb_node *)parent;
}

void rb_replace_node(struct rb_node *victim, struct rb_node *new,
		     struct rb_root *root)
{
	struct rb_node *parent = rb_parent(victim);

	*new = *victim;
	if (new->rb_left)
		rb_set_parent(new->rb_left, new);
	if (new->rb_right)
		rb_set_parent(new->rb_right, new);
	__rb_change_child(victim, new, parent, root);
}
