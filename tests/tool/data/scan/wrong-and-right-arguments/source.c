static int wrong_and_right(struct my_iommu *iommu, struct iommu_domain *domain)
{
	iommu_unmap(iommu, 3);
	return iommu_unmap(domain, 0, SZ_4K) == SZ_4K;
}
