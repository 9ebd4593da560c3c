// SPDX-License-Identifier: GPL-2.0-only
/*
 * Red-black trees.  A node's parent and colour share a word; the root's parent
 * is NULL, and the root is black.
 */
#include <linux/rbtree.h>

#define RED 0UL
#define BLACK 1UL

static bool is_red(const struct rb_node *n)
{
	return n && !(n->__rb_parent_color & BLACK);
}

static void set_parent(struct rb_node *n, struct rb_node *parent)
{
	n->__rb_parent_color = (unsigned long)parent |
			       (n->__rb_parent_color & BLACK);
}

static void set_color(struct rb_node *n, unsigned long color)
{
	n->__rb_parent_color = (n->__rb_parent_color & ~BLACK) | color;
}

/* @new takes the place of @old under @parent. */
static void replace_child(struct rb_node *old, struct rb_node *new,
			  struct rb_node *parent, struct rb_root *root)
{
	if (!parent)
		root->rb_node = new;
	else if (parent->rb_left == old)
		parent->rb_left = new;
	else
		parent->rb_right = new;
}

/* @n goes down to the left (or right), its other child comes up. */
static void rotate(struct rb_node *n, bool left, struct rb_root *root)
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
		set_parent(inner, n);
	set_parent(up, parent);
	set_parent(n, up);
	replace_child(n, up, parent, root);
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *parent, *gparent, *uncle;

	set_color(node, RED);
	while (is_red(parent = rb_parent(node))) {
		bool left;

		/* A red node is not the root: there is a grandparent. */
		gparent = rb_parent(parent);
		left = parent == gparent->rb_left;
		uncle = left ? gparent->rb_right : gparent->rb_left;

		if (is_red(uncle)) {
			set_color(parent, BLACK);
			set_color(uncle, BLACK);
			set_color(gparent, RED);
			node = gparent;
			continue;
		}
		if (node == (left ? parent->rb_right : parent->rb_left)) {
			rotate(parent, left, root);
			parent = node;
		}
		set_color(parent, BLACK);
		set_color(gparent, RED);
		rotate(gparent, !left, root);
		break;
	}
	set_color(root->rb_node, BLACK);
}

/* Paths through @node, a child of @parent, are one black node short. */
static void erase_color(struct rb_node *node, struct rb_node *parent,
			struct rb_root *root)
{
	while (parent && !is_red(node)) {
		bool left = node == parent->rb_left;
		struct rb_node *sibling = left ? parent->rb_right :
						 parent->rb_left;
		struct rb_node *near, *far;

		if (is_red(sibling)) {
			set_color(sibling, BLACK);
			set_color(parent, RED);
			rotate(parent, left, root);
			sibling = left ? parent->rb_right : parent->rb_left;
		}
		near = left ? sibling->rb_left : sibling->rb_right;
		far = left ? sibling->rb_right : sibling->rb_left;

		if (!is_red(near) && !is_red(far)) {
			set_color(sibling, RED);
			node = parent;
			parent = rb_parent(node);
			continue;
		}
		if (!is_red(far)) {
			set_color(near, BLACK);
			set_color(sibling, RED);
			rotate(sibling, !left, root);
			far = sibling;
			sibling = near;
		}
		set_color(sibling, is_red(parent) ? RED : BLACK);
		set_color(parent, BLACK);
		set_color(far, BLACK);
		rotate(parent, left, root);
		return;
	}
	if (node)
		set_color(node, BLACK);
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *child, *parent = rb_parent(node);
	bool black;

	if (node->rb_left && node->rb_right) {
		/* The successor moves here, with this node's colour. */
		struct rb_node *next = node->rb_right;

		while (next->rb_left)
			next = next->rb_left;
		child = next->rb_right;
		black = !is_red(next);
		replace_child(node, next, parent, root);
		parent = rb_parent(next);
		if (parent == node) {
			parent = next;
		} else {
			parent->rb_left = child;
			if (child)
				set_parent(child, parent);
			next->rb_right = node->rb_right;
			set_parent(next->rb_right, next);
		}
		next->rb_left = node->rb_left;
		set_parent(next->rb_left, next);
		next->__rb_parent_color = node->__rb_parent_color;
	} else {
		child = node->rb_left ? node->rb_left : node->rb_right;
		black = !is_red(node);
		replace_child(node, child, parent, root);
		if (child)
			set_parent(child, parent);
	}
	if (black)
		erase_color(child, parent, root);
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
		set_parent(new->rb_left, new);
	if (new->rb_right)
		set_parent(new->rb_right, new);
	if (!parent)
		root->rb_node = new;
	else if (parent->rb_left == victim)
		parent->rb_left = new;
	else
		parent->rb_right = new;
}
