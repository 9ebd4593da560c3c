void f(struct pool *pool, struct pool *alias, unsigned long iova, int n)
{
	iommu_unmap(pool->domain, 0, SZ_4K);
	while (n--) {
		iommu_unmap(pool->domain, iova, SZ_4K);
		alias->domain = NULL;
	}
}
