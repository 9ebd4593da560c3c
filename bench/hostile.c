// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a scan of the shapes costs that nobody writes: seconds of processor time,
 * so that others on the machine do not count.  Exits with 1 when a median is
 * above the limit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "harness.h"
#include "tool/shapes.h"

#define ROUNDS 3
#define LIMIT 2.0

static double seconds_of_children(void)
{
	struct rusage u;

	getrusage(RUSAGE_CHILDREN, &u);
	return u.ru_utime.tv_sec + u.ru_stime.tv_sec +
	       (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Is it slow? */
static int measure(const struct shape *shape)
{
	double seconds[ROUNDS], start;
	char *dir = scratch();
	unsigned int i;

	shape_put(shape, shape->most, text("%s/a.c", dir));
	for (i = 0; i < ROUNDS; i++) {
		struct run r;

		start = seconds_of_children();
		r = RUN(dir, tool(), "scan", "--to", "gather", "a.c");
		seconds[i] = seconds_of_children() - start;
		if (r.status)
			broken("%s: exit status %d: %s", shape->name, r.status,
			       r.err.data);
	}
	remove_all(dir);
	qsort(seconds, ROUNDS, sizeof(*seconds), by_size);
	printf("%7u %-28s %8.2f %8.2f %8.2f%s\n", shape->most, shape->name,
	       seconds[ROUNDS / 2], seconds[0], seconds[ROUNDS - 1],
	       seconds[ROUNDS / 2] > LIMIT ? "  too slow" : "");
	fflush(stdout);
	return seconds[ROUNDS / 2] > LIMIT;
}

int main(void)
{
	const struct shape *shape;
	int slow = 0;

	printf("%-36s %8s %8s %8s\n", "seconds, at most 2.00", "median", "min",
	       "max");
	for (shape = shapes; shape->name; shape++)
		slow |= measure(shape);
	return slow;
}
