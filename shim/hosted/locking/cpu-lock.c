// SPDX-License-Identifier: GPL-2.0-only
/*
 * Locks of per-CPU data, and the words by which threads own them.
 *
 * A word outlives its thread and is given to the next one, with the locks that
 * are biased to it: only the thread that has it now writes it.
 */
#include <asm/processor.h>
#include <hosted/kernel.h>
#include <linux/cache.h>
#include <linux/kernel.h>

#include "cpu-lock.h"
#include "posix/posix.h"

#define WORDS 64
/* Of one thread through the spinlock, before the lock becomes its own. */
#define RUNS 64

struct word {
	u32 inside ____cacheline_aligned;
	u32 taken;
};

static struct word words[WORDS];
/* Of threads without one: nothing is biased to it. */
static u32 nobody;

__thread u32 *cpu_lock_word = &nobody;

static void word_put(void *arg)
{
	struct word *word = arg;

	cpu_lock_word = &nobody;
	/* Pairs with the exchange in word_get(). */
	smp_store_release(&word->taken, 0);
}

static void word_get(void)
{
	struct word *word;

	for (word = words; word < words + WORDS; word++) {
		if (READ_ONCE(word->taken) ||
		    __atomic_exchange_n(&word->taken, 1, __ATOMIC_ACQUIRE))
			continue;
		if (!posix_membarrier() ||
		    posix_at_thread_exit(word_put, word))
			word_put(word);
		else
			cpu_lock_word = &word->inside;
		return;
	}
}

bool hosted_barrier_everywhere(void)
{
	return posix_membarrier();
}

void cpu_lock_init(struct cpu_lock *lock)
{
	lock->bias = NULL;
	spin_lock_init(&lock->lock);
	lock->last = NULL;
	lock->runs = 0;
}

void __cpu_lock(struct cpu_lock *lock)
{
	u32 *owner;

	if (cpu_lock_word == &nobody)
		word_get();
	spin_lock(&lock->lock);
	owner = READ_ONCE(lock->bias);
	if (!owner)
		return;
	WRITE_ONCE(lock->bias, NULL);
	/*
	 * The owner sees that from here on, or it is inside and we see its
	 * word: it writes the one and reads the other in the other order.
	 */
	posix_membarrier();
	/* Pairs with the release in cpu_unlock(). */
	while (smp_load_acquire(owner))
		cpu_relax();
}

void __cpu_unlock(struct cpu_lock *lock)
{
	u32 *word = cpu_lock_word;

	if (lock->last != word) {
		lock->last = word;
		lock->runs = 0;
	}
	if (++lock->runs >= RUNS && word != &nobody) {
		lock->runs = 0;
		WRITE_ONCE(lock->bias, word);
	}
	spin_unlock(&lock->lock);
}
