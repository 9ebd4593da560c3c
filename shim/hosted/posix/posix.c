// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hosted kernel's side of the C library.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "posix.h"

static void map_or_die(void *addr, unsigned long size, const char *what,
		       int flags, int fd)
{
	void *p = mmap(addr, size, PROT_READ | PROT_WRITE,
		       flags | MAP_NORESERVE | MAP_FIXED_NOREPLACE, fd, 0);

	if (p == addr)
		return;
	fprintf(stderr, "hosted kernel: %s: cannot map %lu bytes at %p: %s\n",
		what, size, addr,
		p == MAP_FAILED ? strerror(errno) : "the place is taken");
	abort();
}

void posix_map(void *addr, unsigned long size, const char *what)
{
	map_or_die(addr, size, what, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static int ram_fd = -1;

void posix_map_ram(void *addr, unsigned long size)
{
	ram_fd = memfd_create("ram", MFD_CLOEXEC);
	if (ram_fd < 0 || ftruncate(ram_fd, size)) {
		fprintf(stderr, "hosted kernel: RAM: %s\n", strerror(errno));
		abort();
	}
	map_or_die(addr, size, "RAM", MAP_SHARED, ram_fd);
}

int posix_alias(void *addr, unsigned long offset, unsigned long size)
{
	void *p = mmap(addr, size, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_FIXED, ram_fd, offset);

	return p == MAP_FAILED ? -errno : 0;
}

void posix_unalias(void *addr, unsigned long size)
{
	/* The place stays ours. */
	if (mmap(addr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS |
		 MAP_NORESERVE | MAP_FIXED, -1, 0) != addr)
		abort();
}

void posix_release(void *addr, unsigned long size)
{
	if (madvise(addr, size, MADV_REMOVE))
		abort();
}

unsigned long posix_resident(void *addr, unsigned long size)
{
	unsigned char vec[1024];
	unsigned long pages = size / 4096, n = 0, done, chunk, i;

	for (done = 0; done < pages; done += chunk) {
		chunk = pages - done < sizeof(vec) ? pages - done : sizeof(vec);
		if (mincore((char *)addr + done * 4096, chunk * 4096, vec))
			abort();
		for (i = 0; i < chunk; i++)
			n += vec[i] & 1;
	}
	return n;
}

void posix_write(int fd, const char *text, unsigned long len)
{
	/* Ordered with what the program writes by stdio. */
	fflush(fd == 1 ? stdout : stderr);
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text += n;
		len -= n;
	}
}

const char *posix_getenv(const char *name)
{
	return getenv(name);
}

void posix_abort(void)
{
	abort();
}

unsigned long long posix_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ull + ts.tv_nsec;
}

/* A sleep ends that much too late. */
#define SLEEP_SLACK_NS 80000

void posix_wait_until(unsigned long long ns)
{
	unsigned long long now = posix_now();
	struct timespec ts = { 0 };

	if (now + 2 * SLEEP_SLACK_NS < ns) {
		ts.tv_nsec = ns - now - SLEEP_SLACK_NS;
		nanosleep(&ts, NULL);
	}
	while (posix_now() < ns)
		sched_yield();
}

void posix_futex_wait(int *word, int val)
{
	syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, val, NULL, NULL, 0);
}

void posix_futex_wait_until(int *word, int val, unsigned long long ns)
{
	struct timespec ts = {
		.tv_sec = ns / 1000000000,
		.tv_nsec = ns % 1000000000,
	};

	/* Of these only the wait for bits takes a time that is absolute. */
	syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, val, &ts, NULL,
		FUTEX_BITSET_MATCH_ANY);
}

void posix_futex_wake(int *word, int count)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

void posix_yield(void)
{
	sched_yield();
}

unsigned long posix_thread_start(void *(*fn)(void *arg), void *arg)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, fn, arg) ? 0 : thread;
}

void posix_thread_join(unsigned long thread)
{
	if (pthread_join(thread, NULL))
		abort();
}

/* One for each thread. */
static __thread struct {
	void (*fn)(void *arg);
	void *arg;
} at_exit;

static void thread_exit(void *unused)
{
	(void)unused;
	at_exit.fn(at_exit.arg);
}

static pthread_key_t exit_key;
static int exit_key_error;

static void make_exit_key(void)
{
	exit_key_error = pthread_key_create(&exit_key, thread_exit);
}

int posix_at_thread_exit(void (*fn)(void *arg), void *arg)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (pthread_once(&once, make_exit_key) || exit_key_error || at_exit.fn)
		return -1;
	at_exit.fn = fn;
	at_exit.arg = arg;
	/* Anything but NULL. */
	return pthread_setspecific(exit_key, &exit_key) ? -1 : 0;
}

static int have_membarrier;

static void ask_for_membarrier(void)
{
	have_membarrier =
		!syscall(SYS_membarrier,
			 MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0);
}

int posix_membarrier(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, ask_for_membarrier);
	return have_membarrier &&
	       !syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
}
