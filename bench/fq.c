// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flush queues against Linux's, in one process and in turns.  Prints, for each
 * row, number of threads and cost of a flush, ns per call: the median of the
 * rounds and their range.  Exit status 1 when ours takes more of Linux's time
 * than the row allows.
 *
 * The machine may be busy.  What is compared was measured alternately within
 * the same second, and the ratio is that of the medians.
 */
#include <hosted/kernel.h>
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/kthread.h>

#include "fq.h"

#define ROUNDS 9

static const unsigned int costs_ns[] = { 0, 1000, 10000, 100000 };

static const struct bench_row *const tables[] = {
	bench_queue_rows, bench_iova_rows, bench_dma_rows,
};

struct worker {
	const struct bench_side *side;
	void *context;
	unsigned int thread;
	atomic_t *waiting;
	u64 ns;
};

static int work(void *data)
{
	struct worker *w = data;

	/* All begin at once. */
	atomic_dec(w->waiting);
	while (atomic_read(w->waiting))
		;
	w->ns = w->side->run(w->context, w->thread);
	return 0;
}

/* In tenths of ns per call. */
static u64 measure(const struct bench_side *side, unsigned int flush_ns,
		   unsigned int threads)
{
	struct task_struct *tasks[BENCH_THREADS];
	struct worker w[BENCH_THREADS];
	void *context = side->setup(flush_ns);
	atomic_t waiting = ATOMIC_INIT(threads);
	unsigned int i;
	u64 ns = 0;

	for (i = 0; i < threads; i++) {
		w[i] = (struct worker) {
			.side = side, .context = context, .thread = i,
			.waiting = &waiting,
		};
		tasks[i] = kthread_run(work, &w[i], "worker");
	}
	for (i = 0; i < threads; i++) {
		kthread_stop(tasks[i]);
		ns += w[i].ns;
	}
	side->teardown(context);
	return ns * 10 / threads / BENCH_CALLS;
}

static void sort(u64 *v, unsigned int n)
{
	unsigned int i, j;

	for (i = 1; i < n; i++)
		for (j = i; j && v[j] < v[j - 1]; j--)
			swap(v[j], v[j - 1]);
}

#define TENTHS(v) (v) / 10, (v) % 10

/* Is it within its limit? */
static bool compare(const struct bench_row *row, unsigned int flush_ns,
		    unsigned int threads)
{
	u64 ours[ROUNDS], theirs[ROUNDS], ratio;
	unsigned int r;
	bool good;

	for (r = 0; r < ROUNDS; r++) {
		ours[r] = measure(&row->ours, flush_ns, threads);
		theirs[r] = measure(&row->theirs, flush_ns, threads);
	}
	sort(ours, ROUNDS);
	sort(theirs, ROUNDS);
	ratio = ours[ROUNDS / 2] * 100 / theirs[ROUNDS / 2];
	good = !row->percent || ratio <= row->percent;

	hosted_print("%-34s %u %4u us %5llu.%llu (%llu.%llu-%llu.%llu) ",
		     row->name, threads, flush_ns / 1000,
		     TENTHS(ours[ROUNDS / 2]), TENTHS(ours[0]),
		     TENTHS(ours[ROUNDS - 1]));
	hosted_print("%5llu.%llu (%llu.%llu-%llu.%llu) %llu.%02llu",
		     TENTHS(theirs[ROUNDS / 2]), TENTHS(theirs[0]),
		     TENTHS(theirs[ROUNDS - 1]), ratio / 100, ratio % 100);
	if (row->percent)
		hosted_print(" %s %u.%02u", good ? "<=" : "ABOVE",
			     row->percent / 100, row->percent % 100);
	hosted_print("\n");
	return good;
}

int main(void)
{
	const struct bench_row *row;
	unsigned int t, c, threads;
	bool good = true;

	hosted_print("%-34s threads, flush; ns: ours, Linux 6.1, ratio\n", "");
	for (t = 0; t < ARRAY_SIZE(tables); t++)
		for (row = tables[t]; row->name; row++)
			for (threads = 1; threads <= BENCH_THREADS; threads++)
				for (c = 0; c < ARRAY_SIZE(costs_ns); c++)
					if (!c || !row->free_flush_only)
						good &= compare(row, costs_ns[c],
								threads);
	bench_staleness();
	bench_dma_waits(costs_ns, ARRAY_SIZE(costs_ns));
	return !good;
}
