// SPDX-License-Identifier: GPL-2.0-only
/*
 * The software IOMMU in the shapes of real ones.
 */
#include <hosted/iommu.h>
#include <linux/kernel.h>
#include <linux/string.h>

const struct hosted_iommu_config hosted_iommu_presets[] = {
	{
		.name = "vt-d",
		.iotlb_sets = 64,
		.iotlb_ways = 8,
		.psc_entries = 32,
		.holes = HOSTED_HOLES_COUNT,
	},
	{
		/* As a guest sees it, whose hypervisor shadows its tables. */
		.name = "vt-d-caching-mode",
		.iotlb_sets = 64,
		.iotlb_ways = 8,
		.psc_entries = 32,
		.caching_mode = true,
		.holes = HOSTED_HOLES_COUNT,
	},
	{
		/* Its devices do ATS. */
		.name = "amd-vi",
		.iotlb_sets = 32,
		.iotlb_ways = 16,
		.psc_entries = 16,
		.devtlb_entries = 16,
		.holes = HOSTED_HOLES_COUNT_PAGES,
	},
	{
		.name = "smmu-v3",
		.iotlb_sets = 128,
		.iotlb_ways = 4,
		.psc_entries = 64,
		.leaf_hint = true,
	},
	{
		/* No cache that could be seen but the endpoint's mappings. */
		.name = "virtio",
		.pgsize_bitmap = SZ_4K,
		.iotlb_sets = 256,
		.iotlb_ways = 16,
	},
	{
		.name = "s390-shadow",
		.pgsize_bitmap = SZ_4K,
		.iotlb_off = true,
		.shadow = true,
		.caching_mode = true,
	},
	{ .name = NULL },
};

const struct hosted_iommu_config *hosted_iommu_preset(const char *name)
{
	const struct hosted_iommu_config *c;

	for (c = hosted_iommu_presets; c->name; c++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}
