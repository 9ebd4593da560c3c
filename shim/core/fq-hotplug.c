// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a CPU has queued is flushed when it goes away: nobody else would look
 * into its queue before the time is up.
 */
#include <linux/cpuhotplug.h>
#include <linux/kernel.h>
#include <linux/mutex.h>

#include "fq.h"

static DEFINE_MUTEX(lock);	/* of the two */
static unsigned int users;
static enum cpuhp_state state;

static int cpu_dead(unsigned int cpu, struct hlist_node *node)
{
	fq_cpu_dead(hlist_entry(node, struct iommu_fq, hotplug), cpu);
	return 0;
}

static int get_state(void)
{
	int ret = 0;

	mutex_lock(&lock);
	if (!users) {
		/* Of this section, the teardown runs when the CPU is dead. */
		ret = cpuhp_setup_state_multi(CPUHP_BP_PREPARE_DYN,
					      "iommu-shim:dead", NULL,
					      cpu_dead);
		if (ret > 0)
			state = ret;
	}
	if (ret >= 0)
		users++;
	mutex_unlock(&lock);
	return ret < 0 ? ret : 0;
}

static void put_state(void)
{
	mutex_lock(&lock);
	if (!--users)
		cpuhp_remove_multi_state(state);
	mutex_unlock(&lock);
}

int fq_hotplug_add(struct iommu_fq *fq)
{
	int ret = get_state();

	if (ret)
		return ret;
	ret = cpuhp_state_add_instance_nocalls(state, &fq->hotplug);
	if (ret)
		put_state();
	return ret;
}

void fq_hotplug_remove(struct iommu_fq *fq)
{
	cpuhp_state_remove_instance_nocalls(state, &fq->hotplug);
	put_state();
}
