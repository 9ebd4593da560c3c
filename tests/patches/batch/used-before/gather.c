int used_before(struct pool *pool, struct sg_table *sgt, int n)
{
	struct iommu_iotlb_gather gather;
	unsigned long iova = pool->iova;
	int ret;

	ret = iommu_map(pool->domain, iova, 0, SZ_4K, IOMMU_READ);
	if (ret)
		goto out;
	iommu_iotlb_gather_init(&gather);
	while (n--) {
		iommu_unmap_fast(pool->domain, iova, SZ_4K, &gather);
		iova += SZ_4K;
	}
	if (pool->domain)
		iommu_iotlb_sync(pool->domain, &gather);
out:
	return ret;
}
