// SPDX-License-Identifier: GPL-2.0-only
#include "base/parallel.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/util.h"

struct job {
	atomic_size_t next;
	size_t count;
	void (*work)(void *arg, size_t i);
	void *arg;
};

#ifdef __SANITIZE_THREAD__
/* ThreadSanitizer does not see what orders the statics of libclang. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
	return "called_from_lib:libLLVM\n"
	       "called_from_lib:libclang\n";
}
#endif

static volatile sig_atomic_t caught;
static int event = -1;

static void *worker(void *arg)
{
	struct job *job = arg;
	size_t i;

	while (!interrupted() &&
	       (i = atomic_fetch_add(&job->next, 1)) < job->count)
		job->work(job->arg, i);
	return NULL;
}

void parallel(size_t count, unsigned int jobs, void (*work)(void *arg, size_t i),
	      void *arg)
{
	struct job job = { .count = count, .work = work, .arg = arg };
	pthread_t *threads = xcalloc(jobs, sizeof(*threads));
	unsigned int started = 0;

	/* The caller is one of the workers; a thread refused is only slower. */
	while (started + 1 < jobs && started + 1 < count &&
	       !pthread_create(&threads[started], NULL, worker, &job))
		started++;
	worker(&job);
	while (started)
		pthread_join(threads[--started], NULL);
	free(threads);
}

static void on_signal(int sig)
{
	uint64_t one = 1;

	caught = sig;
	/* Nothing can be done about a failure here; caught says it as well. */
	if (write(event, &one, sizeof(one)) < 0)
		return;
}

void interrupt_catch(void)
{
	struct sigaction action = { .sa_handler = on_signal };
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	size_t i;

	event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (event < 0)
		die("eventfd:");
	for (i = 0; i < ARRAY_SIZE(signals); i++) {
		struct sigaction old;

		sigaction(signals[i], NULL, &old);
		/* nohup and shells' & ignore some on purpose. */
		if (old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

bool interrupted(void)
{
	return caught != 0;
}

int interrupt_fd(void)
{
	return event;
}

void interrupt_exit(void)
{
	int sig = caught;

	signal(sig, SIG_DFL);
	raise(sig);
	_exit(128 + sig);
}
