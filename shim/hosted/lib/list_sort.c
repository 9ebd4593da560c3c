// SPDX-License-Identifier: GPL-2.0-only
/*
 * Merge sort of lists.
 */
#include <linux/list.h>
#include <linux/list_sort.h>

/* Moves @n entries from the front of @from to the end of @to. */
static void move_front(struct list_head *from, struct list_head *to, size_t n)
{
	while (n--)
		list_move_tail(from->next, to);
}

static void sort(void *priv, struct list_head *head, size_t n,
		 list_cmp_func_t cmp)
{
	LIST_HEAD(left);
	LIST_HEAD(merged);

	if (n < 2)
		return;
	move_front(head, &left, n / 2);
	sort(priv, &left, n / 2, cmp);
	sort(priv, head, n - n / 2, cmp);
	while (!list_empty(&left) && !list_empty(head))
		list_move_tail(cmp(priv, left.next, head->next) > 0 ?
			       head->next : left.next, &merged);
	list_splice_tail_init(&left, &merged);
	/* What is left in @head comes last. */
	list_splice(&merged, head);
}

void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *pos;
	size_t n = 0;

	list_for_each(pos, head)
		n++;
	sort(priv, head, n, cmp);
}
