void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	for (domain = first; n--; iova++) {
		iommu_unmap(domain, iova, SZ_4K);
	}
}
