/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WITNESS_H
#define WITNESS_H

/*
 * What a kernel does to the IOMMU between two points of a program that runs on
 * it: taken from the tracepoint iommu:unmap and from kprobes, through tracefs,
 * so that nothing has to be built for the kernel.  Counts are of one CPU.
 */

#include <stddef.h>

struct witness {
	size_t unmapped;	/* pages taken out of page tables */
	size_t flushes;		/* IOTLB invalidations that the hardware was sent */
	size_t unpinned;	/* pages given back */
	/*
	 * Pages that were given back at a moment when so many had not been
	 * unmapped and flushed: each could still be reached by the device.
	 */
	size_t early;
};

/*
 * From here on.  The program ends with a message where tracefs has not what is
 * needed: a count of nothing would look like one of zero.
 */
void witness_start(void);

/* Up to here. */
struct witness witness_stop(void);

/* Pages pinned and not yet unpinned, of the whole system. */
long pinned_pages(void);

#endif
