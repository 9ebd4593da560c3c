// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who asked to be told of a CPU that goes away is told, and only they.
 */
#include <hosted/kernel.h>
#include <linux/cpuhotplug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>

#include "ktest.h"

static struct user {
	struct hlist_node node;
	unsigned int told;
	unsigned int cpu;
} users[2];

static int gone(unsigned int cpu, struct hlist_node *node)
{
	struct user *user = hlist_entry(node, struct user, node);

	user->told++;
	user->cpu = cpu;
	return 0;
}

static void every_instance_is_told(void)
{
	int state = cpuhp_setup_state_multi(CPUHP_BP_PREPARE_DYN, "test", NULL,
					    gone);
	unsigned int i;

	CHECK(state > 0);
	for (i = 0; i < 2; i++)
		CHECK_EQ(cpuhp_state_add_instance_nocalls(state,
							  &users[i].node), 0);
	CHECK_EQ(users[0].told + users[1].told, 0);
	hosted_cpu_dead(3);
	for (i = 0; i < 2; i++) {
		CHECK_EQ(users[i].told, 1);
		CHECK_EQ(users[i].cpu, 3);
	}
	cpuhp_state_remove_instance_nocalls(state, &users[0].node);
	hosted_cpu_dead(2);
	CHECK_EQ(users[0].told, 1);
	CHECK_EQ(users[1].told, 2);
	cpuhp_state_remove_instance_nocalls(state, &users[1].node);
	hosted_cpu_dead(1);
	CHECK_EQ(users[1].told, 2);
	cpuhp_remove_multi_state(state);
}

static void states_are_taken_and_given_back(void)
{
	int states[16], n, ret = 0;

	CHECK_EQ(cpuhp_setup_state_multi(CPUHP_IOMMU_IOVA_DEAD, "one", NULL,
					 gone), 0);
	CHECK_EQ(cpuhp_setup_state_multi(CPUHP_IOMMU_IOVA_DEAD, "two", NULL,
					 gone), -EBUSY);
	cpuhp_remove_multi_state(CPUHP_IOMMU_IOVA_DEAD);
	for (n = 0; n < 16; n++) {
		ret = cpuhp_setup_state_multi(CPUHP_BP_PREPARE_DYN, "dynamic",
					      NULL, gone);
		if (ret < 0)
			break;
		states[n] = ret;
		CHECK(!n || states[n] != states[n - 1]);
	}
	CHECK_EQ(ret, -ENOSPC);
	CHECK(n > 1);
	while (n--)
		cpuhp_remove_multi_state(states[n]);
	ret = cpuhp_setup_state_multi(CPUHP_BP_PREPARE_DYN, "again", NULL, gone);
	CHECK(ret > 0);
	cpuhp_remove_multi_state(ret);
}

static void a_state_in_use_is_not_given_back_in_silence(void)
{
	int state = cpuhp_setup_state_multi(CPUHP_BP_PREPARE_DYN, "used", NULL,
					    gone);

	CHECK(state > 0);
	cpuhp_state_add_instance_nocalls(state, &users[0].node);
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	cpuhp_remove_multi_state(state);
	hosted_log_quiet(false);
	cpuhp_state_remove_instance_nocalls(state, &users[0].node);
}

KTEST_SUITE(cpuhotplug,
	KTEST(every_instance_is_told),
	KTEST(states_are_taken_and_given_back),
	KTEST(a_state_in_use_is_not_given_back_in_silence));
