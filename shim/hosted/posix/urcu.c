// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hosted kernel's side of liburcu, in its flavour that registers threads by
 * itself: every thread of the program may read.
 */
#include <stddef.h>
#include <urcu/urcu-bp.h>

#include "posix.h"

/* What is queued there is ours, and begins like theirs. */
_Static_assert(sizeof(struct posix_rcu_head) == sizeof(struct rcu_head) &&
	       offsetof(struct posix_rcu_head, func) ==
	       offsetof(struct rcu_head, func),
	       "struct posix_rcu_head is not liburcu's struct rcu_head");

/*
 * The library is not built for a race detector and works by barriers, which one
 * cannot see.  It is told what a grace period orders: what came before it, with
 * sections that begin later; and sections that it waited for, with what comes
 * after; and functions that were called, with the end of a barrier.
 */
#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#define ordered_before(token) __tsan_release(token)
#define ordered_after(token) __tsan_acquire(token)
#else
#define ordered_before(token) ((void)(token))
#define ordered_after(token) ((void)(token))
#endif

static char period_began, section_ended, function_returned;

void posix_rcu_read_lock(void)
{
	urcu_bp_read_lock();
	ordered_after(&period_began);
}

void posix_rcu_read_unlock(void)
{
	ordered_before(&section_ended);
	urcu_bp_read_unlock();
}

void posix_rcu_synchronize(void)
{
	ordered_before(&period_began);
	urcu_bp_synchronize_rcu();
	ordered_after(&section_ended);
}

static void called(struct rcu_head *head)
{
	ordered_after(head);
	ordered_after(&section_ended);
	posix_rcu_called((struct posix_rcu_head *)head);
	ordered_before(&function_returned);
}

void posix_rcu_call(struct posix_rcu_head *head)
{
	ordered_before(head);
	ordered_before(&period_began);
	urcu_bp_call_rcu((struct rcu_head *)head, called);
}

void posix_rcu_barrier(void)
{
	urcu_bp_barrier();
	ordered_after(&function_returned);
}
