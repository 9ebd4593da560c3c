void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct pool *pool = find_pool(domain);

	while (n--) {
		iommu_unmap(pool->domain, iova, SZ_4K);
	}
}
