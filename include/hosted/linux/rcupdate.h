/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <asm/barrier.h>
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/types.h>

/*
 * RCU, by liburcu.  As in a kernel that does not preempt readers, a section is
 * atomic context, sections nest, and the _bh and _sched forms are the same
 * thing; unlike there, a held spinlock or interrupts that are off are no
 * section.  Waiting for a grace period in a section ends the program: on a
 * machine it would hang.
 *
 * The checks of CONFIG_PROVE_RCU are always on: a pointer that is followed
 * outside of all that protects it is a warning, each time.
 */
void rcu_read_lock(void);
void rcu_read_unlock(void);
/* How deep this thread is in sections. */
int rcu_read_lock_held(void);

#define rcu_read_lock_bh() rcu_read_lock()
#define rcu_read_unlock_bh() rcu_read_unlock()
#define rcu_read_lock_sched() rcu_read_lock()
#define rcu_read_unlock_sched() rcu_read_unlock()
#define rcu_read_lock_bh_held() rcu_read_lock_held()
#define rcu_read_lock_sched_held() rcu_read_lock_held()
#define rcu_read_lock_any_held() rcu_read_lock_held()

/*
 * Returns when every section that had begun before the call has ended.  May
 * sleep.
 */
void synchronize_rcu(void);
#define synchronize_rcu_expedited() synchronize_rcu()

typedef void (*rcu_callback_t)(struct rcu_head *head);

/*
 * @func is called, in atomic context and by another thread, when every section
 * that had begun before has ended.  Any context; @head is the queue's until then.
 */
void call_rcu(struct rcu_head *head, rcu_callback_t func);
#define call_rcu_hurry call_rcu
/* Returns when all functions queued before the call have run.  May sleep. */
void rcu_barrier(void);

#define init_rcu_head(head) ((void)(head))
#define destroy_rcu_head(head) ((void)(head))

/*
 * kfree_rcu(ptr, member) frees when it is safe; @member is the struct rcu_head in
 * *ptr, in its first 4 KiB.  kfree_rcu(ptr) needs none and may sleep.  NULL is
 * nothing.
 */
#define __is_kvfree_rcu_offset(offset) ((offset) < 4096)
#define __kfree_rcu_member(ptr, member)					\
	do {								\
		typeof(ptr) ___p = (ptr);				\
									\
		BUILD_BUG_ON(!__is_kvfree_rcu_offset(			\
			__builtin_offsetof(typeof(*(ptr)), member)));	\
		if (___p)						\
			call_rcu(&___p->member, (rcu_callback_t)	\
				 __builtin_offsetof(typeof(*(ptr)), member)); \
	} while (0)
#define kfree_rcu_mightsleep(ptr)					\
	do {								\
		typeof(ptr) ___p = (ptr);				\
									\
		if (___p) {						\
			synchronize_rcu();				\
			kvfree(___p);					\
		}							\
	} while (0)
#define __kfree_rcu_pick(ptr, member, name, ...) name
#define kfree_rcu(...)							\
	__kfree_rcu_pick(__VA_ARGS__, __kfree_rcu_member,		\
			 kfree_rcu_mightsleep, 0)(__VA_ARGS__)
#define kvfree_rcu kfree_rcu
#define kvfree_rcu_mightsleep kfree_rcu_mightsleep

#define RCU_LOCKDEP_WARN(cond, text) \
	((void)WARN(cond, "suspicious RCU usage: %s\n", text))

/*
 * Publishing a pointer, and following it: who gets the new one sees what was
 * written to where it leads.
 */
#define rcu_assign_pointer(p, v) \
	__atomic_store_n(&(p), (typeof(p))(v), __ATOMIC_RELEASE)
#define rcu_dereference_raw(p) __atomic_load_n(&(p), __ATOMIC_ACQUIRE)
/* @cond: holds where something else than a section protects it. */
#define rcu_dereference_check(p, cond) ({				\
	RCU_LOCKDEP_WARN(!(cond) && !rcu_read_lock_held(),		\
			 "rcu_dereference_check(" #p ")");		\
	rcu_dereference_raw(p); })
#define rcu_dereference(p) rcu_dereference_check(p, 0)
#define rcu_dereference_bh rcu_dereference
#define rcu_dereference_sched rcu_dereference
/* Nobody changes it now. */
#define rcu_dereference_protected(p, cond) ({				\
	RCU_LOCKDEP_WARN(!(cond), "rcu_dereference_protected(" #p ")");	\
	READ_ONCE(p); })
/* To be compared, not followed. */
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_pointer_handoff(p) (p)
#define unrcu_pointer(p) (p)
#define RCU_INITIALIZER(v) (v)
/* For NULL, or what nobody can reach yet. */
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, (typeof(p))(v))
#define RCU_POINTER_INITIALIZER(p, v) .p = (v)
/* Returns what was there. */
#define rcu_replace_pointer(p, v, cond) ({				\
	typeof(p) ___old = rcu_dereference_protected(p, cond);		\
	rcu_assign_pointer(p, v);					\
	___old; })

#endif
