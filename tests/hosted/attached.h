/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_HOSTED_ATTACHED_H
#define TESTS_HOSTED_ATTACHED_H

/*
 * A device in a domain of its own, on a software IOMMU of its own.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <linux/iommu.h>
#include <linux/types.h>

#include "ktest.h"

#define RW (IOMMU_READ | IOMMU_WRITE)

static struct hosted_iommu *iommu;
static struct device *dev;
static struct iommu_domain *domain;

static inline void attach_new(const struct hosted_iommu_config *config,
			      const char *name)
{
	iommu = hosted_iommu_create(config);
	dev = hosted_device_create(iommu, name);
	domain = iommu_domain_alloc(dev->bus);
	if (iommu_attach_device(domain, dev))
		ktest_fail(__FILE__, __LINE__, "attach");
}

static inline void detach(void)
{
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
}

static inline struct hosted_iommu_stats stats(void)
{
	struct hosted_iommu_stats s;

	hosted_iommu_stats(iommu, &s);
	return s;
}

static inline int device_reads(unsigned long iova)
{
	u64 word;

	return hosted_device_read(dev, iova, &word, sizeof(word));
}

static inline int device_writes(unsigned long iova)
{
	u64 word = 0;

	return hosted_device_write(dev, iova, &word, sizeof(word));
}

#endif
