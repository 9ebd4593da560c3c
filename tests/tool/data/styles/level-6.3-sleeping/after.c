/* Maps that may sleep get GFP_KERNEL; comments among the arguments stay. */
#include <linux/iommu.h>

int map_both(struct iommu_domain *domain, struct scatterlist *sg, int nents)
{
	int ret = iommu_map(domain, 0, 0 /* physical */, PAGE_SIZE, IOMMU_READ,
			    GFP_KERNEL);

	if (ret)
		return ret;
	return iommu_map_sg(domain, PAGE_SIZE, sg, nents, IOMMU_READ,
			    GFP_KERNEL);
}

int map_table(struct iommu_domain *domain, struct sg_table *sgt)
{
	return iommu_map_sgtable(domain, 0, sgt, IOMMU_READ);
}
