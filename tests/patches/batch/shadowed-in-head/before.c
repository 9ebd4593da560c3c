void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	for (struct iommu_domain *domain = first; n; n--) {
		iommu_unmap(domain, iova, SZ_4K);
	}
}
