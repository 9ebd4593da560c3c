int f(struct ctx *c, struct scatterlist *list, int n)
{
	struct scatterlist *sg;
	unsigned long iova = c->base;
	int i, ret;

	for_each_sg(list, sg, n, i) {
		ret = iommu_map_async(c->domain, iova, sg_phys(sg), sg->length, 0);
		if (ret) {
			iommu_tlb_sync(c->domain);
			return ret;
		}
		iova += sg->length;
	}
	if (c->domain)
		iommu_tlb_sync(c->domain);
	return 0;
}
