/* A function of the driver's own bears the name of a call of the style. */
#include <linux/iommu.h>

static void iommu_flush_tlb_all(struct amd_iommu *iommu)
{
	writel(1, iommu->mmio_base);
}

static int amd_iommu_enable(struct amd_iommu *iommu)
{
	iommu_flush_tlb_all(iommu);
	return iommu_map(iommu->domain, 0, 0, PAGE_SIZE, IOMMU_READ);
}

static void amd_iommu_disable(struct amd_iommu *iommu)
{
	iommu_unmap(iommu->domain, 0, PAGE_SIZE);
}
