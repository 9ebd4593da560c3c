void f(struct pool *pool, struct pool *alias, unsigned long iova, int n)
{
	while (n--) {
		iommu_unmap(pool->domain, iova, SZ_4K);
	}
}
