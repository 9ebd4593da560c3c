/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/types.h>

/* All of them are there from the beginning to the end. */
#define NR_CPUS 4
#define nr_cpu_ids ((unsigned int)NR_CPUS)
#define num_online_cpus() nr_cpu_ids
#define num_possible_cpus() nr_cpu_ids
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < nr_cpu_ids; (cpu)++)
#define for_each_online_cpu(cpu) for_each_possible_cpu(cpu)
#define cpu_online(cpu) ((cpu) < nr_cpu_ids)

#endif
