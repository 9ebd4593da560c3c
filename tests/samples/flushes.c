// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is every flush of the converted samples needed, and would a bench notice if it
 * were missing?  Each finishing call in turn is taken out of a sample, which is
 * built and run again.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

/* The kernel's own maps leave nothing to flush: here others do. */
#define DEFERRING " -include tests/samples/deferring.h "

static const char *const samples[] = { SAMPLES };

static const struct style {
	const char *name;
	const char *dir;	/* of the converted samples, below TEST_BUILD */
	const char *flags;
	bool maps;		/* are batched, too */
	unsigned int least;	/* flushes in all of them */
} styles[] = {
	{ "gather", "samples/converted/gather", "", false, 5 },
	{ "async", "samples/converted/async", SHIM_FLAGS "async " DEFERRING, true, 9 },
	{ "fast", "samples/converted/fast", SHIM_FLAGS "fast", false, 5 },
	{ "explicit", "../demo/explicit", SHIM_FLAGS "explicit " DEFERRING, true, 9 },
};

#define NELEMS(a) (sizeof(a) / sizeof((a)[0]))

/*
 * Flushes that nobody misses: of maps that fail and are taken back right behind,
 * by unmaps with a flush of their own.  The first in the file.
 */
static const char *const taken_back[] = { "etnaviv_mmu", "vfio_type1" };

/* The next finishing call at or behind @at, or NULL. */
static const char *next_flush(const char *at)
{
	static const char *const names[] = {
		"iommu_iotlb_sync(", "iommu_tlb_sync(",
	};
	const char *found, *first = NULL;
	size_t i;

	for (i = 0; i < NELEMS(names); i++) {
		found = strstr(at, names[i]);
		if (found && (!first || found < first))
			first = found;
	}
	return first;
}

/* Does the sanitizer, or the bench itself, find fault on this IOMMU? */
static bool is_noticed(const char *bench, const char *preset)
{
	struct run r;

	setenv("IOMMU_SAN", "report", 1);
	r = RUN(NULL, bench, preset);
	unsetenv("IOMMU_SAN");
	return r.status != 0 || contains(r.err, "BUG: IOMMU-SAN") ||
	       contains(r.out, "BUG: IOMMU-SAN");
}

/* Build a sample from ; where it is. */
static char *build(const char *sample, const struct style *style,
		   const char *source)
{
	char *dir = scratch(), *bench = text("%s/bench", dir);
	struct run r;

	put(text("%s/sample.c", dir), source);
	r = RUN(NULL, "sh", "-c",
		text(COMPILE " %s -w -o %s %s/sample.c "
		     "%s/../samples/%s_bench.o %s/../samples/bench.o " LIBS,
		     style->flags, bench, dir, getenv("TEST_BUILD"), sample,
		     getenv("TEST_BUILD")));
	if (r.status)
		broken("%s: %s", sample, r.err.data);
	return bench;
}

static bool is_noticed_anywhere(const char *bench)
{
	return is_noticed(bench, "vt-d") ||
	       is_noticed(bench, "vt-d-caching-mode");
}

TEST is_ok_with_all_flushes(const char *sample, const struct style *style,
			    const char *source)
{
	ASSERT_FALSE(is_noticed_anywhere(build(sample, style, source)));
	PASS();
}

/* Without the finishing call at @flush. */
TEST a_bench_notices(const char *sample, const struct style *style,
		     const char *source, const char *flush, bool notices)
{
	char *less = text("%.*s(void)0%s", (int)(flush - source), source,
			  strstr(flush, ";"));

	ASSERT_EQ(notices, is_noticed_anywhere(build(sample, style, less)));
	PASS();
}

static unsigned int line_of(const char *source, const char *at)
{
	unsigned int line = 1;

	for (; source < at; source++)
		line += *source == '\n';
	return line;
}

TEST there_are_enough(unsigned int count, unsigned int least)
{
	ASSERT(count >= least);
	PASS();
}

static bool is_taken_back(const char *sample)
{
	size_t i;

	for (i = 0; i < NELEMS(taken_back); i++)
		if (!strcmp(taken_back[i], sample))
			return true;
	return false;
}

static void run_style(const struct style *style)
{
	unsigned int count = 0;
	size_t i;

	for (i = 0; i < NELEMS(samples); i++) {
		char *path = in_build(text("%s/%s.c", style->dir, samples[i]));
		const char *source = get(path).data;
		const char *at = next_flush(source), *first = at;

		if (!at)
			continue;
		RUN_NAMED(text("%s_in_%s", samples[i], style->name),
			  is_ok_with_all_flushes, samples[i], style, source);
		for (; at; at = next_flush(at + 1), count++)
			RUN_NAMED(text("%s_in_%s_line_%u", samples[i],
				       style->name, line_of(source, at)),
				  a_bench_notices, samples[i], style, source,
				  at, at != first || !style->maps ||
				  !is_taken_back(samples[i]));
	}
	RUN_NAMED(text("flushes_in_%s", style->name), there_are_enough, count,
		  style->least);
}

SUITE(flushes)
{
	size_t i;

	for (i = 0; i < NELEMS(styles); i++)
		run_style(&styles[i]);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(flushes);
	GREATEST_MAIN_END();
}
