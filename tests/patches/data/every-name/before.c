/* All six names, and no argument of theirs changes. */
static int every_name(struct iommu_domain *d, unsigned long iova,
		      phys_addr_t paddr, struct sg_table *sgt)
{
	int ret = iommu_map(d, iova, paddr, SZ_4K, IOMMU_READ);
	ret |= iommu_map_atomic(d, iova, paddr, SZ_4K, IOMMU_READ);
	ret |= iommu_map_sg(d, iova, sgt->sgl, sgt->nents, IOMMU_READ) < 0;
	ret |= iommu_map_sg_atomic(d, iova, sgt->sgl, 1, IOMMU_READ) < 0;
	ret |= iommu_map_sgtable(d, iova, sgt, IOMMU_READ) < 0;
	ret |= iommu_unmap(d, iova, SZ_4K) != SZ_4K;
	return ret;
}
