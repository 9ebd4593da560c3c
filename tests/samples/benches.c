// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the samples' benches and reads what they say.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "greatest.h"

GREATEST_MAIN_DEFS();

static const char *const samples[] = { SAMPLES };
static const char *const presets[] = {
	"vt-d", "vt-d-caching-mode", "amd-vi", "smmu-v3", "virtio",
	"s390-shadow",
};

#define NELEMS(a) (sizeof(a) / sizeof((a)[0]))

struct verdict {
	int status;
	char dma[16];
	unsigned long invalidations;
	int reports;		/* of the sanitizer */
};

/* False unless the program printed exactly the one line it has to. */
static bool run_san(const char *mode, const char *dir, const char *sample,
		    struct verdict *v)
{
	const char *build = getenv("TEST_BUILD");
	char command[512], line[256], name[32], extra[2];
	size_t len = strcspn(sample, " ");
	FILE *out;
	int n = 0;

	v->reports = 0;
	snprintf(command, sizeof(command), "IOMMU_SAN=%s exec %s/%s/%s 2>&1", mode,
		 build ? build : "build/tests", dir, sample);
	out = popen(command, "r");
	if (!out)
		return false;
	while (fgets(line, sizeof(line), out)) {
		/* The log may speak; this line is not it. */
		if (strncmp(line, "sample=", 7)) {
			v->reports += !strncmp(line, "BUG: IOMMU-SAN", 14);
			continue;
		}
		n += sscanf(line, "sample=%31s dma=%15s invalidations=%lu %1s",
			    name, v->dma, &v->invalidations, extra) == 3 &&
		     strlen(name) == len && !strncmp(name, sample, len);
	}
	v->status = pclose(out);
	v->status = WIFEXITED(v->status) ? WEXITSTATUS(v->status) : -1;
	return n == 1;
}

/* The first report of the sanitizer would be the end of it. */
static bool run(const char *dir, const char *sample, struct verdict *v)
{
	return run_san("abort", dir, sample, v) && !v->reports;
}

TEST the_original_is_ok(const char *sample)
{
	struct verdict v;

	ASSERT(run("../samples", sample, &v));
	ASSERT_STR_EQ("ok", v.dma);
	ASSERT_EQ(0, v.status);
	ASSERT(v.invalidations > 0);
	PASS();
}

TEST in_style_sync_it_is_ok_and_flushes_as_often(const char *sample)
{
	struct verdict original, sync;

	ASSERT(run("../samples", sample, &original));
	ASSERT(run("../demo/sync", sample, &sync));
	ASSERT_STR_EQ("ok", sync.dma);
	ASSERT_EQ(0, sync.status);
	ASSERT_EQ_FMT(original.invalidations, sync.invalidations, "%lu");
	PASS();
}

TEST converted_to_explicit_it_is_ok_and_flushes_no_more(const char *sample)
{
	struct verdict original, explicit;

	ASSERT(run("../samples", sample, &original));
	ASSERT(run("../demo/explicit", sample, &explicit));
	ASSERT_STR_EQ("ok", explicit.dma);
	ASSERT_EQ(0, explicit.status);
	ASSERT(explicit.invalidations <= original.invalidations);
	PASS();
}

/* What is deferred there is deferred for fewer flushes. */
TEST batches_save_flushes(const char *sample)
{
	struct verdict original, explicit;

	ASSERT(run("../samples", sample, &original));
	ASSERT(run("../demo/explicit", sample, &explicit));
	ASSERT(explicit.invalidations < original.invalidations);
	PASS();
}

TEST on_every_preset_it_is_ok_without_a_report(const char *sample)
{
	static const char *const dirs[] = {
		"../samples", "../demo/sync", "../demo/explicit",
	};
	struct verdict v;
	char bench[64];
	size_t d, p;

	for (d = 0; d < NELEMS(dirs); d++) {
		for (p = 0; p < NELEMS(presets); p++) {
			snprintf(bench, sizeof(bench), "%s %s", sample,
				 presets[p]);
			if (!run(dirs[d], bench, &v) || v.status ||
			    strcmp(v.dma, "ok")) {
				fprintf(stderr, "%s/%s\n", dirs[d], bench);
				FAIL();
			}
		}
	}
	PASS();
}

/* As the command converts it, with its loops in batches. */
TEST converted_it_is_ok(const char *style, const char *sample)
{
	struct verdict original, v;
	char dir[64];

	snprintf(dir, sizeof(dir), "samples/converted/%s", style);
	ASSERT(run("../samples", sample, &original));
	ASSERT(run(dir, sample, &v));
	ASSERT_STR_EQ("ok", v.dma);
	ASSERT_EQ(0, v.status);
	ASSERT(v.invalidations > 0);
	ASSERT(v.invalidations <= original.invalidations);
	PASS();
}

TEST without_the_flush_it_is_stale(const char *sample)
{
	struct verdict sync, mutant;

	ASSERT(run("../demo/sync", sample, &sync));
	ASSERT(run_san("off", "samples/no-flush", sample, &mutant));
	ASSERT_EQ(0, mutant.reports);
	ASSERT_STR_EQ("stale", mutant.dma);
	ASSERT_EQ(1, mutant.status);
	ASSERT(mutant.invalidations <= sync.invalidations);
	PASS();
}

/* @bench is a sample, and a preset if the mutant needs one. */
TEST mutated_it_is_reported(const char *mutant, const char *bench)
{
	struct verdict v;
	char dir[64];

	snprintf(dir, sizeof(dir), "samples/%s", mutant);
	ASSERT(run_san("report", dir, bench, &v));
	ASSERT(v.reports > 0);
	/* And ends there, when it is told to. */
	ASSERT(!run_san("abort", dir, bench, &v));
	ASSERT_EQ(1, v.reports);
	ASSERT_EQ(-1, v.status);
	PASS();
}

static void run_mutants(const char *sample)
{
	static const char *const mutants[] = { MUTANTS };
	static const char *const mapping[] = { MAPPING_SAMPLES };
	char bench[64];
	size_t m;

	for (m = 0; m < NELEMS(mutants); m++)
		RUN_TESTp(mutated_it_is_reported, mutants[m], sample);
	for (m = 0; m < NELEMS(mapping); m++) {
		if (strcmp(mapping[m], sample))
			continue;
		snprintf(bench, sizeof(bench), "%s vt-d-caching-mode", sample);
		RUN_TESTp(mutated_it_is_reported, "no-map-flush", bench);
	}
}

int main(int argc, char **argv)
{
	static const char *const batched[] = {
		"etnaviv_mmu", "remoteproc", "usnic_uiom",
	};
	size_t i;

	GREATEST_MAIN_BEGIN();
	for (i = 0; i < NELEMS(samples); i++) {
		RUN_TEST1(the_original_is_ok, samples[i]);
		RUN_TEST1(in_style_sync_it_is_ok_and_flushes_as_often,
			  samples[i]);
		RUN_TEST1(converted_to_explicit_it_is_ok_and_flushes_no_more,
			  samples[i]);
		RUN_TEST1(on_every_preset_it_is_ok_without_a_report,
			  samples[i]);
		RUN_TEST1(without_the_flush_it_is_stale, samples[i]);
		run_mutants(samples[i]);
		RUN_TESTp(converted_it_is_ok, "gather", samples[i]);
		RUN_TESTp(converted_it_is_ok, "async", samples[i]);
		RUN_TESTp(converted_it_is_ok, "fast", samples[i]);
	}
	for (i = 0; i < NELEMS(batched); i++)
		RUN_TEST1(batches_save_flushes, batched[i]);
	GREATEST_MAIN_END();
}
