/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/lockdep.h>
#include <linux/types.h>

/* Sleeps; misuse (recursion, a foreign unlock) is reported and fatal. */
struct mutex {
	int state;
	u32 owner;
};

#define __MUTEX_INITIALIZER(name) { 0, 0 }
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)

void mutex_init(struct mutex *lock);
void mutex_lock(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
bool mutex_is_locked(struct mutex *lock);

static inline void mutex_destroy(struct mutex *lock)
{
	WARN_ON(mutex_is_locked(lock));
}

#define mutex_lock_nested(lock, subclass) mutex_lock(lock)

#endif
