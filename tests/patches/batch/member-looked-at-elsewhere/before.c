void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct pool *pool = find_pool(domain);

	if (n)
		iommu_unmap(pool->domain, 0, SZ_4K);
	while (n--) {
		iommu_unmap(pool->domain, iova, SZ_4K);
	}
}
