// SPDX-License-Identifier: GPL-2.0-only
/*
 * The simulation; see study.h.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/string.h>

#include "fq-policy.h"
#include "study.h"

/*
 * What `make bench-fq` measured: to queue and release an entry; more of it where
 * a ring has left the first cache, or the second; what it costs that another CPU
 * had the ring before, and how fast it can go from CPU to CPU at all; the
 * software of a flush.
 */
#define QUEUE_NS 10.0
#define L2_NS 1.0
#define L3_NS 3.0
#define L1_ENTRIES 1024
#define L2_ENTRIES 32768
#define SWITCH_NS 64.0
#define LINE_NS 40.0
#define FLUSH_NS 100.0

#define TICK_NS (1e9 / HZ)
#define NEVER 1e30
#define SURVEY_NS 1e6
#define LATER_NS 1e9
#define FLUSHES 64		/* in flight, at most */

const char *const study_load_names[STUDY_LOADS] = {
	[STUDY_EVEN] = "even", [STUDY_SKEWED] = "skewed", [STUDY_ONE] = "one",
};

struct cpu {
	double work_ns;		/* 0: it does nothing */
	double period;		/* from call to call, as things are */
	double next;		/* call */
	double resumes;		/* after a flush, its own or another's */
	double oldest;		/* entry that is not released: when queued */
	u64 made, released;	/* entries */
	u64 surveyed;
};

struct flush {
	double began, ends;
	/* What it covers, and when the first that it does not was queued. */
	u64 made[STUDY_CPUS];
	double first[STUDY_CPUS];
};

struct sim {
	const struct study_cell *cell;
	struct fq_policy policy;
	struct cpu cpus[STUDY_CPUS];
	struct flush flushes[FLUSHES];
	unsigned int in_flight;
	double now;
	double hardware;	/* a serial one is free then */
	double switches;	/* part of calls that follow another CPU's */

	double timer;		/* NEVER: off */
	u64 armed, started;
	double newest;		/* flush, when it began */
	double surveyed;

	double queueing, flushing;	/* time of CPUs */
	u64 done;
	double stale;
};

static double queue_ns(const struct sim *s, unsigned int cpu)
{
	const struct cpu *c = &s->cpus[cpu];
	u32 used = s->policy.limit;
	double ns = QUEUE_NS;

	if (used > L2_ENTRIES)
		ns += L3_NS;
	else if (used > L1_ENTRIES)
		ns += L2_NS;
	if (s->policy.shared && s->switches > 0) {
		ns += s->switches * SWITCH_NS;
		/* All take turns. */
		ns = max(ns, s->cell->cpus * s->switches * LINE_NS -
			     c->work_ns);
	}
	return ns;
}

/* The policy has changed its mind, or has not. */
static void set_periods(struct sim *s)
{
	unsigned int i;

	for (i = 0; i < s->cell->cpus; i++)
		if (s->cpus[i].work_ns)
			s->cpus[i].period = s->cpus[i].work_ns +
					    queue_ns(s, i);
}

/* All calls before @t. */
static void advance(struct sim *s, double t)
{
	unsigned int i;

	s->now = t;
	for (i = 0; i < s->cell->cpus; i++) {
		struct cpu *c = &s->cpus[i];
		u64 n;

		if (!c->work_ns || c->next >= t)
			continue;
		n = (u64)((t - c->next) / c->period) + 1;
		if (c->made == c->released)
			c->oldest = c->next;
		c->made += n;
		s->done += n;
		s->queueing += n * (c->period - c->work_ns);
		c->next += n * c->period;
	}
}

static u32 hard_limit(const struct sim *s)
{
	return s->policy.shared ? s->policy.shared_entries :
				  s->policy.own_entries;
}

static u32 limit(const struct sim *s)
{
	if (!s->policy.delay)
		return 0;
	return s->policy.ahead && s->in_flight ? hard_limit(s) :
						 s->policy.limit;
}

static bool runs(const struct sim *s, const struct cpu *c)
{
	return c->work_ns && c->resumes <= s->now;
}

/* When CPU @cpu finds its queue full. */
static double full_at(const struct sim *s, unsigned int cpu, double shared_full)
{
	const struct cpu *c = &s->cpus[cpu];
	double room;

	if (!runs(s, c))
		return NEVER;
	if (s->policy.shared) {
		if (shared_full <= c->next)
			return c->next;
		room = (u64)((shared_full - c->next) / c->period) + 1;
	} else {
		room = (double)limit(s) - (double)(c->made - c->released);
	}
	return c->next + max(room, 0.0) * c->period;
}

/* When the queue that all share has no room. */
static double shared_full_at(const struct sim *s)
{
	double room = limit(s), rate = 0;
	unsigned int i;

	for (i = 0; i < s->cell->cpus; i++) {
		const struct cpu *c = &s->cpus[i];

		room -= c->made - c->released;
		if (runs(s, c))
			rate += 1 / c->period;
	}
	if (room <= 0)
		return s->now;
	return rate > 0 ? s->now + room / rate : NEVER;
}

/*
 * A timer runs out at a tick; one that is far away at one of every 8, of every
 * 64 if it is farther, as Linux's timer wheel has it.
 */
static double timer_expires(double now, unsigned long delay)
{
	u64 tick = (u64)(now / TICK_NS) + delay, step = 1, far = delay;

	for (; far >= 64; far /= 8)
		step *= 8;
	return (tick / step + 1) * step * TICK_NS;
}

/* By the next call of anybody, if the timer is off. */
static void arm(struct sim *s)
{
	double next = NEVER;
	unsigned int i;

	if (s->timer < NEVER)
		return;
	for (i = 0; i < s->cell->cpus; i++)
		if (s->cpus[i].work_ns)
			next = min(next, max(s->cpus[i].next, s->now));
	s->timer = timer_expires(next, s->policy.delay);
	s->armed = s->started;
}

/* By this CPU, which goes on when it has ended. */
static void begin_flush(struct sim *s, unsigned int cpu)
{
	struct flush *f = &s->flushes[s->in_flight++];
	bool later = s->cell->later_us && s->now > LATER_NS;
	double ns = (later ? s->cell->later_us : s->cell->flush_us) * 1e3;
	unsigned int i;

	f->began = s->now;
	if (s->cell->serial) {
		s->hardware = max(s->hardware, s->now) + ns;
		f->ends = s->hardware + FLUSH_NS;
	} else {
		f->ends = s->now + ns + FLUSH_NS;
	}
	s->started++;
	s->newest = s->now;
	s->flushing += f->ends - s->now;

	s->cpus[cpu].resumes = max(s->cpus[cpu].resumes, f->ends);
	s->cpus[cpu].next = max(s->cpus[cpu].next, f->ends);
	for (i = 0; i < s->cell->cpus; i++) {
		f->made[i] = s->cpus[i].made;
		f->first[i] = s->cpus[i].next;
	}
}

static void survey(struct sim *s)
{
	struct fq_traffic t = { .ns = s->now - s->surveyed };
	unsigned int i;

	if (!s->policy.adapts || t.ns < SURVEY_NS)
		return;
	for (i = 0; i < s->cell->cpus; i++) {
		u64 n = s->cpus[i].made - s->cpus[i].surveyed;

		s->cpus[i].surveyed = s->cpus[i].made;
		t.entries += n;
		if (s->policy.shared)
			continue;
		if (n > t.busiest) {
			t.second = t.busiest;
			t.busiest = n;
		} else {
			t.second = max(t.second, n);
		}
	}
	t.switches = t.entries * s->switches;
	s->surveyed = s->now;
	fq_policy_traffic(&s->policy, &t);
}

static void end_flush(struct sim *s, unsigned int number)
{
	struct flush f = s->flushes[number];
	unsigned int i;

	s->flushes[number] = s->flushes[--s->in_flight];
	for (i = 0; i < s->cell->cpus; i++) {
		struct cpu *c = &s->cpus[i];

		if (f.made[i] <= c->released)
			continue;
		s->stale = max(s->stale, f.ends - c->oldest);
		c->released = f.made[i];
		c->oldest = f.first[i];
	}
	fq_policy_flushed(&s->policy, f.ends - f.began);
	survey(s);
	set_periods(s);
}

static void time_is_up(struct sim *s)
{
	double due = timer_expires(s->newest, s->policy.delay);
	unsigned int i;
	u64 left = 0;

	s->timer = NEVER;
	if (!s->cell->regardless && s->started != s->armed &&
	    s->now - s->newest < s->policy.delay * TICK_NS) {
		for (i = 0; i < s->cell->cpus; i++)
			left += s->cpus[i].made - s->cpus[i].released;
		if (left) {
			s->timer = max(due, s->now);
			s->armed = s->started;
		}
	} else {
		/* Of a CPU that does something. */
		begin_flush(s, 0);
	}
}

/* For one that releases the oldest entry of its queue, if there is one. */
static bool wait_for_flush(struct sim *s, unsigned int cpu)
{
	struct cpu *c = &s->cpus[cpu];
	double oldest = NEVER, until = NEVER;
	unsigned int i;

	for (i = 0; i < s->cell->cpus; i++)
		if ((i == cpu || s->policy.shared) &&
		    s->cpus[i].made > s->cpus[i].released)
			oldest = min(oldest, s->cpus[i].oldest);
	for (i = 0; i < s->in_flight; i++)
		if (s->flushes[i].began >= oldest)
			until = min(until, s->flushes[i].ends);
	if (until >= NEVER)
		return false;
	s->flushing += until - s->now;
	c->resumes = until;
	c->next = until;
	return true;
}

/* To what happens next. */
static void step(struct sim *s)
{
	double next = NEVER, shared = NEVER;
	unsigned int i, ends = FLUSHES, full = STUDY_CPUS;

	if (s->policy.delay)
		arm(s);
	for (i = 0; i < s->in_flight; i++)
		if (s->flushes[i].ends < next) {
			next = s->flushes[i].ends;
			ends = i;
		}
	if (s->policy.shared)
		shared = shared_full_at(s);
	for (i = 0; i < s->cell->cpus; i++) {
		double t = full_at(s, i, shared);

		if (t < next) {
			next = t;
			full = i;
		}
	}
	if (s->timer < next) {
		advance(s, max(s->timer, s->now));
		time_is_up(s);
		return;
	}
	advance(s, max(next, s->now));
	if (full < STUDY_CPUS) {
		if (s->policy.delay && !s->cell->regardless &&
		    wait_for_flush(s, full))
			return;
		begin_flush(s, full);
		/* Its entry, which is queued when it has ended; or was it? */
		if (!s->policy.delay) {
			s->done++;
			s->queueing += QUEUE_NS;
			s->cpus[full].next += s->cpus[full].work_ns;
		}
	} else {
		end_flush(s, ends);
	}
}

static double load_of(const struct study_cell *cell, unsigned int cpu)
{
	if (!cpu || cell->load == STUDY_EVEN)
		return 1;
	return cell->load == STUDY_SKEWED ? 1.0 / (cell->cpus - 1) : 0;
}

static void init(struct sim *s, const struct study_cell *cell,
		 const struct iommu_fq_options *options)
{
	double sum = 0, squares = 0;
	unsigned int i;

	memset(s, 0, sizeof(*s));
	s->cell = cell;
	s->timer = NEVER;
	fq_policy_init(&s->policy, options, cell->cpus);
	for (i = 0; i < cell->cpus; i++) {
		double load = load_of(cell, i);

		s->cpus[i].work_ns = load > 0 ? cell->work_ns / load : 0;
		/* Not all in step. */
		s->cpus[i].next = s->cpus[i].work_ns * i / cell->cpus;
		sum += load;
		squares += load * load;
	}
	s->switches = 1 - squares / (sum * sum);
	set_periods(s);
}

struct study_outcome study_simulate(const struct study_cell *cell,
				    const struct iommu_fq_options *options)
{
	static struct sim s;
	double queueing, flushing;
	u64 done, flushes;

	init(&s, cell, options);
	/* Until it has settled. */
	while (s.now < 3e9 && (s.started < 200 || s.now < 10e6))
		step(&s);
	queueing = s.queueing;
	flushing = s.flushing;
	done = s.done;
	flushes = s.started;
	while (s.now < 13e9 && (s.started < flushes + 2000 ||
				(cell->later_us && s.now < 2 * LATER_NS)))
		step(&s);
	done = max_t(u64, s.done - done, 1);
	return (struct study_outcome) {
		.ns = (s.queueing - queueing + s.flushing - flushing) / done,
		.flushes = (s.started - flushes) * 1e6 / done,
		.stale_us = s.stale / 1e3,
		.shared = s.policy.shared,
		.limit = s.policy.limit,
	};
}

void study_each_setting(const struct study_cell *cell,
			void (*visit)(const struct study_cell *cell,
				      const struct iommu_fq_options *options,
				      const struct study_outcome *outcome,
				      void *cookie),
			void *cookie)
{
	struct iommu_fq_options o;

	for (o.mode = IOMMU_FQ_PERCPU; o.mode < IOMMU_FQ_AUTO; o.mode++) {
		unsigned int queues = o.mode == IOMMU_FQ_SINGLE ? 1 : cell->cpus;

		for (o.entries = 64; o.entries <= STUDY_ENTRIES / queues;
		     o.entries *= 2)
			for (o.timeout_us = 1000; o.timeout_us <= 1000000;
			     o.timeout_us *= 10) {
				struct study_outcome outcome;

				o.max_stale_us = 0;
				outcome = study_simulate(cell, &o);
				visit(cell, &o, &outcome, cookie);
			}
	}
}

struct search {
	unsigned int max_stale_us;
	struct iommu_fq_options *options;
	struct study_outcome best;
};

static void look(const struct study_cell *cell,
		 const struct iommu_fq_options *options,
		 const struct study_outcome *outcome, void *cookie)
{
	struct search *search = cookie;

	(void)cell;
	if (outcome->stale_us > search->max_stale_us ||
	    outcome->ns >= search->best.ns)
		return;
	search->best = *outcome;
	*search->options = *options;
}

struct study_outcome study_best(const struct study_cell *cell,
				unsigned int max_stale_us,
				struct iommu_fq_options *best)
{
	struct search search = {
		.max_stale_us = max_stale_us,
		.options = best,
		.best.ns = NEVER,
	};

	study_each_setting(cell, look, &search);
	return search.best;
}
