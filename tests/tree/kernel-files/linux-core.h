/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_FILES_LINUX_CORE_H
#define KERNEL_FILES_LINUX_CORE_H

/*
 * Two IOMMU cores in one process: the hosted one under the names of the API,
 * and Linux's own drivers/iommu/iommu.c under the same names with linux_ in
 * front (tests/tree/kernel-files.mk gives them).  They share their data types
 * and nothing else; a device belongs to the core that probed it.
 */
#include <linux/iommu.h>

#define IOMMU_CORE_CALLS(X)						\
	X(iommu_probe_device)						\
	X(iommu_release_device)						\
	X(iommu_present)						\
	X(device_iommu_capable)						\
	X(iommu_domain_alloc)						\
	X(iommu_domain_free)						\
	X(iommu_attach_device)						\
	X(iommu_detach_device)						\
	X(iommu_get_domain_for_dev)					\
	X(iommu_map)							\
	X(iommu_map_atomic)						\
	X(iommu_map_sg)							\
	X(iommu_map_sg_atomic)						\
	X(iommu_unmap)							\
	X(iommu_unmap_fast)						\
	X(iommu_iova_to_phys)						\
	X(iommu_set_fault_handler)					\
	X(report_iommu_fault)						\
	X(generic_device_group)

#define IOMMU_CORE_DECLARE(fn) extern typeof(fn) linux_##fn;
#define IOMMU_CORE_MEMBER(fn) typeof(&fn) fn;
#define IOMMU_CORE_HOSTED(fn) .fn = fn,
#define IOMMU_CORE_LINUX(fn) .fn = linux_##fn,

IOMMU_CORE_CALLS(IOMMU_CORE_DECLARE)

struct iommu_core {
	const char *name;
	IOMMU_CORE_CALLS(IOMMU_CORE_MEMBER)
};

static const struct iommu_core hosted_core __maybe_unused = {
	.name = "hosted", IOMMU_CORE_CALLS(IOMMU_CORE_HOSTED)
};

static const struct iommu_core linux_core __maybe_unused = {
	.name = "linux", IOMMU_CORE_CALLS(IOMMU_CORE_LINUX)
};

#endif
