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

static const char *const samples[] = { "vfio_type1", "usnic_uiom", "gk20a" };

struct verdict {
	int status;
	char dma[16];
	unsigned long invalidations;
};

/* False unless the program printed exactly the one line it has to. */
static bool run(const char *dir, const char *sample, struct verdict *v)
{
	const char *build = getenv("TEST_BUILD");
	char command[512], line[256], name[32], extra[2];
	FILE *out;
	int n = 0;

	snprintf(command, sizeof(command), "%s/%s/%s 2>&1",
		 build ? build : "build/tests", dir, sample);
	out = popen(command, "r");
	if (!out)
		return false;
	while (fgets(line, sizeof(line), out)) {
		/* The log may speak; this line is not it. */
		if (strncmp(line, "sample=", 7)) {
			fputs(line, stderr);
			continue;
		}
		n += sscanf(line, "sample=%31s dma=%15s invalidations=%lu %1s",
			    name, v->dma, &v->invalidations, extra) == 3 &&
		     !strcmp(name, sample);
	}
	v->status = pclose(out);
	v->status = WIFEXITED(v->status) ? WEXITSTATUS(v->status) : -1;
	return n == 1;
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
	ASSERT(run("samples/sync", sample, &sync));
	ASSERT_STR_EQ("ok", sync.dma);
	ASSERT_EQ(0, sync.status);
	ASSERT_EQ_FMT(original.invalidations, sync.invalidations, "%lu");
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

	ASSERT(run("samples/sync", sample, &sync));
	ASSERT(run("samples/mutant", sample, &mutant));
	ASSERT_STR_EQ("stale", mutant.dma);
	ASSERT_EQ(1, mutant.status);
	ASSERT(mutant.invalidations < sync.invalidations);
	PASS();
}

int main(int argc, char **argv)
{
	size_t i;

	GREATEST_MAIN_BEGIN();
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		RUN_TEST1(the_original_is_ok, samples[i]);
		RUN_TEST1(in_style_sync_it_is_ok_and_flushes_as_often,
			  samples[i]);
		RUN_TEST1(without_the_flush_it_is_stale, samples[i]);
		RUN_TESTp(converted_it_is_ok, "sync", samples[i]);
		RUN_TESTp(converted_it_is_ok, "explicit", samples[i]);
		RUN_TESTp(converted_it_is_ok, "gather", samples[i]);
	}
	GREATEST_MAIN_END();
}
