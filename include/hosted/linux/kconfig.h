/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

/*
 * Options are macros that are 1 or not there at all; IS_ENABLED() makes either
 * an expression.  What is 1 turns __HOSTED_ARG_1 into two arguments, so that
 * the second of them all is 1.
 */
#define __HOSTED_ARG_1 0,
#define __hosted_second(ignored, val, ...) val
#define __hosted_enabled(arg1_or_junk) __hosted_second(arg1_or_junk 1, 0, 0)
#define ___hosted_enabled(val) __hosted_enabled(__HOSTED_ARG_##val)
#define __hosted_is_1(option) ___hosted_enabled(option)
#define IS_ENABLED(option) __hosted_is_1(option)
#define IS_BUILTIN(option) __hosted_is_1(option)
#define IS_REACHABLE(option) __hosted_is_1(option)
#define IS_MODULE(option) 0

/* What this machine is. */
#define CONFIG_64BIT 1
#define CONFIG_SMP 1
#define CONFIG_PHYS_ADDR_T_64BIT 1
#define CONFIG_MMU 1
#define CONFIG_IOMMU_API 1
#define CONFIG_IOMMU_IOVA 1
#define CONFIG_IRQ_MSI_IOMMU 1

#endif
