// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lists, how they are sorted, and hash lists.
 */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/string.h>

#include "ktest.h"

struct item {
	char id;
	struct list_head link;
	struct hlist_node node;
};

static struct item items[] = {
	{ .id = 'a' }, { .id = 'b' }, { .id = 'c' }, { .id = 'd' },
};

/* The list forwards; it fails the case when backwards is not the reverse. */
static const char *ids(struct list_head *head)
{
	static char text[16];
	struct item *it;
	size_t n = 0, m;

	list_for_each_entry(it, head, link)
		text[n++] = it->id;
	text[n] = '\0';
	m = n;
	list_for_each_entry_reverse(it, head, link)
		if (!m || text[--m] != it->id)
			ktest_fail(__FILE__, __LINE__, "backwards differs");
	if (m)
		ktest_fail(__FILE__, __LINE__, "backwards is shorter");
	return text;
}

#define CHECK_IDS(head, text) CHECK(!strcmp(ids(head), text))

static void fill(struct list_head *head)
{
	size_t i;

	INIT_LIST_HEAD(head);
	for (i = 0; i < ARRAY_SIZE(items); i++)
		list_add_tail(&items[i].link, head);
}

static void adds_in_front_and_behind(void)
{
	LIST_HEAD(head);

	CHECK(list_empty(&head));
	CHECK(!list_is_singular(&head));
	list_add(&items[1].link, &head);
	CHECK(list_is_singular(&head));
	list_add(&items[0].link, &head);
	CHECK(!list_is_singular(&head));
	list_add_tail(&items[2].link, &head);
	CHECK_IDS(&head, "abc");
	CHECK(!list_empty(&head));
	CHECK(list_is_last(&items[2].link, &head));
	CHECK(!list_is_last(&items[1].link, &head));
	CHECK(list_first_entry(&head, struct item, link) == &items[0]);
	CHECK(list_last_entry(&head, struct item, link) == &items[2]);
	CHECK(list_next_entry(&items[0], link) == &items[1]);
	CHECK(list_prev_entry(&items[2], link) == &items[1]);
}

static void deletes_and_poisons(void)
{
	struct list_head head;

	fill(&head);
	list_del(&items[1].link);
	CHECK_IDS(&head, "acd");
	CHECK(items[1].link.next == LIST_POISON1);
	CHECK(items[1].link.prev == LIST_POISON2);
	list_del_init(&items[0].link);
	CHECK(list_empty(&items[0].link));
	list_del(&items[2].link);
	list_del(&items[3].link);
	CHECK(list_empty(&head));
	CHECK(!list_first_entry_or_null(&head, struct item, link));
}

static void moves_and_replaces(void)
{
	struct item x = { .id = 'x' };
	struct list_head head;

	fill(&head);
	list_move(&items[2].link, &head);
	CHECK_IDS(&head, "cabd");
	list_move_tail(&items[0].link, &head);
	CHECK_IDS(&head, "cbda");
	list_replace(&items[1].link, &x.link);
	CHECK_IDS(&head, "cxda");
}

static void splices_in_order(void)
{
	struct item x = { .id = 'x' }, y = { .id = 'y' };
	struct list_head head;
	LIST_HEAD(more);

	fill(&head);
	list_add_tail(&x.link, &more);
	list_add_tail(&y.link, &more);
	list_splice_init(&more, &head);
	CHECK_IDS(&head, "xyabcd");
	CHECK(list_empty(&more));
	list_splice_init(&more, &head);
	CHECK_IDS(&head, "xyabcd");
	list_del(&x.link);
	list_del(&y.link);
	list_add_tail(&x.link, &more);
	list_add_tail(&y.link, &more);
	list_splice_tail_init(&more, &head);
	CHECK_IDS(&head, "abcdxy");
	CHECK(list_empty(&more));
}

static void entries_may_go_while_iterating(void)
{
	struct list_head head;
	struct item *it, *next;

	fill(&head);
	list_for_each_entry_safe(it, next, &head, link)
		if (it->id != 'c')
			list_del(&it->link);
	CHECK_IDS(&head, "c");
	fill(&head);
	it = &items[1];
	list_for_each_entry_continue(it, &head, link)
		CHECK(it->id > 'b');
}

static void hash_lists(void)
{
	struct hlist_head head = HLIST_HEAD_INIT;
	struct hlist_node *n;
	struct item *it;
	size_t i;
	int seen = 0;

	CHECK(hlist_empty(&head));
	for (i = 0; i < ARRAY_SIZE(items); i++) {
		INIT_HLIST_NODE(&items[i].node);
		CHECK(hlist_unhashed(&items[i].node));
		hlist_add_head(&items[i].node, &head);
		CHECK(!hlist_unhashed(&items[i].node));
	}
	hlist_for_each_entry(it, &head, node)
		CHECK_EQ(it->id, 'd' - seen++);
	CHECK_EQ(seen, 4);
	/* In the middle, at the head, at the end; and twice is harmless. */
	hlist_del_init(&items[1].node);
	hlist_del_init(&items[1].node);
	hlist_del(&items[3].node);
	CHECK(items[3].node.next == LIST_POISON1);
	hlist_for_each_entry_safe(it, n, &head, node) {
		CHECK(it == &items[0] || it == &items[2]);
		hlist_del_init(&it->node);
	}
	CHECK(hlist_empty(&head));
}

static void plain_iterators(void)
{
	struct list_head head, other, *pos, *next;
	int n = 0;

	fill(&head);
	list_for_each(pos, &head)
		CHECK(list_entry(pos, struct item, link) == &items[n++]);
	CHECK_EQ(n, 4);
	list_for_each_safe(pos, next, &head)
		if (pos != &items[2].link)
			list_del(pos);
	CHECK_IDS(&head, "c");
	CHECK(list_entry_is_head(list_next_entry(&items[2], link), &head,
				 link));

	/* These leave the other head as it was. */
	INIT_LIST_HEAD(&other);
	list_splice(&other, &head);
	list_splice_tail(&other, &head);
	CHECK_IDS(&head, "c");
	list_add(&items[0].link, &other);
	list_add_tail(&items[1].link, &other);
	list_splice(&other, &head);
	CHECK_IDS(&head, "abc");
	INIT_LIST_HEAD(&other);
	list_add(&items[3].link, &other);
	list_splice_tail(&other, &head);
	CHECK_IDS(&head, "abcd");
}

struct ranked {
	int rank;
	unsigned int place;		/* before */
	struct list_head link;
};

static int by_rank(void *priv, const struct list_head *a,
		   const struct list_head *b)
{
	unsigned int *calls = priv;

	(*calls)++;
	return list_entry(a, struct ranked, link)->rank -
	       list_entry(b, struct ranked, link)->rank;
}

/* Of every length, and equals stay in the order they were in. */
static void sorts_and_keeps_the_order_of_equals(void)
{
	struct ranked all[40], *it, *last;
	unsigned int n, i, calls = 0;
	LIST_HEAD(head);

	for (n = 0; n <= ARRAY_SIZE(all); n++) {
		INIT_LIST_HEAD(&head);
		for (i = 0; i < n; i++) {
			all[i].rank = i * 7 % 11;
			all[i].place = i;
			list_add_tail(&all[i].link, &head);
		}
		list_sort(&calls, &head, by_rank);
		last = NULL;
		i = 0;
		list_for_each_entry(it, &head, link) {
			CHECK(!last || last->rank < it->rank ||
			      (last->rank == it->rank &&
			       last->place < it->place));
			CHECK(it->link.next->prev == &it->link);
			last = it;
			i++;
		}
		CHECK_EQ(i, n);
	}
	CHECK(calls > 0);
}

KTEST_SUITE(list,
	KTEST(adds_in_front_and_behind),
	KTEST(deletes_and_poisons),
	KTEST(moves_and_replaces),
	KTEST(splices_in_order),
	KTEST(entries_may_go_while_iterating),
	KTEST(plain_iterators),
	KTEST(sorts_and_keeps_the_order_of_equals),
	KTEST(hash_lists));
