static void every_name(struct iommu_domain *d, struct sg_table *sgt)
{
	iommu_map(d, 0, 0, SZ_4K, IOMMU_READ);
	iommu_map_atomic(d, 0, 0, SZ_4K, IOMMU_READ);
	iommu_map_sg(d, 0, sgt->sgl, sgt->nents, IOMMU_READ);
	iommu_map_sg_atomic(d, 0, sgt->sgl, sgt->nents, IOMMU_READ);
	iommu_map_sgtable(d, 0, sgt, IOMMU_READ);
	iommu_unmap(d, 0, SZ_4K);
	iommu_map(d, 0, 0, SZ_4K, IOMMU_READ, GFP_KERNEL);
	iommu_map_sg(d, 0, sgt->sgl, sgt->nents, IOMMU_READ, GFP_ATOMIC);
}
