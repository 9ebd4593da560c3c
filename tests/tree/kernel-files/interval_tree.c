// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interval trees of the hosted header over Linux's own lib/rbtree.c, against a
 * search of all that there is; and user pages and list_sort(), which the users
 * of such trees here need too.
 */
#include <hosted/user.h>
#include <linux/interval_tree_generic.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>

#include "ktest.h"

struct interval {
	struct rb_node rb;
	unsigned long start, last, subtree_last;
	bool in, seen;
};

#define START(node) ((node)->start)
#define LAST(node) ((node)->last)
INTERVAL_TREE_DEFINE(struct interval, rb, unsigned long, subtree_last, START,
		     LAST, static, itree)

#define COUNT 200

static struct interval intervals[COUNT];
static struct rb_root_cached root;

static unsigned int next_random(void)
{
	static unsigned int x = 12345;

	x = x * 1103515245 + 12345;
	return x >> 16;
}

static bool overlaps_are_all_found(unsigned long start, unsigned long last)
{
	unsigned long before = 0;
	struct interval *it;
	int i;

	for (i = 0; i < COUNT; i++)
		intervals[i].seen = false;
	for (it = itree_iter_first(&root, start, last); it;
	     it = itree_iter_next(it, start, last)) {
		if (it->seen || it->start < before)
			return false;
		it->seen = true;
		before = it->start;
	}
	for (i = 0; i < COUNT; i++) {
		it = &intervals[i];
		if (it->seen != (it->in && it->start <= last &&
				 it->last >= start))
			return false;
	}
	return true;
}

static void the_search_finds_what_overlaps(void)
{
	unsigned int i, n, first;

	root = RB_ROOT_CACHED;
	for (n = 0; n < 4 * COUNT; n++) {
		i = next_random() % COUNT;
		if (intervals[i].in) {
			itree_remove(&intervals[i], &root);
		} else {
			intervals[i].start = next_random() % 1000;
			intervals[i].last = intervals[i].start +
					    next_random() % 50;
			itree_insert(&intervals[i], &root);
		}
		intervals[i].in = !intervals[i].in;
		CHECK(rb_first_cached(&root) == rb_first(&root.rb_root));
		first = next_random() % 1050;
		CHECK(overlaps_are_all_found(first, first));
		CHECK(overlaps_are_all_found(first,
					     first + next_random() % 100));
	}
	CHECK(overlaps_are_all_found(0, ~0UL));
}

struct entry {
	struct list_head link;
	int key, order;
};

static int compare(void *priv, const struct list_head *a,
		   const struct list_head *b)
{
	++*(int *)priv;
	return list_entry(a, struct entry, link)->key -
	       list_entry(b, struct entry, link)->key;
}

static void list_sort_is_stable(void)
{
	static struct entry entries[100];
	struct entry *e, *last = NULL;
	int i, n, calls = 0;
	LIST_HEAD(list);

	list_sort(&calls, &list, compare);
	CHECK(list_empty(&list));
	CHECK_EQ(calls, 0);
	for (i = 0; i < 100; i++) {
		entries[i].key = next_random() % 10;
		entries[i].order = i;
		list_add_tail(&entries[i].link, &list);
	}
	list_sort(&calls, &list, compare);
	n = 0;
	list_for_each_entry(e, &list, link) {
		CHECK(!last || last->key < e->key ||
		      (last->key == e->key && last->order < e->order));
		CHECK(e->link.prev == (last ? &last->link : &list));
		last = e;
		n++;
	}
	CHECK_EQ(n, 100);
	CHECK(calls > 0 && calls < 700);
}

static void user_pages_are_pinned(void)
{
	struct page *page = alloc_page(GFP_KERNEL), *pinned[3];

	CHECK_EQ(pin_user_pages(SZ_1M, 1, FOLL_WRITE, pinned, NULL), -EFAULT);
	CHECK_EQ(hosted_user_page(SZ_1M, page), 0);
	CHECK_EQ(pin_user_pages(SZ_1M + 100, 3, FOLL_WRITE, pinned, NULL), 1);
	CHECK(pinned[0] == page);
	CHECK_EQ(page_count(page), 2);
	CHECK(!PageDirty(page));
	unpin_user_pages_dirty_lock(pinned, 1, true);
	CHECK_EQ(page_count(page), 1);
	CHECK(PageDirty(page));
	CHECK_EQ(hosted_user_page(SZ_1M, NULL), 0);
	CHECK_EQ(pin_user_pages(SZ_1M, 1, FOLL_WRITE, pinned, NULL), -EFAULT);
	mmgrab(current->mm);
	mmdrop(current->mm);
	CHECK(rlimit(RLIMIT_MEMLOCK) == ULONG_MAX && capable(CAP_IPC_LOCK));
	__free_page(page);
}

KTEST_SUITE(interval_tree,
	KTEST(the_search_finds_what_overlaps),
	KTEST(list_sort_is_stable),
	KTEST(user_pages_are_pinned));
