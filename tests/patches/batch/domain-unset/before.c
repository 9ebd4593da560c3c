void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct iommu_domain *local;

	if (n)
		local = find_domain(n);
	while (n--) {
		iommu_unmap(local, iova, SZ_4K);
	}
}
