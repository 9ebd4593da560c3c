/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_POSIX_H
#define SHIM_HOSTED_POSIX_H

/*
 * What the hosted kernel asks of the C library.  Only posix*.c include the
 * system's headers, whose <linux/...> and types are not ours; hence the basic
 * types here.
 */

/* Maps memory at exactly this address, or ends the program saying why not. */
void posix_map(void *addr, unsigned long size, const char *what);
/* The same for what may be mapped at a second address as well: the RAM. */
void posix_map_ram(void *addr, unsigned long size);
/* At @addr as well, from that offset of the RAM; and no longer. */
int posix_alias(void *addr, unsigned long offset, unsigned long size);
void posix_unalias(void *addr, unsigned long size);
/* RAM reads as zero again, and holds no memory until written. */
void posix_release(void *addr, unsigned long size);
/* How many of the pages hold memory. */
unsigned long posix_resident(void *addr, unsigned long size);

void posix_write(int fd, const char *text, unsigned long len);
const char *posix_getenv(const char *name);
void posix_abort(void) __attribute__((noreturn));

/* Nanoseconds of a clock that only goes on. */
unsigned long long posix_now(void);
/* Precise to a few microseconds. */
void posix_wait_until(unsigned long long ns);

/* Sleeps while *word holds @val; wakes up to @count who sleep on it. */
void posix_futex_wait(int *word, int val);
/* The same, and not longer than until then. */
void posix_futex_wait_until(int *word, int val, unsigned long long ns);
void posix_futex_wake(int *word, int count);
void posix_yield(void);

/* Memory of the host, zeroed, for what must not show in the kernel's. */
void *posix_alloc(unsigned long size);
void posix_free(void *p);

/* The return addresses of the calling thread, innermost first. */
unsigned int posix_stack(void **frames, unsigned int max);

struct posix_symbol {
	/* As in the source: without .constprop and its like; "": unknown. */
	char function[96];
	unsigned long offset;
	unsigned long size;
	const char *file;		/* NULL: unknown */
	int line;
};

/* Says what a return address belongs to; slow. */
void posix_symbol(void *pc, struct posix_symbol *symbol);

/*
 * Read-copy-update.  Sections nest; nobody waits in one.
 * posix_rcu_called() is ours: called for every head, in a thread of the library
 * and one at a time, when the sections that the call found have ended.
 */
struct posix_rcu_head {
	void *next;
	void (*func)(struct posix_rcu_head *head);
};

void posix_rcu_read_lock(void);
void posix_rcu_read_unlock(void);
void posix_rcu_synchronize(void);
void posix_rcu_call(struct posix_rcu_head *head);
void posix_rcu_called(struct posix_rcu_head *head);
/* Returns when all calls before it have been made. */
void posix_rcu_barrier(void);

/* Returns 0 when the thread could not be made. */
unsigned long posix_thread_start(void *(*fn)(void *arg), void *arg);
void posix_thread_join(unsigned long thread);

/* Calls @fn when the calling thread ends; nonzero: it will not. */
int posix_at_thread_exit(void (*fn)(void *arg), void *arg);

/*
 * A full barrier in every thread of the process; 0 when the system has none for
 * that.
 */
int posix_membarrier(void);

#endif
