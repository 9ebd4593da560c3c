int used_before(struct pool *pool, struct sg_table *sgt, int n)
{
	unsigned long iova = pool->iova;
	int ret;

	ret = iommu_map(pool->domain, iova, 0, SZ_4K, IOMMU_READ);
	if (ret)
		goto out;
	while (n--) {
		iommu_unmap(pool->domain, iova, SZ_4K);
		iova += SZ_4K;
	}
out:
	return ret;
}
