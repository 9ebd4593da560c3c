/* Another one. */
void f(struct iommu_domain *d, struct scatterlist *sgl, int n)
{
	struct iommu_iotlb_gather gather;
	struct scatterlist *sg;
	int i;

	iommu_iotlb_gather_init(&gather);
	for_each_sg(sgl, sg, n, i)
		iommu_unmap_fast(d, sg_dma_address(sg), sg_dma_len(sg), &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
