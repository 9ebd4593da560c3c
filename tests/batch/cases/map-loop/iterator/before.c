int f(struct ctx *c, struct scatterlist *list, int n)
{
	struct scatterlist *sg;
	unsigned long iova = c->base;
	int i, ret;

	for_each_sg(list, sg, n, i) {
		ret = iommu_map(c->domain, iova, sg_phys(sg), sg->length, 0);
		if (ret)
			return ret;
		iova += sg->length;
	}
	return 0;
}
