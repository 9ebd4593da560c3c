// SPDX-License-Identifier: GPL-2.0-only
/*
 * The study of flush queues: prints, as CSV, each cell with each fixed setting
 * ("fixed" lines), and with auto beside the best of them for each bound on
 * staleness ("auto" lines).
 */
#include <hosted/kernel.h>
#include <linux/kernel.h>

#include "study.h"

static const unsigned int flush_us[] = { 0, 1, 3, 10, 30, 100, 300, 1000 };
static const unsigned int cpus[] = { 1, 2, 4, 8, 16 };
static const unsigned int work_ns[] = { 500, 20000 };
static const unsigned int bounds_us[] = { 10000, 100000, 1000000 };

static const char *const modes[] = { "percpu", "single", "auto" };

#define CENTS(v) (unsigned int)(v), (unsigned int)((v) * 100) % 100

static void print_cell(const char *what, const struct study_cell *c)
{
	hosted_print("%s,%u,%s,%u,%s,%u,", what, c->flush_us,
		     c->serial ? "serial" : "parallel", c->cpus,
		     study_load_names[c->load], c->work_ns);
}

static void print_outcome(const struct study_outcome *o)
{
	hosted_print(",%u.%02u,%u.%02u,%u", CENTS(o->ns), CENTS(o->flushes),
		     (unsigned int)o->stale_us);
}

static void print_fixed(const struct study_cell *cell, const char *mode,
			const struct iommu_fq_options *options,
			const struct study_outcome *outcome)
{
	print_cell("fixed", cell);
	hosted_print("%s,%u,%u", mode, options->entries, options->timeout_us);
	print_outcome(outcome);
	hosted_print("\n");
}

struct fixed {
	struct study_outcome best[ARRAY_SIZE(bounds_us)];
	struct iommu_fq_options options[ARRAY_SIZE(bounds_us)];
};

static void visit(const struct study_cell *cell,
		  const struct iommu_fq_options *options,
		  const struct study_outcome *outcome, void *cookie)
{
	struct fixed *fixed = cookie;
	unsigned int i;

	print_fixed(cell, modes[options->mode], options, outcome);
	for (i = 0; i < ARRAY_SIZE(bounds_us); i++)
		if (outcome->stale_us <= bounds_us[i] &&
		    (!fixed->options[i].entries ||
		     outcome->ns < fixed->best[i].ns)) {
			fixed->best[i] = *outcome;
			fixed->options[i] = *options;
		}
}

static void study_linux(const struct study_cell *cell)
{
	struct study_cell linux_cell = *cell;
	struct iommu_fq_options options;
	struct study_outcome outcome;

	linux_cell.regardless = true;
	iommu_fq_default_options(&options, false);
	outcome = study_simulate(&linux_cell, &options);
	print_fixed(cell, "linux", &options, &outcome);
}

static void study(const struct study_cell *cell)
{
	struct fixed fixed = { 0 };
	unsigned int i;

	study_linux(cell);
	study_each_setting(cell, visit, &fixed);
	for (i = 0; i < ARRAY_SIZE(bounds_us); i++) {
		const struct iommu_fq_options options = {
			.mode = IOMMU_FQ_AUTO,
			.entries = STUDY_ENTRIES,
			.timeout_us = 1000000,
			.max_stale_us = bounds_us[i],
		};
		struct study_outcome o = study_simulate(cell, &options);
		double ratio = o.ns / fixed.best[i].ns;

		print_cell("auto", cell);
		hosted_print("%s,%u,%u", o.shared ? "single" : "percpu",
			     o.limit, bounds_us[i]);
		print_outcome(&o);
		hosted_print(",%s,%u,%u", modes[fixed.options[i].mode],
			     fixed.options[i].entries,
			     fixed.options[i].timeout_us);
		print_outcome(&fixed.best[i]);
		hosted_print(",%u.%02u\n", CENTS(ratio));
	}
}

int main(void)
{
	struct study_cell c = { 0 };
	unsigned int f, n, w;

	for (f = 0; f < ARRAY_SIZE(flush_us); f++)
		for (n = 0; n < ARRAY_SIZE(cpus); n++)
			for (w = 0; w < ARRAY_SIZE(work_ns); w++)
				for (c.load = 0; c.load < STUDY_LOADS; c.load++) {
					c.flush_us = flush_us[f];
					c.cpus = cpus[n];
					c.work_ns = work_ns[w];
					/* One CPU is one CPU. */
					if (c.cpus == 1 && c.load)
						continue;
					c.serial = false;
					study(&c);
					c.serial = true;
					study(&c);
				}
	return 0;
}
