void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	while (n--) {
		struct iommu_domain *domain;

		iommu_unmap(domain, iova, SZ_4K);
	}
}
