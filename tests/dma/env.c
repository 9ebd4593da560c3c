// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device of the cases, once for each preset.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/sanitizer.h>
#include <hosted/sysfs.h>
#include <hosted/time.h>
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "env.h"
#include "ktest.h"

struct hosted_iommu *iommu;
struct device *dev;
unsigned int expected_reports;

static const struct hosted_iommu_config *config;
static u64 mask;

static void setup(const char *preset)
{
	hosted_time_freeze(true);
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	expected_reports = 0;
	config = hosted_iommu_preset(preset);
	iommu = hosted_iommu_create(config);
	dev = hosted_device_create(iommu, "nic");
	if (IS_ERR(iommu) || IS_ERR(dev)) {
		ktest_fail(__FILE__, __LINE__, "device");
		return;
	}
	mask = DMA_BIT_MASK(48);
	dev->dma_mask = &mask;
	dev->coherent_dma_mask = mask;
}

static void teardown(void)
{
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
	if (hosted_san_total() != expected_reports)
		ktest_fail_eq(__FILE__, __LINE__, "reports, and expected",
			      hosted_san_total(), expected_reports);
	hosted_time_freeze(false);
}

bool counts_holes(void)
{
	return config->holes != HOSTED_HOLES_END;
}

unsigned int lazy_timeout(void)
{
	return dev->iommu->shadow_on_flush ? 1000 : 10;
}

unsigned int lazy_entries(void)
{
	return dev->iommu->shadow_on_flush ? 32768 : 256 * nr_cpu_ids;
}

static void type_path(char *path, size_t size)
{
	struct iommu_group *group = iommu_group_get(dev);

	snprintf(path, size, "kernel/iommu_groups/%d/type",
		 iommu_group_id(group));
	iommu_group_put(group);
}

ssize_t set_type(const char *type)
{
	char path[64];

	type_path(path, sizeof(path));
	return hosted_sysfs_store(path, type, strlen(type));
}

bool type_is(const char *type)
{
	static char buf[PAGE_SIZE];
	char path[64];

	type_path(path, sizeof(path));
	return hosted_sysfs_show(path, buf) == (ssize_t)strlen(type) + 1 &&
	       sysfs_streq(buf, type);
}

u64 invalidations(void)
{
	struct hosted_iommu_stats stats;

	hosted_iommu_stats(iommu, &stats);
	return hosted_iommu_invalidations(&stats);
}

bool device_reads(dma_addr_t addr, const void *data, size_t len)
{
	const u8 *want = data;
	u8 got[64];
	size_t n;

	for (; len; addr += n, want += n, len -= n) {
		n = min(len, sizeof(got));
		if (hosted_device_read(dev, addr, got, n) ||
		    memcmp(got, want, n))
			return false;
	}
	return true;
}

bool device_faults(dma_addr_t addr)
{
	u8 byte;

	return hosted_device_read(dev, addr, &byte, 1) == -EFAULT;
}

dma_addr_t map_page(struct page *page)
{
	return dma_map_page(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
}

void unmap_page(dma_addr_t addr)
{
	dma_unmap_page(dev, addr, PAGE_SIZE, DMA_BIDIRECTIONAL);
}

#define PRESET(id, preset) \
	static void setup_##id(void) { setup(preset); }
#define ENV(id, preset) \
	{ .name = preset, .setup = setup_##id, .teardown = teardown }

PRESET(vtd, "vt-d")
PRESET(vtd_cm, "vt-d-caching-mode")
PRESET(amd, "amd-vi")
PRESET(smmu, "smmu-v3")
PRESET(virtio, "virtio")
PRESET(s390, "s390-shadow")

const struct ktest_env ktest_envs[] = {
	ENV(vtd, "vt-d"),
	ENV(vtd_cm, "vt-d-caching-mode"),
	ENV(amd, "amd-vi"),
	ENV(smmu, "smmu-v3"),
	ENV(virtio, "virtio"),
	ENV(s390, "s390-shadow"),
	{ .name = NULL }
};
