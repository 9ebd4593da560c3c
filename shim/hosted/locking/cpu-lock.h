/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_CPU_LOCK_H
#define SHIM_HOSTED_CPU_LOCK_H

/*
 * The lock of per-CPU data.  On a machine a CPU that turns its interrupts off
 * has its data to itself, and nothing atomic is needed.  Here two threads may
 * carry the number of one CPU; mostly they do not.  So the lock is biased to
 * the thread that has taken it a while: that one says in a word of its own that
 * it is inside, and looks whether the lock is still its own.  Whoever else
 * comes takes the bias away, makes every thread of the process execute a full
 * barrier, and waits for the word.  Then it is a spinlock, until one thread has
 * had it long enough.
 *
 * Sections are short, do not sleep and are not nested; inside one other
 * spinlocks may be taken, and none of those may be held when one is entered.
 */

#include <linux/compiler.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <asm/barrier.h>

struct cpu_lock {
	u32 *bias;		/* the word of the thread that owns it */
	spinlock_t lock;	/* of the others */
	u32 *last;		/* who had that, and how often in a row */
	unsigned int runs;
};

/* Whether the calling thread is in a section of a lock biased to it. */
extern __thread u32 *cpu_lock_word;

void cpu_lock_init(struct cpu_lock *lock);
void __cpu_lock(struct cpu_lock *lock);
void __cpu_unlock(struct cpu_lock *lock);

/* What is returned belongs to the unlock. */
static inline u32 *cpu_lock(struct cpu_lock *lock)
{
	u32 *word = cpu_lock_word;

	WRITE_ONCE(*word, 1);
	/* Pairs with the barrier in every thread, in __cpu_lock(). */
	barrier();
	if (likely(READ_ONCE(lock->bias) == word))
		return word;
	WRITE_ONCE(*word, 0);
	__cpu_lock(lock);
	return NULL;
}

static inline void cpu_unlock(struct cpu_lock *lock, u32 *word)
{
	/* Pairs with the acquire in __cpu_lock(). */
	if (likely(word))
		smp_store_release(word, 0);
	else
		__cpu_unlock(lock);
}

#endif
