int f(struct ctx *c, struct scatterlist *list, int n)
{
	struct scatterlist *sg;
	unsigned long iova = c->base;
	int i, ret;

	for_each_sg(list, sg, n, i) {
		ret = iommu_map(c->domain, iova, sg_phys(sg), sg->length, 0);
		iommu_tlb_range_add(c->domain, iova, sg->length);
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
