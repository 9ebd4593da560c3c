// SPDX-License-Identifier: GPL-2.0-only
/*
 * RCU: what a grace period waits for, what a reader may see, and lists that are
 * read while they change; run it under TSan as well.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "ktest.h"

/* Long enough for what does not wait to be seen; shorter tells nothing wrong. */
#define A_WHILE 200

static void a_while(void)
{
	int i;

	for (i = 0; i < A_WHILE; i++)
		cpu_relax();
}

static unsigned long objects(void)
{
	struct hosted_mem_stats stats;

	hosted_mem_stats(&stats);
	return stats.slab_objects;
}

/* A reader that is inside from its start until it is let go. */
static struct completion inside, leave;
static int sections;

static int reads(void *data)
{
	int i;

	(void)data;
	for (i = 0; i < sections; i++)
		rcu_read_lock();
	complete(&inside);
	while (!try_wait_for_completion(&leave))
		cpu_relax();
	/* The outermost section is the one that counts. */
	for (i = 1; i < sections; i++)
		rcu_read_unlock();
	complete(&inside);
	while (!try_wait_for_completion(&leave))
		cpu_relax();
	rcu_read_unlock();
	return 0;
}

static struct task_struct *reader_inside(int depth)
{
	struct task_struct *reader;

	init_completion(&inside);
	init_completion(&leave);
	sections = depth;
	reader = kthread_run(reads, NULL, "reader");
	wait_for_completion(&inside);
	return reader;
}

static void reader_leaves(struct task_struct *reader)
{
	complete(&leave);
	wait_for_completion(&inside);
	complete(&leave);
	kthread_stop(reader);
}

static bool synchronized;

static int synchronizes(void *data)
{
	(void)data;
	synchronize_rcu();
	WRITE_ONCE(synchronized, true);
	return 0;
}

static void a_grace_period_waits_for_who_is_inside(void)
{
	struct task_struct *reader = reader_inside(3), *updater;
	bool early, still;

	synchronized = false;
	updater = kthread_run(synchronizes, NULL, "updater");
	a_while();
	early = READ_ONCE(synchronized);
	/* Out of two sections of three. */
	complete(&leave);
	wait_for_completion(&inside);
	a_while();
	still = READ_ONCE(synchronized);
	complete(&leave);
	kthread_stop(updater);
	kthread_stop(reader);
	CHECK(!early && !still);
	CHECK(synchronized);
}

static void a_grace_period_does_not_wait_for_who_comes_later(void)
{
	struct task_struct *reader;

	synchronize_rcu();
	reader = reader_inside(1);
	reader_leaves(reader);
	/* Nobody inside. */
	synchronize_rcu();
	synchronize_rcu_expedited();
}

struct object {
	struct rcu_head rcu;
	int value;
	int twice;
	struct list_head node;
	struct hlist_node hash;
};

static bool called, called_in_atomic;
static int calls;

static void calls_back(struct rcu_head *head)
{
	struct object *obj = container_of(head, struct object, rcu);

	called_in_atomic = in_atomic();
	calls++;
	WRITE_ONCE(called, true);
	kfree(obj);
}

static void a_callback_waits_for_who_is_inside(void)
{
	struct object *obj = kzalloc(sizeof(*obj), GFP_KERNEL);
	struct task_struct *reader;
	bool early;

	CHECK(obj);
	called = false;
	called_in_atomic = false;
	reader = reader_inside(1);
	/* Also from where nothing may sleep. */
	preempt_disable();
	call_rcu(&obj->rcu, calls_back);
	preempt_enable();
	a_while();
	early = READ_ONCE(called);
	reader_leaves(reader);
	rcu_barrier();
	CHECK(!early);
	CHECK(called && called_in_atomic);
}

static void a_barrier_waits_for_every_callback(void)
{
	struct object *obj;
	int i;

	calls = 0;
	for (i = 0; i < 100; i++) {
		obj = kzalloc(sizeof(*obj), GFP_KERNEL);
		CHECK(obj);
		call_rcu(&obj->rcu, calls_back);
	}
	rcu_barrier();
	CHECK_EQ(calls, 100);
	/* And for none. */
	rcu_barrier();
}

static int rounds;

static void calls_again(struct rcu_head *head)
{
	if (++rounds < 3)
		call_rcu(head, calls_again);
	else
		calls_back(head);
}

static void a_callback_may_call_again(void)
{
	struct object *obj = kzalloc(sizeof(*obj), GFP_KERNEL);

	CHECK(obj);
	called = false;
	rounds = 0;
	call_rcu(&obj->rcu, calls_again);
	while (!READ_ONCE(called))
		rcu_barrier();
	rcu_barrier();
	CHECK_EQ(rounds, 3);
}

static void kfree_rcu_frees_when_nobody_looks(void)
{
	struct object *obj = kzalloc(sizeof(*obj), GFP_KERNEL);
	struct {
		char before[4000];
		struct rcu_head rcu;
	} *far = kzalloc(sizeof(*far), GFP_KERNEL);
	struct object *none = NULL;
	struct task_struct *reader;
	unsigned long held;

	CHECK(obj && far);
	reader = reader_inside(1);
	held = objects();
	kfree_rcu(obj, rcu);
	kfree_rcu(far, rcu);
	kfree_rcu(none, rcu);
	a_while();
	CHECK_EQ(objects(), held);
	reader_leaves(reader);
	rcu_barrier();
	/* The reader's thread was an object as well. */
	CHECK_EQ(objects(), held - 3);

	obj = kzalloc(sizeof(*obj), GFP_KERNEL);
	held = objects();
	kfree_rcu(obj);
	kfree_rcu_mightsleep(none);
	CHECK_EQ(objects(), held - 1);
}

/* Two variables, and between them a grace period. */
#define LITMUS_ROUNDS 300

static int litmus_x, litmus_y;
static bool litmus_end;
static unsigned long seen_backwards;

static int looks(void *data)
{
	int x, y;

	(void)data;
	while (!READ_ONCE(litmus_end)) {
		rcu_read_lock();
		x = READ_ONCE(litmus_x);
		cpu_relax();
		y = READ_ONCE(litmus_y);
		rcu_read_unlock();
		/*
		 * x is written first, then y: a section that saw the old x
		 * began before the grace period, which waited for it.
		 */
		seen_backwards += y > x;
	}
	return 0;
}

static void a_section_is_before_or_after_a_grace_period(void)
{
	struct task_struct *reader;
	int i;

	litmus_x = litmus_y = 0;
	litmus_end = false;
	seen_backwards = 0;
	reader = kthread_run(looks, NULL, "reader");
	for (i = 1; i <= LITMUS_ROUNDS; i++) {
		WRITE_ONCE(litmus_x, i);
		synchronize_rcu();
		WRITE_ONCE(litmus_y, i);
		if (i % 8 == 0)
			cpu_relax();
	}
	WRITE_ONCE(litmus_end, true);
	kthread_stop(reader);
	CHECK_EQ(seen_backwards, 0);
}

/* Publish, unpublish, free: a reader has the old or the new, whole. */
static struct object __rcu *published;
static bool end;
static atomic_t torn, looked;

static int follows(void *data)
{
	struct object *obj;

	(void)data;
	while (!READ_ONCE(end)) {
		rcu_read_lock();
		obj = rcu_dereference(published);
		if (obj) {
			if (obj->twice != 2 * obj->value)
				atomic_inc(&torn);
			cpu_relax();
			if (obj->twice != 2 * obj->value)
				atomic_inc(&torn);
			atomic_inc(&looked);
		}
		rcu_read_unlock();
	}
	return 0;
}

static void a_reader_sees_the_old_or_the_new(void)
{
	struct task_struct *readers[2];
	struct object *old, *new;
	int i;

	end = false;
	atomic_set(&torn, 0);
	atomic_set(&looked, 0);
	RCU_INIT_POINTER(published, NULL);
	for (i = 0; i < 2; i++)
		readers[i] = kthread_run(follows, NULL, "reader");
	for (i = 1; i <= 200 || !atomic_read(&looked); i++) {
		new = kmalloc(sizeof(*new), GFP_KERNEL);
		if (!new)
			continue;
		new->value = i;
		new->twice = 2 * i;
		old = rcu_replace_pointer(published, new, true);
		if (i % 2) {
			synchronize_rcu();
			if (old) {
				old->value = -1;
				old->twice = 7;
			}
			kfree(old);
		} else {
			kfree_rcu(old, rcu);
		}
	}
	old = rcu_replace_pointer(published, NULL, true);
	kfree_rcu(old, rcu);
	WRITE_ONCE(end, true);
	for (i = 0; i < 2; i++)
		kthread_stop(readers[i]);
	rcu_barrier();
	CHECK_EQ(atomic_read(&torn), 0);
	CHECK(!rcu_access_pointer(published));
}

static void pointers_say_what_they_hold(void)
{
	struct object a, b, *p = RCU_INITIALIZER(&a);

	CHECK(rcu_access_pointer(p) == &a);
	rcu_assign_pointer(p, &b);
	CHECK(rcu_access_pointer(p) == &b);
	CHECK(rcu_replace_pointer(p, &a, true) == &b);
	CHECK(rcu_dereference_protected(p, true) == &a);
	CHECK(rcu_dereference_check(p, true) == &a);
	CHECK(rcu_dereference_raw(p) == &a);
	rcu_read_lock();
	CHECK(rcu_dereference(p) == &a);
	CHECK(rcu_pointer_handoff(rcu_dereference_bh(p)) == &a);
	rcu_read_unlock();
	RCU_INIT_POINTER(p, NULL);
	CHECK(!rcu_access_pointer(p));
}

static void a_section_is_atomic_context(void)
{
	CHECK(!rcu_read_lock_held() && !in_atomic());
	rcu_read_lock();
	rcu_read_lock_bh();
	CHECK(rcu_read_lock_held() && rcu_read_lock_any_held() && in_atomic());
	rcu_read_unlock_bh();
	CHECK(rcu_read_lock_held() && in_atomic());
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	might_sleep();
	hosted_log_quiet(false);
	rcu_read_unlock();
	CHECK(!rcu_read_lock_held() && !in_atomic());
}

static void what_protects_nothing_is_reported(void)
{
	struct object *p = NULL, *pos;
	LIST_HEAD(list);
	HLIST_HEAD(hash);

	ktest_expect_warnings(4);
	hosted_log_quiet(true);
	CHECK(!rcu_dereference(p));
	CHECK(!rcu_dereference_protected(p, false));
	list_for_each_entry_rcu(pos, &list, node)
		;
	hlist_for_each_entry_rcu(pos, &hash, hash)
		;
	/* Here something else does. */
	list_for_each_entry_rcu(pos, &list, node, true)
		;
	hlist_for_each_entry_rcu(pos, &hash, hash, true)
		;
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("suspicious RCU usage"), 4);
}

/* The values that @loop comes to, as one number: 123 is 1, 2, 3. */
#define VALUES(loop)							\
	({								\
		struct object *pos;					\
		int n = 0;						\
									\
		rcu_read_lock();					\
		loop							\
			n = 10 * n + pos->value;			\
		rcu_read_unlock();					\
		n;							\
	})

static int listed(struct list_head *head)
{
	return VALUES(list_for_each_entry_rcu(pos, head, node));
}

static int listed_backwards(struct list_head *head)
{
	return VALUES(list_for_each_entry_reverse(pos, head, node));
}

static int hashed(struct hlist_head *head)
{
	return VALUES(hlist_for_each_entry_rcu(pos, head, hash));
}

static int syncs;

static void syncing(void)
{
	syncs++;
	synchronize_rcu();
}

static void lists_are_in_order(void)
{
	struct object o[6], *pos;
	LIST_HEAD(head);
	LIST_HEAD(other);
	int i, n = 0;

	for (i = 0; i < 6; i++)
		o[i].value = i;
	CHECK(!list_first_or_null_rcu(&head, struct object, node));
	list_add_rcu(&o[2].node, &head);
	list_add_rcu(&o[1].node, &head);
	list_add_tail_rcu(&o[3].node, &head);
	CHECK_EQ(listed(&head), 123);
	CHECK_EQ(listed_backwards(&head), 321);
	CHECK(list_first_or_null_rcu(&head, struct object, node) == &o[1]);
	CHECK(list_next_or_null_rcu(&head, &o[2].node, struct object, node) ==
	      &o[3]);
	CHECK(!list_next_or_null_rcu(&head, &o[3].node, struct object, node));

	list_replace_rcu(&o[2].node, &o[4].node);
	CHECK_EQ(listed(&head), 143);
	CHECK_EQ(listed_backwards(&head), 341);
	CHECK(o[2].node.prev == LIST_POISON2);
	/* Who stands at what was replaced, or deleted, still gets to the end. */
	CHECK(o[2].node.next == &o[3].node);
	list_del_rcu(&o[4].node);
	CHECK_EQ(listed(&head), 13);
	CHECK_EQ(listed_backwards(&head), 31);
	CHECK(o[4].node.next == &o[3].node && o[4].node.prev == LIST_POISON2);
	rcu_read_lock();
	pos = &o[4];
	list_for_each_entry_continue_rcu(pos, &head, node)
		n = 10 * n + pos->value;
	rcu_read_unlock();
	CHECK_EQ(n, 3);

	syncs = 0;
	list_splice_init_rcu(&other, &head, syncing);
	CHECK_EQ(syncs, 0);
	list_add_rcu(&o[5].node, &other);
	list_add_tail_rcu(&o[2].node, &other);
	list_splice_init_rcu(&other, &head, syncing);
	CHECK_EQ(syncs, 1);
	CHECK(list_empty(&other) && other.prev == &other);
	CHECK_EQ(listed(&head), 5213);
	CHECK_EQ(listed_backwards(&head), 3125);
	list_add_rcu(&o[4].node, &other);
	list_splice_tail_init_rcu(&other, &head, syncing);
	CHECK_EQ(listed(&head), 52134);
	CHECK_EQ(listed_backwards(&head), 43125);
}

static void hashes_are_in_order(void)
{
	struct object o[4];
	HLIST_HEAD(head);
	int i;

	for (i = 0; i < 4; i++)
		o[i].value = i;
	hlist_add_head_rcu(&o[3].hash, &head);
	hlist_add_head_rcu(&o[2].hash, &head);
	hlist_add_head_rcu(&o[1].hash, &head);
	CHECK_EQ(hashed(&head), 123);
	hlist_del_rcu(&o[2].hash);
	CHECK_EQ(hashed(&head), 13);
	CHECK(o[2].hash.next == &o[3].hash && o[2].hash.pprev == LIST_POISON2);
	hlist_replace_rcu(&o[3].hash, &o[2].hash);
	CHECK_EQ(hashed(&head), 12);
	CHECK(o[3].hash.pprev == LIST_POISON2);
	hlist_replace_rcu(&o[1].hash, &o[3].hash);
	CHECK_EQ(hashed(&head), 32);
	/* What follows knows who is in front of it. */
	hlist_del_rcu(&o[2].hash);
	CHECK_EQ(hashed(&head), 3);
	hlist_del_init_rcu(&o[3].hash);
	CHECK(hlist_unhashed(&o[3].hash));
	hlist_del_init_rcu(&o[3].hash);
	CHECK_EQ(hashed(&head), 0);
}

/* A list that changes under readers always has its first and its last. */
static LIST_HEAD(shared);
static HLIST_HEAD(shared_hash);
static atomic_t wrong;

static int walks(void *data)
{
	struct object *pos;
	int first, last, n;

	(void)data;
	while (!READ_ONCE(end)) {
		first = last = n = 0;
		rcu_read_lock();
		list_for_each_entry_rcu(pos, &shared, node) {
			if (pos->twice != 2 * pos->value)
				atomic_inc(&wrong);
			first = first ? first : pos->value;
			last = pos->value;
			n++;
		}
		if (first != 1 || last != 99 || n < 2 || n > 6)
			atomic_inc(&wrong);
		last = 0;
		hlist_for_each_entry_rcu(pos, &shared_hash, hash) {
			if (pos->twice != 2 * pos->value)
				atomic_inc(&wrong);
			last = pos->value;
		}
		if (last != 1)
			atomic_inc(&wrong);
		rcu_read_unlock();
		atomic_inc(&looked);
	}
	return 0;
}

static struct object *object(int value)
{
	struct object *obj = kmalloc(sizeof(*obj), GFP_KERNEL);

	BUG_ON(!obj);
	obj->value = value;
	obj->twice = 2 * value;
	return obj;
}

static void drop(struct object *obj)
{
	list_del_rcu(&obj->node);
	hlist_del_rcu(&obj->hash);
	kfree_rcu(obj, rcu);
}

static void lists_change_under_readers(void)
{
	struct object *first = object(1), *final = object(99), *mid[3], *new;
	struct task_struct *readers[2];
	int i, j;

	end = false;
	atomic_set(&wrong, 0);
	atomic_set(&looked, 0);
	list_add_rcu(&first->node, &shared);
	list_add_tail_rcu(&final->node, &shared);
	hlist_add_head_rcu(&first->hash, &shared_hash);
	hlist_add_head_rcu(&final->hash, &shared_hash);
	for (i = 0; i < 2; i++)
		readers[i] = kthread_run(walks, NULL, "reader");
	for (i = 0; i < 100 || atomic_read(&looked) < 10; i++) {
		for (j = 0; j < 3; j++) {
			mid[j] = object(2 + j);
			list_add_rcu(&mid[j]->node, &first->node);
			hlist_add_head_rcu(&mid[j]->hash, &shared_hash);
		}
		new = object(9);
		list_replace_rcu(&mid[1]->node, &new->node);
		hlist_replace_rcu(&mid[1]->hash, &new->hash);
		kfree_rcu(mid[1], rcu);
		drop(new);
		drop(mid[0]);
		drop(mid[2]);
	}
	WRITE_ONCE(end, true);
	for (i = 0; i < 2; i++)
		kthread_stop(readers[i]);
	drop(first);
	drop(final);
	rcu_barrier();
	CHECK_EQ(atomic_read(&wrong), 0);
	CHECK(list_empty(&shared) && hlist_empty(&shared_hash));
}

KTEST_SUITE(rcu,
	KTEST(a_grace_period_waits_for_who_is_inside),
	KTEST(a_grace_period_does_not_wait_for_who_comes_later),
	KTEST(a_callback_waits_for_who_is_inside),
	KTEST(a_barrier_waits_for_every_callback),
	KTEST(a_callback_may_call_again),
	KTEST(kfree_rcu_frees_when_nobody_looks),
	KTEST(a_section_is_before_or_after_a_grace_period),
	KTEST(a_reader_sees_the_old_or_the_new),
	KTEST(pointers_say_what_they_hold),
	KTEST(a_section_is_atomic_context),
	KTEST(what_protects_nothing_is_reported),
	KTEST(lists_are_in_order),
	KTEST(hashes_are_in_order),
	KTEST(lists_change_under_readers));
