void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	while (n--) {
		iommu_unmap(domain, iova, SZ_4K);
		for_each_user(user) {
			iova++;
		}
	}
}
