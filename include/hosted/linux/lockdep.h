/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/bug.h>

/* What lockdep tells locks of one kind apart by. */
struct lock_class_key {
	int unused;
};

/* For locks with an owner: a spinlock_t or a struct mutex. */
u32 hosted_thread_id(void);
#define lockdep_is_held(lock) \
	(READ_ONCE((lock)->owner) == hosted_thread_id())
#define lockdep_assert_held(lock) \
	((void)WARN_ON(!lockdep_is_held(lock)))

#endif
