/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_RCULIST_H
#define _LINUX_RCULIST_H

#include <linux/list.h>
#include <linux/rcupdate.h>

/*
 * Lists that are read in RCU sections while one updater changes them.  Readers
 * go forward only.  What was taken out still leads on to what followed it, and
 * may be freed or put elsewhere after a grace period; its way back is poisoned.
 */
#define list_next_rcu(list) ((list)->next)
#define list_tail_rcu(head) ((head)->prev)

static inline void INIT_LIST_HEAD_RCU(struct list_head *list)
{
	WRITE_ONCE(list->next, list);
	WRITE_ONCE(list->prev, list);
}

static inline void __list_add_rcu(struct list_head *new,
				  struct list_head *prev,
				  struct list_head *next)
{
	new->next = next;
	new->prev = prev;
	rcu_assign_pointer(list_next_rcu(prev), new);
	next->prev = new;
}

static inline void list_add_rcu(struct list_head *new, struct list_head *head)
{
	__list_add_rcu(new, head, head->next);
}

static inline void list_add_tail_rcu(struct list_head *new,
				     struct list_head *head)
{
	__list_add_rcu(new, head->prev, head);
}

static inline void list_del_rcu(struct list_head *entry)
{
	entry->next->prev = entry->prev;
	rcu_assign_pointer(list_next_rcu(entry->prev), entry->next);
	entry->prev = LIST_POISON2;
}

static inline void list_replace_rcu(struct list_head *old,
				    struct list_head *new)
{
	__list_add_rcu(new, old->prev, old->next);
	old->prev = LIST_POISON2;
}

/*
 * All entries of @list, in order, to the front of @head, or with _tail to its
 * back.  Readers of @list must be gone before they can be moved: @sync waits for
 * them, as synchronize_rcu() does.
 */
static inline void __list_splice_init_rcu(struct list_head *list,
					  struct list_head *prev,
					  struct list_head *next,
					  void (*sync)(void))
{
	struct list_head *first = list->next, *last = list->prev;

	INIT_LIST_HEAD_RCU(list);
	sync();
	last->next = next;
	rcu_assign_pointer(list_next_rcu(prev), first);
	first->prev = prev;
	next->prev = last;
}

static inline void list_splice_init_rcu(struct list_head *list,
					struct list_head *head,
					void (*sync)(void))
{
	if (!list_empty(list))
		__list_splice_init_rcu(list, head, head->next, sync);
}

static inline void list_splice_tail_init_rcu(struct list_head *list,
					     struct list_head *head,
					     void (*sync)(void))
{
	if (!list_empty(list))
		__list_splice_init_rcu(list, head->prev, head, sync);
}

/* @cond of the loops may be left out: something else that protects the list. */
#define __rcu_list_cond(dummy, cond, ...) (cond)
#define __rcu_list_check(text, ...)					\
	RCU_LOCKDEP_WARN(!__rcu_list_cond(0, ##__VA_ARGS__, 0) &&	\
			 !rcu_read_lock_held(), text)

#define list_entry_rcu(ptr, type, member) \
	container_of(rcu_dereference_raw(ptr), type, member)
/* NULL when the list is empty; the next to its next may be another by then. */
#define list_first_or_null_rcu(ptr, type, member) ({			\
	struct list_head *___head = (ptr);				\
	struct list_head *___next = rcu_dereference_raw(___head->next);	\
	___next != ___head ? container_of(___next, type, member) : NULL; })
#define list_next_or_null_rcu(head, ptr, type, member) ({		\
	struct list_head *___next = rcu_dereference_raw((ptr)->next);	\
	___next != (head) ? container_of(___next, type, member) : NULL; })
#define list_for_each_entry_rcu(pos, head, member, ...)			\
	for (__rcu_list_check("list_for_each_entry_rcu", ##__VA_ARGS__),\
	     pos = list_entry_rcu((head)->next, typeof(*pos), member);	\
	     !list_entry_is_head(pos, head, member);			\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_continue_rcu(pos, head, member)		\
	for (pos = list_entry_rcu(pos->member.next, typeof(*pos), member); \
	     !list_entry_is_head(pos, head, member);			\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))

#define hlist_first_rcu(head) ((head)->first)
#define hlist_next_rcu(node) ((node)->next)

static inline void hlist_add_head_rcu(struct hlist_node *n,
				      struct hlist_head *h)
{
	struct hlist_node *first = h->first;

	n->next = first;
	n->pprev = &h->first;
	rcu_assign_pointer(hlist_first_rcu(h), n);
	if (first)
		first->pprev = &n->next;
}

static inline void __hlist_del_rcu(struct hlist_node *n)
{
	rcu_assign_pointer(*n->pprev, n->next);
	if (n->next)
		n->next->pprev = n->pprev;
}

static inline void hlist_del_rcu(struct hlist_node *n)
{
	__hlist_del_rcu(n);
	n->pprev = LIST_POISON2;
}

static inline void hlist_del_init_rcu(struct hlist_node *n)
{
	if (hlist_unhashed(n))
		return;
	__hlist_del_rcu(n);
	n->pprev = NULL;
}

static inline void hlist_replace_rcu(struct hlist_node *old,
				     struct hlist_node *new)
{
	new->next = old->next;
	new->pprev = old->pprev;
	rcu_assign_pointer(*new->pprev, new);
	if (new->next)
		new->next->pprev = &new->next;
	old->pprev = LIST_POISON2;
}

#define hlist_for_each_entry_rcu(pos, head, member, ...)		\
	for (__rcu_list_check("hlist_for_each_entry_rcu", ##__VA_ARGS__), \
	     pos = hlist_entry_safe(rcu_dereference_raw((head)->first),	\
				    typeof(*(pos)), member);		\
	     pos;							\
	     pos = hlist_entry_safe(rcu_dereference_raw((pos)->member.next), \
				    typeof(*(pos)), member))

#endif
