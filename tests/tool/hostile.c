// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shapes that nobody writes come out whole: every site is in the ledger and has
 * its reason.  How long they take is for `make bench-hostile` to say.
 */
#include <string.h>

#include "csv.h"
#include "greatest.h"
#include "harness.h"
#include "shapes.h"

/* As many of the shape's things as a bench has, by this. */
#define SHARE 20

TEST every_site_has_its_reason(const struct shape *shape)
{
	unsigned int n = shape->most / SHARE, i;
	unsigned int sites = shape->sites + n * shape->sites_each;
	char *dir = scratch();
	struct run r;
	struct csv t;

	shape_put(shape, n, text("%s/a.c", dir));
	r = RUN(dir, tool(), "scan", "--to", "gather", "--format", "csv",
		"a.c");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	t = csv_parse(r.out, shape->name);
	ASSERT_EQ_FMT((size_t)sites, t.rows, "%zu");
	for (i = 0; i < sites; i++) {
		const char *outcome = csv_get(&t, i, "outcome");

		ASSERTm(outcome, !strcmp(outcome, "kept") ||
				 !strcmp(outcome, "converted"));
		ASSERT(*csv_get(&t, i, "reason"));
	}
	PASS();
}

/* What a loop calls is looked into, but so far only: then nothing is put off. */
TEST a_loop_that_calls(unsigned int n, const char *outcome, const char *reason)
{
	char *dir = scratch(), *path = text("%s/a.c", dir);
	FILE *out = fopen(path, "w");
	unsigned int i;
	struct run r;
	struct csv t;

	if (!out)
		broken("%s: cannot be written", path);
	for (i = 0; i < n; i++)
		fprintf(out, "static void g%u(int *n)\n{\n\tn[0] = %u;\n}\n", i, i);
	fputs("void f(struct iommu_domain *d, int *n)\n{\n\tint i;\n\n"
	      "\tfor (i = 0; i < 4; i++) {\n"
	      "\t\tiommu_unmap(d, i, 1);\n", out);
	for (i = 0; i < n; i++)
		fprintf(out, "\t\tg%u(n);\n", i);
	fputs("\t}\n}\n", out);
	fclose(out);
	r = RUN(dir, tool(), "scan", "--to", "gather", "--format", "csv",
		"a.c");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	t = csv_parse(r.out, path);
	ASSERT_EQ_FMT((size_t)1, t.rows, "%zu");
	ASSERTm(csv_get(&t, 0, "reason"),
		strstr(csv_get(&t, 0, "reason"), reason));
	ASSERT_STR_EQ(outcome, csv_get(&t, 0, "outcome"));
	PASS();
}

SUITE(hostile)
{
	const struct shape *shape;

	for (shape = shapes; shape->name; shape++)
		RUN_NAMED(shape->name, every_site_has_its_reason, shape);
	RUN_NAMED("a_loop_that_calls_many", a_loop_that_calls, 1000,
		  "converted", "deferred: one flush of d");
	RUN_NAMED("a_loop_that_calls_too_many", a_loop_that_calls, 1100,
		  "kept", " leads to too many functions");
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(hostile);
	GREATEST_MAIN_END();
}
