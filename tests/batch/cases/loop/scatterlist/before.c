/* Another one. */
void f(struct iommu_domain *d, struct scatterlist *sgl, int n)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, n, i)
		iommu_unmap(d, sg_dma_address(sg), sg_dma_len(sg));
}
