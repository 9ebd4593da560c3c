// SPDX-License-Identifier: GPL-2.0-only
/*
 * Red-black trees: order, links, and the balance that they are for.
 */
#include <linux/kernel.h>
#include <linux/rbtree_augmented.h>

#include "ktest.h"

#define COUNT 500

struct item {
	unsigned int key;
	struct rb_node node;
};

static struct item items[COUNT];
static struct rb_root root;

static void insert(struct item *new)
{
	struct rb_node **link = &root.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		if (new->key < rb_entry(parent, struct item, node)->key)
			link = &parent->rb_left;
		else
			link = &parent->rb_right;
	}
	rb_link_node(&new->node, parent, link);
	rb_insert_color(&new->node, &root);
}

static bool is_red(struct rb_node *n)
{
	return n && !(n->__rb_parent_color & 1);
}

/* Black nodes on every way down, or -1 when the rules are broken. */
static int black_height(struct rb_node *n, struct rb_node *parent)
{
	int left, right;

	if (!n)
		return 0;
	if (rb_parent(n) != parent || (is_red(n) && is_red(parent)))
		return -1;
	left = black_height(n->rb_left, n);
	right = black_height(n->rb_right, n);
	if (left < 0 || left != right)
		return -1;
	return left + !is_red(n);
}

static unsigned int count_in_order(void)
{
	unsigned int n = 0, last = 0;
	struct rb_node *node;

	for (node = rb_first(&root); node; node = rb_next(node), n++) {
		unsigned int key = rb_entry(node, struct item, node)->key;

		if (n && key < last)
			return 0;
		last = key;
	}
	return n;
}

static unsigned int count_backwards(void)
{
	unsigned int n = 0;
	struct rb_node *node;

	for (node = rb_last(&root); node; node = rb_prev(node))
		n++;
	return n;
}

/* Each number below COUNT once, well mixed. */
static unsigned int mixed(unsigned int i)
{
	return i * 263 % COUNT;
}

#define CHECK_TREE(n)							\
	do {								\
		CHECK(black_height(root.rb_node, NULL) >= 0);		\
		CHECK(!is_red(root.rb_node));				\
		CHECK_EQ(count_in_order(), n);				\
		CHECK_EQ(count_backwards(), n);				\
	} while (0)

static void an_empty_tree(void)
{
	struct item x;

	root = RB_ROOT;
	CHECK(RB_EMPTY_ROOT(&root));
	CHECK(!rb_first(&root) && !rb_last(&root));
	RB_CLEAR_NODE(&x.node);
	CHECK(RB_EMPTY_NODE(&x.node));
	CHECK(!rb_next(&x.node) && !rb_prev(&x.node));
}

static void inserting_in_any_order(void)
{
	unsigned int order, i;

	for (order = 0; order < 3; order++) {
		root = RB_ROOT;
		for (i = 0; i < COUNT; i++) {
			items[i].key = order == 0 ? i :
				       order == 1 ? COUNT - i : mixed(i);
			insert(&items[i]);
			CHECK_TREE(i + 1);
		}
	}
}

static void erasing_in_any_order(void)
{
	unsigned int order, i;

	for (order = 0; order < 3; order++) {
		root = RB_ROOT;
		for (i = 0; i < COUNT; i++) {
			items[i].key = mixed(i);
			insert(&items[i]);
		}
		for (i = 0; i < COUNT; i++) {
			unsigned int n = order == 0 ? i :
				order == 1 ? COUNT - 1 - i : mixed(i + 7);

			rb_erase(&items[n].node, &root);
			CHECK_TREE(COUNT - 1 - i);
		}
		CHECK(RB_EMPTY_ROOT(&root));
	}
}

static unsigned int position[COUNT];

static void children_come_before_their_parent(void)
{
	struct item *item, *next;
	unsigned int i, n = 0;

	root = RB_ROOT;
	for (i = 0; i < COUNT; i++) {
		items[i].key = mixed(i);
		insert(&items[i]);
	}
	rbtree_postorder_for_each_entry_safe(item, next, &root, node)
		position[item - items] = ++n;
	CHECK_EQ(n, COUNT);
	for (i = 0; i < COUNT; i++) {
		struct rb_node *parent = rb_parent(&items[i].node);

		CHECK(!parent || position[rb_entry(parent, struct item, node) -
					   items] > position[i]);
	}
	root = RB_ROOT;
	CHECK(!rb_first_postorder(&root));
}

static void one_takes_the_place_of_another(void)
{
	static struct item others[COUNT];
	unsigned int i;

	root = RB_ROOT;
	for (i = 0; i < COUNT; i++) {
		items[i].key = mixed(i);
		insert(&items[i]);
	}
	for (i = 0; i < COUNT; i++) {
		others[i].key = items[i].key;
		rb_replace_node(&items[i].node, &others[i].node, &root);
		CHECK_TREE(COUNT);
	}
	for (i = 0; i < COUNT; i++)
		rb_erase(&others[i].node, &root);
	CHECK(RB_EMPTY_ROOT(&root));
}

struct weighed {
	unsigned int key, weight, heaviest;
	struct rb_node node;
};

#define WEIGHT(w) ((w)->weight)
RB_DECLARE_CALLBACKS_MAX(static, heaviest, struct weighed, node, unsigned int,
			 heaviest, WEIGHT)

static struct weighed weights[COUNT];
static struct rb_root_cached weighed_root;

/* As its user does: on the way down, then the callbacks on the way up. */
static void insert_weight(struct weighed *new)
{
	struct rb_node **link = &weighed_root.rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		struct weighed *w = rb_entry(*link, struct weighed, node);

		parent = *link;
		w->heaviest = max(w->heaviest, new->weight);
		if (new->key < w->key) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	new->heaviest = new->weight;
	rb_link_node(&new->node, parent, link);
	rb_insert_augmented_cached(&new->node, &weighed_root, leftmost,
				   &heaviest);
}

/* The largest weight from here down; 0 where a node says something else. */
static unsigned int weigh(struct rb_node *n)
{
	struct weighed *w = rb_entry(n, struct weighed, node);
	unsigned int max = w->weight, left = 1, right = 1;

	if (n->rb_left)
		max = max(max, left = weigh(n->rb_left));
	if (n->rb_right)
		max = max(max, right = weigh(n->rb_right));
	return left && right && w->heaviest == max ? max : 0;
}

#define CHECK_WEIGHTS()							\
	do {								\
		struct rb_root *__root = &weighed_root.rb_root;		\
									\
		CHECK(black_height(__root->rb_node, NULL) >= 0);	\
		CHECK(!__root->rb_node || weigh(__root->rb_node));	\
		CHECK(rb_first_cached(&weighed_root) == rb_first(__root)); \
	} while (0)

static void each_node_knows_what_is_below(void)
{
	unsigned int order, i;

	for (order = 0; order < 3; order++) {
		weighed_root = RB_ROOT_CACHED;
		for (i = 0; i < COUNT; i++) {
			weights[i].key = mixed(i);
			weights[i].weight = 1 + mixed(i * 7 + order);
			insert_weight(&weights[i]);
			CHECK_WEIGHTS();
		}
		for (i = 0; i < COUNT; i++) {
			unsigned int n = order == 0 ? i :
				order == 1 ? COUNT - 1 - i : mixed(i + 7);

			rb_erase_augmented_cached(&weights[n].node,
						  &weighed_root, &heaviest);
			CHECK_WEIGHTS();
		}
		CHECK(RB_EMPTY_ROOT(&weighed_root.rb_root));
	}
}

static void the_first_node_is_kept(void)
{
	struct rb_root_cached cached = RB_ROOT_CACHED;
	struct rb_node n[4];

	rb_link_node(&n[1], NULL, &cached.rb_root.rb_node);
	rb_insert_color_cached(&n[1], &cached, true);
	rb_link_node(&n[2], &n[1], &n[1].rb_right);
	rb_insert_color_cached(&n[2], &cached, false);
	CHECK(rb_first_cached(&cached) == &n[1]);
	rb_link_node(&n[0], &n[1], &n[1].rb_left);
	rb_insert_color_cached(&n[0], &cached, true);
	CHECK(rb_first_cached(&cached) == &n[0]);
	rb_replace_node_cached(&n[0], &n[3], &cached);
	CHECK(rb_first_cached(&cached) == &n[3]);
	CHECK(!rb_erase_cached(&n[2], &cached));
	CHECK(rb_first_cached(&cached) == &n[3]);
	CHECK(rb_erase_cached(&n[3], &cached) == &n[1]);
	CHECK(rb_first_cached(&cached) == &n[1]);
	CHECK(!rb_erase_cached(&n[1], &cached));
	CHECK(!rb_first_cached(&cached));
}

KTEST_SUITE(rbtree,
	KTEST(an_empty_tree),
	KTEST(inserting_in_any_order),
	KTEST(erasing_in_any_order),
	KTEST(children_come_before_their_parent),
	KTEST(one_takes_the_place_of_another),
	KTEST(each_node_knows_what_is_below),
	KTEST(the_first_node_is_kept));
