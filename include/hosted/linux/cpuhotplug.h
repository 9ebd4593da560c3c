/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_CPUHOTPLUG_H
#define _LINUX_CPUHOTPLUG_H

#include <linux/types.h>

/*
 * CPUs are all there from the beginning to the end, but a test may say that one
 * has gone (hosted_cpu_dead() of <hosted/kernel.h>): then the teardown of every
 * instance is called, as it is for a CPU that went offline.
 */
enum cpuhp_state {
	CPUHP_IOMMU_IOVA_DEAD,
	CPUHP_BP_PREPARE_DYN,		/* one that is free, of those to _END */
	CPUHP_BP_PREPARE_DYN_END = CPUHP_BP_PREPARE_DYN + 4,
	CPUHP_STATES,
};

/* 0, for CPUHP_BP_PREPARE_DYN the state; -EBUSY, -ENOSPC.  May sleep. */
int cpuhp_setup_state_multi(enum cpuhp_state state, const char *name,
			    int (*startup)(unsigned int cpu,
					   struct hlist_node *node),
			    int (*teardown)(unsigned int cpu,
					    struct hlist_node *node));
void cpuhp_remove_multi_state(enum cpuhp_state state);
int cpuhp_state_add_instance_nocalls(enum cpuhp_state state,
				     struct hlist_node *node);
int cpuhp_state_remove_instance_nocalls(enum cpuhp_state state,
					struct hlist_node *node);

#endif
