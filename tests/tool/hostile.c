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

SUITE(hostile)
{
	const struct shape *shape;

	for (shape = shapes; shape->name; shape++)
		RUN_NAMED(shape->name, every_site_has_its_reason, shape);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(hostile);
	GREATEST_MAIN_END();
}
