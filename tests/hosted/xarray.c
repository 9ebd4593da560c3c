// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arrays with any index, against their documentation and against a plain one.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/xarray.h>

#include "ktest.h"

/* At the ends of nodes of every height. */
static const unsigned long edges[] = {
	0, 1, 63, 64, 4095, 4096, 262143, 262144, 1UL << 32, (1UL << 60) - 1,
	1UL << 60, LONG_MAX, ULONG_MAX - 1, ULONG_MAX,
};

static int a, b, c;

/* What was given up is freed when the readers have gone. */
static void done(struct xarray *xa)
{
	xa_destroy(xa);
	rcu_barrier();
}

static void entries_are_what_they_are(void)
{
	void *entry = xa_mk_value(LONG_MAX);

	CHECK(xa_is_value(entry) && xa_to_value(entry) == LONG_MAX);
	CHECK(xa_is_value(xa_mk_value(0)) && xa_to_value(xa_mk_value(0)) == 0);
	CHECK(!xa_is_value(&a) && !xa_is_value(NULL));

	entry = xa_tag_pointer(&a, 3);
	CHECK(xa_pointer_tag(entry) == 3 && xa_untag_pointer(entry) == &a);
	CHECK(xa_pointer_tag(&a) == 0 && xa_untag_pointer(&a) == &a);

	CHECK(xa_is_err(XA_ERROR(-ENOMEM)));
	CHECK_EQ(xa_err(XA_ERROR(-ENOMEM)), -ENOMEM);
	CHECK_EQ(xa_err(XA_ERROR(-MAX_ERRNO)), -MAX_ERRNO);
	CHECK_EQ(xa_err(&a), 0);
	CHECK_EQ(xa_err(NULL), 0);
	CHECK_EQ(xa_err(xa_mk_value(LONG_MAX)), 0);
	CHECK(xa_is_zero(XA_ZERO_ENTRY) && !xa_is_err(XA_ZERO_ENTRY));
}

static void any_index_can_be_stored_to(void)
{
	DEFINE_XARRAY(xa);
	unsigned long i, j;

	CHECK(xa_empty(&xa));
	for (i = 0; i < ARRAY_SIZE(edges); i++) {
		CHECK(!xa_load(&xa, edges[i]));
		CHECK(!xa_store(&xa, edges[i], xa_mk_value(i), GFP_KERNEL));
		for (j = 0; j <= i; j++)
			CHECK(xa_load(&xa, edges[j]) == xa_mk_value(j));
	}
	CHECK(!xa_empty(&xa));
	CHECK(!xa_load(&xa, 2) && !xa_load(&xa, ULONG_MAX - 2));
	for (i = 0; i < ARRAY_SIZE(edges); i++) {
		CHECK(xa_store(&xa, edges[i], &a, GFP_KERNEL) ==
		      xa_mk_value(i));
		CHECK(xa_load(&xa, edges[i]) == &a);
	}
	for (i = 0; i < ARRAY_SIZE(edges); i++) {
		CHECK(!xa_empty(&xa));
		/* To store NULL is to erase. */
		CHECK((i % 2 ? xa_erase(&xa, edges[i]) :
		       xa_store(&xa, edges[i], NULL, GFP_KERNEL)) == &a);
		CHECK(!xa_load(&xa, edges[i]) && !xa_erase(&xa, edges[i]));
	}
	CHECK(xa_empty(&xa));
	/* All of its memory is back: the case would fail otherwise. */
	rcu_barrier();
}

static void an_index_is_stored_to_once(void)
{
	DEFINE_XARRAY(xa);

	CHECK_EQ(xa_insert(&xa, 70, &a, GFP_KERNEL), 0);
	CHECK_EQ(xa_insert(&xa, 70, &b, GFP_KERNEL), -EBUSY);
	CHECK(xa_load(&xa, 70) == &a);
	CHECK(xa_cmpxchg(&xa, 70, &b, &c, GFP_KERNEL) == &a);
	CHECK(xa_load(&xa, 70) == &a);
	CHECK(xa_cmpxchg(&xa, 70, &a, &c, GFP_KERNEL) == &a);
	CHECK(xa_load(&xa, 70) == &c);
	CHECK(!xa_cmpxchg(&xa, 71, NULL, &b, GFP_KERNEL));
	CHECK(xa_load(&xa, 71) == &b);
	CHECK(xa_cmpxchg(&xa, 71, &b, NULL, GFP_KERNEL) == &b);
	CHECK(!xa_load(&xa, 71));
	done(&xa);
}

static void what_is_reserved_is_not_seen(void)
{
	unsigned long index;
	DEFINE_XARRAY(xa);
	void *entry;
	int n = 0;

	CHECK_EQ(xa_reserve(&xa, 5, GFP_KERNEL), 0);
	CHECK_EQ(xa_reserve(&xa, 5, GFP_KERNEL), 0);
	CHECK(!xa_load(&xa, 5) && !xa_empty(&xa));
	CHECK_EQ(xa_insert(&xa, 5, &a, GFP_KERNEL), -EBUSY);
	xa_for_each(&xa, index, entry)
		n++;
	CHECK_EQ(n, 0);
	/* That is what it is for. */
	hosted_mem_fail(0, 1);
	CHECK(!xa_store(&xa, 5, &a, GFP_NOWAIT));
	CHECK_EQ(hosted_mem_fail(0, 0), 0);
	CHECK(xa_load(&xa, 5) == &a);
	/* In use: neither of these does anything. */
	CHECK_EQ(xa_reserve(&xa, 5, GFP_KERNEL), 0);
	xa_release(&xa, 5);
	CHECK(xa_load(&xa, 5) == &a);
	xa_erase(&xa, 5);
	CHECK_EQ(xa_reserve(&xa, 5, GFP_KERNEL), 0);
	xa_release(&xa, 5);
	CHECK(xa_empty(&xa));
	/* As with an entry of NULL. */
	CHECK_EQ(xa_insert(&xa, 5, NULL, GFP_KERNEL), 0);
	CHECK(!xa_empty(&xa) && !xa_load(&xa, 5));
	done(&xa);
}

static void what_cannot_be_stored_is_refused(void)
{
	DEFINE_XARRAY_ALLOC(ids);
	DEFINE_XARRAY(xa);
	u32 id;

	ktest_expect_warnings(5);
	hosted_log_quiet(true);
	CHECK_EQ(xa_err(xa_store(&xa, 1, xa_mk_internal(3), GFP_KERNEL)),
		 -EINVAL);
	CHECK_EQ(xa_insert(&xa, 1, xa_mk_internal(3), GFP_KERNEL), -EINVAL);
	CHECK_EQ(xa_alloc(&ids, &id, xa_mk_internal(3), xa_limit_32b,
			  GFP_KERNEL), -EINVAL);
	/* It is no array that gives out indices. */
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), -EINVAL);
	xa_mk_value(1UL << 63);
	hosted_log_quiet(false);
	CHECK(xa_empty(&xa) && xa_empty(&ids));
}

static void the_first_free_index_is_given_out(void)
{
	DEFINE_XARRAY_ALLOC(xa);
	u32 id, i;

	for (i = 0; i < 200; i++) {
		CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
		CHECK_EQ(id, i);
	}
	CHECK(xa_erase(&xa, 130) == &a && xa_erase(&xa, 17) == &a);
	CHECK_EQ(xa_alloc(&xa, &id, &b, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 17);
	CHECK_EQ(xa_alloc(&xa, &id, &b, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 130);
	CHECK(xa_load(&xa, 130) == &b);

	/* Between its limits, which may lie behind all there is. */
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(10, 19), GFP_KERNEL), -EBUSY);
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(190, 200), GFP_KERNEL), 0);
	CHECK_EQ(id, 200);
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(190, 200), GFP_KERNEL),
		 -EBUSY);
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(5000, UINT_MAX), GFP_KERNEL),
		 0);
	CHECK_EQ(id, 5000);
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(UINT_MAX, UINT_MAX),
			  GFP_KERNEL), 0);
	CHECK_EQ(id, UINT_MAX);
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(UINT_MAX, UINT_MAX),
			  GFP_KERNEL), -EBUSY);
	done(&xa);
}

static void a_full_node_is_passed_by(void)
{
	DEFINE_XARRAY_ALLOC(xa);
	unsigned long i;
	u32 id;

	/* A tree of two levels with not one index free, and more above. */
	for (i = 0; i < 4096; i++)
		CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(0, 4095), GFP_KERNEL), -EBUSY);
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 4096);
	xa_erase(&xa, 4000);
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 4000);
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 4097);
	done(&xa);

	/* The tree ends where the range does, and the address space. */
	CHECK(!xa_store(&xa, ULONG_MAX, &a, GFP_KERNEL));
	for (i = 0; i < 4; i++)
		CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(0, 3), GFP_KERNEL), 0);
	CHECK_EQ(xa_alloc(&xa, &id, &a, XA_LIMIT(0, 3), GFP_KERNEL), -EBUSY);
	done(&xa);
}

static void zero_may_be_left_out(void)
{
	DEFINE_XARRAY_ALLOC1(xa);
	u32 id;

	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 1);
	done(&xa);
	xa_init_flags(&xa, XA_FLAGS_ALLOC);
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 0);
	done(&xa);
}

static void null_keeps_an_index_that_was_given_out(void)
{
	DEFINE_XARRAY_ALLOC(xa);
	u32 id;

	CHECK_EQ(xa_alloc(&xa, &id, NULL, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 0);
	CHECK(!xa_load(&xa, 0));
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 1);
	CHECK(xa_store(&xa, 1, NULL, GFP_KERNEL) == &a);
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 2);
	xa_erase(&xa, 1);
	CHECK_EQ(xa_alloc(&xa, &id, &a, xa_limit_32b, GFP_KERNEL), 0);
	CHECK_EQ(id, 1);
	done(&xa);
}

static void indices_go_round(void)
{
	struct xa_limit limit = XA_LIMIT(3, 6);
	DEFINE_XARRAY_ALLOC(xa);
	u32 id, next = 0, i;

	for (i = 3; i <= 6; i++) {
		CHECK_EQ(xa_alloc_cyclic(&xa, &id, &a, limit, &next,
					 GFP_KERNEL), 0);
		CHECK_EQ(id, i);
		xa_erase(&xa, 4);
	}
	CHECK_EQ(xa_alloc_cyclic(&xa, &id, &a, limit, &next, GFP_KERNEL), 1);
	CHECK_EQ(id, 4);
	CHECK_EQ(next, 5);
	CHECK_EQ(xa_alloc_cyclic(&xa, &id, &a, limit, &next, GFP_KERNEL),
		 -EBUSY);
	CHECK_EQ(next, 5);
	/* After the last of all comes the first of all. */
	next = UINT_MAX;
	CHECK_EQ(xa_alloc_cyclic(&xa, &id, &a, xa_limit_32b, &next,
				 GFP_KERNEL), 0);
	CHECK_EQ(id, UINT_MAX);
	CHECK_EQ(next, 0);
	CHECK_EQ(xa_alloc_cyclic(&xa, &id, &a, xa_limit_32b, &next,
				 GFP_KERNEL), 1);
	CHECK_EQ(id, 0);
	CHECK_EQ(xa_alloc_cyclic(&xa, &id, &a, xa_limit_32b, &next,
				 GFP_KERNEL), 0);
	CHECK_EQ(id, 1);
	done(&xa);
}

static void entries_are_found_in_order(void)
{
	unsigned long index, i = 0;
	DEFINE_XARRAY(xa);
	void *entry;

	index = 3;
	CHECK(!xa_find(&xa, &index, ULONG_MAX, XA_PRESENT));
	CHECK_EQ(index, 3);
	for (i = 0; i < ARRAY_SIZE(edges); i++)
		xa_store(&xa, edges[ARRAY_SIZE(edges) - 1 - i], &a,
			 GFP_KERNEL);
	i = 0;
	xa_for_each(&xa, index, entry) {
		CHECK_EQ(index, edges[i]);
		CHECK(entry == &a);
		i++;
	}
	CHECK_EQ(i, ARRAY_SIZE(edges));

	i = 2;
	xa_for_each_range(&xa, index, entry, 2, 4095)
		CHECK_EQ(index, edges[i++]);
	CHECK_EQ(i, 5);
	i = 4;
	xa_for_each_start(&xa, index, entry, 4095)
		CHECK_EQ(index, edges[i++]);
	CHECK_EQ(i, ARRAY_SIZE(edges));

	index = 64;
	CHECK(xa_find(&xa, &index, 64, XA_PRESENT) && index == 64);
	CHECK(!xa_find_after(&xa, &index, 4094, XA_PRESENT) && index == 64);
	CHECK(xa_find_after(&xa, &index, 4095, XA_PRESENT) && index == 4095);
	index = ULONG_MAX;
	CHECK(xa_find(&xa, &index, ULONG_MAX, XA_PRESENT));
	CHECK(!xa_find_after(&xa, &index, ULONG_MAX, XA_PRESENT));

	/* What the loop stands on may go. */
	xa_for_each(&xa, index, entry)
		CHECK(xa_erase(&xa, index) == &a);
	CHECK(xa_empty(&xa));
	rcu_barrier();
}

static void the_lock_can_be_held_across_calls(void)
{
	DEFINE_XARRAY_ALLOC(xa);
	unsigned long flags;
	unsigned int warnings;
	u32 id, next = 0;

	xa_lock(&xa);
	CHECK(in_atomic() && !xa_trylock(&xa));
	CHECK(!__xa_store(&xa, 7, &a, GFP_KERNEL));
	CHECK(__xa_cmpxchg(&xa, 7, &a, &b, GFP_KERNEL) == &a);
	CHECK_EQ(__xa_insert(&xa, 7, &a, GFP_KERNEL), -EBUSY);
	CHECK_EQ(__xa_alloc(&xa, &id, &c, xa_limit_31b, GFP_KERNEL), 0);
	CHECK_EQ(__xa_alloc_cyclic(&xa, &id, &c, xa_limit_16b, &next,
				   GFP_KERNEL), 0);
	CHECK(xa_load(&xa, 7) == &b);
	CHECK(__xa_erase(&xa, 7) == &b);
	xa_unlock(&xa);
	xa_lock_irqsave(&xa, flags);
	xa_unlock_irqrestore(&xa, flags);

	/* Who holds it not is told, and so is who may not sleep. */
	warnings = hosted_warn_count();
	hosted_log_quiet(true);
	__xa_erase(&xa, 0);
	warnings = hosted_warn_count() - warnings;
	ktest_expect_warnings(warnings + 1);
	preempt_disable();
	CHECK_EQ(xa_insert(&xa, 9, &a, GFP_KERNEL), 0);
	CHECK_EQ(xa_insert(&xa, 10, &a, GFP_ATOMIC), 0);
	preempt_enable();
	hosted_log_quiet(false);
	CHECK(warnings);
	done(&xa);
}

#define ALL 1000

static void without_memory_nothing_changes(void)
{
	DEFINE_XARRAY_ALLOC(xa);
	unsigned int n;
	u32 id = 77;

	xa_store(&xa, 0, &a, GFP_KERNEL);
	/* However many of the nodes on the way can be had. */
	for (n = 0; ; n++) {
		hosted_mem_fail(n, ALL);
		if (!xa_err(xa_store(&xa, 1UL << 30, &b, GFP_KERNEL)))
			break;
		CHECK(hosted_mem_fail(0, 0) >= 1);
		CHECK(xa_load(&xa, 0) == &a && !xa_load(&xa, 1UL << 30));
	}
	hosted_mem_fail(0, 0);
	/* Up to the 30th bit and down again. */
	CHECK(n > 4);
	CHECK(xa_load(&xa, 1UL << 30) == &b);

	hosted_mem_fail(0, ALL);
	CHECK(xa_cmpxchg(&xa, 1UL << 20, NULL, &b, GFP_KERNEL) ==
	      XA_ERROR(-ENOMEM));
	hosted_mem_fail(0, ALL);
	CHECK_EQ(xa_insert(&xa, 1UL << 20, &b, GFP_KERNEL), -ENOMEM);
	hosted_mem_fail(0, ALL);
	CHECK_EQ(xa_alloc(&xa, &id, &b, XA_LIMIT(1 << 20, 1 << 21), GFP_KERNEL),
		 -ENOMEM);
	hosted_mem_fail(0, ALL);
	CHECK_EQ(xa_reserve(&xa, 1UL << 20, GFP_KERNEL), -ENOMEM);
	/* These two need none. */
	hosted_mem_fail(0, ALL);
	CHECK(xa_erase(&xa, 0) == &a);
	CHECK(xa_erase(&xa, 1UL << 30) == &b);
	CHECK_EQ(hosted_mem_fail(0, 0), 0);
	CHECK(xa_empty(&xa));

	/*
	 * What was made on the way for nothing is given up; by Linux's own, which
	 * this is when XA_CHUNK_SHIFT is there, with the array.
	 */
	for (n = 1; n < 4; n++) {
		hosted_mem_fail(n, ALL);
		CHECK_EQ(xa_err(xa_store(&xa, 1UL << 30, &b, GFP_KERNEL)),
			 -ENOMEM);
		hosted_mem_fail(0, 0);
#ifndef XA_CHUNK_SHIFT
		CHECK(xa_empty(&xa));
#endif
	}
	done(&xa);
}

/* A plain array says what is right. */
#define MODEL 300
static void *model[MODEL];

static u32 random(void)
{
	static u32 state = 1;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

/* Spread over three levels. */
static unsigned long model_index(unsigned int i)
{
	return i % 100 + (i / 100) * 4096UL * 20;
}

static unsigned int model_free(unsigned int i)
{
	while (i < MODEL && model[i])
		i++;
	return i;
}

static void it_does_what_an_array_does(void)
{
	unsigned long index, round;
	DEFINE_XARRAY_ALLOC(xa);
	unsigned int i, j;
	void *entry;
	u32 id;

	memset(model, 0, sizeof(model));
	for (round = 0; round < 20000; round++) {
		i = random() % MODEL;
		entry = xa_mk_value(round);
		switch (random() % 5) {
		case 0:
			CHECK(xa_store(&xa, model_index(i), entry,
				       GFP_KERNEL) == model[i]);
			model[i] = entry;
			break;
		case 1:
		case 2:
			CHECK(xa_erase(&xa, model_index(i)) == model[i]);
			model[i] = NULL;
			break;
		case 3:
			CHECK_EQ(xa_insert(&xa, model_index(i), entry,
					   GFP_KERNEL), model[i] ? -EBUSY : 0);
			model[i] = model[i] ? model[i] : entry;
			break;
		default:
			/* Within a hundred, indices follow each other. */
			j = model_free(i);
			if (xa_alloc(&xa, &id, entry,
				     XA_LIMIT(model_index(i),
					      model_index(i / 100 * 100) + 99),
				     GFP_KERNEL)) {
				CHECK(j / 100 != i / 100);
			} else {
				CHECK_EQ(id, model_index(j));
				model[j] = entry;
			}
		}
		if (round % 64)
			continue;
		j = 0;
		xa_for_each(&xa, index, entry) {
			while (j < MODEL && !model[j])
				j++;
			CHECK(j < MODEL && index == model_index(j) &&
			      entry == model[j]);
			j++;
		}
		while (j < MODEL)
			CHECK(!model[j++]);
	}
	done(&xa);
	CHECK(xa_empty(&xa));
}

/* Readers beside a writer: what is always there is always found. */
static DEFINE_XARRAY(shared);
static bool end;
static unsigned long misses;

static int looks(void *data)
{
	unsigned long index, found;
	void *entry;

	(void)data;
	while (!READ_ONCE(end)) {
		found = 0;
		if (xa_load(&shared, 5) != xa_mk_value(5))
			misses++;
		xa_for_each(&shared, index, entry) {
			if (entry != xa_mk_value(index))
				misses++;
			found += index == 5 || index == 1UL << 18;
		}
		misses += found != 2;
	}
	return 0;
}

static void readers_see_what_stays(void)
{
	struct task_struct *reader;
	unsigned long i;

	end = false;
	misses = 0;
	xa_store(&shared, 5, xa_mk_value(5), GFP_KERNEL);
	xa_store(&shared, 1UL << 18, xa_mk_value(1UL << 18), GFP_KERNEL);
	reader = kthread_run(looks, NULL, "reader");
	for (i = 0; i < 3000; i++) {
		unsigned long index = 1 + (i % 2000) * 97;

		if (i % 3 == 0)
			xa_store(&shared, 1UL << (20 + i % 40),
				 xa_mk_value(1UL << (20 + i % 40)), GFP_KERNEL);
		if (index != 5)
			xa_store(&shared, index, xa_mk_value(index),
				 GFP_KERNEL);
		if (i % 3 == 0)
			xa_erase(&shared, 1UL << (20 + i % 40));
		if (index != 5)
			xa_erase(&shared, index);
	}
	WRITE_ONCE(end, true);
	kthread_stop(reader);
	done(&shared);
	CHECK_EQ(misses, 0);
}

/* An array whose first node comes and goes. */
static int looks_where_something_may_be(void *data)
{
	void *entry;

	(void)data;
	while (!READ_ONCE(end)) {
		entry = xa_load(&shared, 70);
		misses += entry && entry != xa_mk_value(70);
		entry = xa_load(&shared, 5000);
		misses += entry && entry != xa_mk_value(5000);
	}
	return 0;
}

static void readers_see_what_comes_and_goes(void)
{
	struct task_struct *reader;
	unsigned long i, index;

	end = false;
	misses = 0;
	reader = kthread_run(looks_where_something_may_be, NULL, "reader");
	for (i = 0; i < 3000; i++) {
		index = i % 2 ? 70 : 5000;
		xa_store(&shared, index, xa_mk_value(index), GFP_KERNEL);
		xa_erase(&shared, index);
		if (i % 16 == 0)
			cpu_relax();
	}
	WRITE_ONCE(end, true);
	kthread_stop(reader);
	rcu_barrier();
	CHECK_EQ(misses, 0);
	CHECK(xa_empty(&shared));
}

KTEST_SUITE(xarray,
	KTEST(entries_are_what_they_are),
	KTEST(any_index_can_be_stored_to),
	KTEST(an_index_is_stored_to_once),
	KTEST(what_is_reserved_is_not_seen),
	KTEST(what_cannot_be_stored_is_refused),
	KTEST(the_first_free_index_is_given_out),
	KTEST(a_full_node_is_passed_by),
	KTEST(zero_may_be_left_out),
	KTEST(null_keeps_an_index_that_was_given_out),
	KTEST(indices_go_round),
	KTEST(entries_are_found_in_order),
	KTEST(the_lock_can_be_held_across_calls),
	KTEST(without_memory_nothing_changes),
	KTEST(it_does_what_an_array_does),
	KTEST(readers_see_what_stays),
	KTEST(readers_see_what_comes_and_goes));
