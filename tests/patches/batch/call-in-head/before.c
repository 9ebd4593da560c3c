void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	while (release(n--)) {
		iommu_unmap(domain, iova, SZ_4K);
	}
}
