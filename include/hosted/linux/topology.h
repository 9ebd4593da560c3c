/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

/* One node has all CPUs and all memory. */
#define NUMA_NO_NODE (-1)
#define cpu_to_node(cpu) ((void)(cpu), 0)

#endif
