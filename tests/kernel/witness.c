// SPDX-License-Identifier: GPL-2.0-only
#include "witness.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRACING "/sys/kernel/tracing/"

/*
 * One invalidation is one call of the function through which the IOMMU's driver
 * submits it; it is in force when that returns.  The driver that is not loaded,
 * or the function that this kernel has not, costs nothing.
 */
static const char *const flush_functions[] = {
	"qi_submit_sync",		/* Intel */
	"amd_iommu_iotlb_sync",		/* AMD, of what was gathered, */
	"amd_iommu_flush_iotlb_all",	/* and of all */
	"viommu_sync_req",		/* virtio */
	"arm_smmu_cmdq_issue_cmdlist",	/* Arm SMMUv3 */
};

static const struct {
	const char *function;
	const char *pages;		/* how many; without, it is one */
} unpin_functions[] = {
	{ "unpin_user_page", "" },
	{ "unpin_user_pages_dirty_lock", " pages=$arg2:u64" },
	{ "unpin_user_page_range_dirty_lock", " pages=$arg2:u64" },
};

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* What is written is shorter than a page, so that one write takes it. */
static bool try_write(const char *file, int flags, const char *string)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC | flags);
	ssize_t n;

	if (fd < 0)
		return false;
	n = write(fd, string, strlen(string));
	close(fd);
	return n == (ssize_t)strlen(string);
}

static void must_write(const char *file, const char *string)
{
	if (!try_write(file, O_TRUNC, string))
		err(2, "%s: cannot write '%s'", file, string);
}

static bool add_probe(const char *probe)
{
	return try_write(TRACING "kprobe_events", O_APPEND, probe);
}

static void set_up(void)
{
	static bool done;
	char probe[128];
	size_t i, flush = 0, unpin = 0;

	if (done)
		return;
	done = true;
	must_write(TRACING "tracing_on", "0");
	/* A ring that wraps would lose what came first. */
	must_write(TRACING "buffer_size_kb", "16384");
	for (i = 0; i < ARRAY_SIZE(flush_functions); i++) {
		snprintf(probe, sizeof(probe), "r:witness/flush_%zu %s\n", i,
			 flush_functions[i]);
		flush += add_probe(probe);
	}
	for (i = 0; i < ARRAY_SIZE(unpin_functions); i++) {
		snprintf(probe, sizeof(probe), "p:witness/unpin_%zu %s%s\n", i,
			 unpin_functions[i].function, unpin_functions[i].pages);
		unpin += add_probe(probe);
	}
	if (!flush)
		errx(2, "no function that flushes an IOTLB can be probed: is an IOMMU's driver loaded?");
	if (!unpin)
		errx(2, "no function that unpins pages can be probed");
	must_write(TRACING "events/witness/enable", "1");
	must_write(TRACING "events/iommu/unmap/enable", "1");
}

void witness_start(void)
{
	set_up();
	must_write(TRACING "trace", "");
	must_write(TRACING "tracing_on", "1");
}

struct account {
	struct witness seen;
	/*
	 * Pages that wait for a flush; pages that were flushed and not given back
	 * yet, or, below zero, the other way round.
	 */
	long waiting, flushed;
};

static void take_event(struct account *a, const char *name, const char *rest)
{
	if (!strncmp(name, "unmap:", 6)) {
		const char *size = strstr(rest, " unmapped_size=");
		size_t pages = size ? strtoul(size + 15, NULL, 10) / 4096 : 0;

		a->seen.unmapped += pages;
		a->waiting += (long)pages;
	} else if (!strncmp(name, "flush_", 6)) {
		a->seen.flushes++;
		a->flushed += a->waiting;
		a->waiting = 0;
	} else if (!strncmp(name, "unpin_", 6)) {
		const char *n = strstr(rest, " pages=");
		long pages = n ? strtol(n + 7, NULL, 10) : 1;

		a->seen.unpinned += (size_t)pages;
		a->flushed -= pages;
		if (a->flushed < 0)
			a->seen.early += (size_t)(pages < -a->flushed ?
						  pages : -a->flushed);
	}
}

/* "  client-64  [000] .....  3.141593: unmap: IOMMU: iova=..." */
static void take_line(struct account *a, char *line)
{
	char *name = strstr(line, ": "), *rest;

	if (line[0] == '#' || !name)
		return;
	if (strstr(line, "LOST"))
		errx(2, "the trace has lost events: %s", line);
	name += 2;
	rest = strchr(name, ':');
	if (rest)
		take_event(a, name, rest + 1);
}

struct witness witness_stop(void)
{
	struct account a = { 0 };
	char *line = NULL;
	size_t room = 0;
	FILE *trace;

	must_write(TRACING "tracing_on", "0");
	trace = fopen(TRACING "trace", "re");
	if (!trace)
		err(2, TRACING "trace");
	while (getline(&line, &room, trace) > 0)
		take_line(&a, line);
	free(line);
	fclose(trace);
	return a.seen;
}

long pinned_pages(void)
{
	long value, pinned = 0;
	char name[64];
	FILE *vmstat;

	/* Counters are per CPU, and summed up only now and then. */
	must_write("/proc/sys/vm/stat_refresh", "1");
	vmstat = fopen("/proc/vmstat", "re");
	if (!vmstat)
		err(2, "/proc/vmstat");
	while (fscanf(vmstat, "%63s %ld", name, &value) == 2) {
		if (!strcmp(name, "nr_foll_pin_acquired"))
			pinned += value;
		else if (!strcmp(name, "nr_foll_pin_released"))
			pinned -= value;
	}
	fclose(vmstat);
	return pinned;
}
