/* A pointer to a function whose type changes: by hand. */
#include <linux/iommu.h>

static const struct ops ops = {
	.map = iommu_map,
	.unmap = iommu_unmap,
};
