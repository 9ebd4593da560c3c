// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who wants to know when a CPU goes away.
 */
#include <hosted/kernel.h>
#include <linux/bug.h>
#include <linux/cpuhotplug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mutex.h>

static struct cpuhp_step {
	const char *name;	/* NULL: free */
	int (*teardown)(unsigned int cpu, struct hlist_node *node);
	struct hlist_head instances;
} steps[CPUHP_STATES];

static DEFINE_MUTEX(lock);	/* of the above */

int cpuhp_setup_state_multi(enum cpuhp_state state, const char *name,
			    int (*startup)(unsigned int cpu,
					   struct hlist_node *node),
			    int (*teardown)(unsigned int cpu,
					    struct hlist_node *node))
{
	bool dynamic = state == CPUHP_BP_PREPARE_DYN;
	unsigned int last = dynamic ? CPUHP_BP_PREPARE_DYN_END : state;
	unsigned int i = state;
	int ret;

	/* All CPUs came before there was anybody to tell of it. */
	(void)startup;
	mutex_lock(&lock);
	while (i <= last && steps[i].name)
		i++;
	if (i > last) {
		ret = dynamic ? -ENOSPC : -EBUSY;
	} else {
		steps[i].name = name;
		steps[i].teardown = teardown;
		ret = dynamic ? i : 0;
	}
	mutex_unlock(&lock);
	return ret;
}

void cpuhp_remove_multi_state(enum cpuhp_state state)
{
	mutex_lock(&lock);
	WARN_ON(!hlist_empty(&steps[state].instances));
	steps[state].name = NULL;
	mutex_unlock(&lock);
}

int cpuhp_state_add_instance_nocalls(enum cpuhp_state state,
				     struct hlist_node *node)
{
	mutex_lock(&lock);
	hlist_add_head(node, &steps[state].instances);
	mutex_unlock(&lock);
	return 0;
}

int cpuhp_state_remove_instance_nocalls(enum cpuhp_state state,
					struct hlist_node *node)
{
	(void)state;
	mutex_lock(&lock);
	hlist_del(node);
	mutex_unlock(&lock);
	return 0;
}

void hosted_cpu_dead(unsigned int cpu)
{
	struct hlist_node *node;
	int i;

	mutex_lock(&lock);
	for (i = CPUHP_STATES - 1; i >= 0; i--)
		for (node = steps[i].instances.first; node; node = node->next)
			steps[i].teardown(cpu, node);
	mutex_unlock(&lock);
}
