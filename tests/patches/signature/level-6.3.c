/* Each call, with comments and line breaks; and what is not to be touched. */
static const struct iommu_ops ops = { .map = iommu_map };

int signatures(struct iommu_domain *domain, const struct my_ops *x)
{
	int ret;

	ret = iommu_map(domain, iova, paddr,	/* where */
			size, IOMMU_READ | IOMMU_WRITE, GFP_KERNEL);
	if (ret)
		ret = iommu_map(domain, iova, paddr, size, prot, GFP_ATOMIC);
	ret += iommu_map_sg(domain, iova,
			    sgt->sgl, sgt->orig_nents,
			    prot_of(sgt, false), GFP_KERNEL);
	ret += iommu_map_sg(domain, iova, sgl, nents,
				   /* read only */
				   prot, GFP_ATOMIC);
	ret += iommu_map_sync(domain, iova, paddr, size, prot, GFP_KERNEL);
	ret += iommu_map_sg_async(domain, iova, sgl, nents, prot, GFP_ATOMIC);
	/* iommu_map(domain, iova, paddr, size, prot) */
	ret += iommu_map_sgtable(domain, iova, sgt, prot);
	ret += iommu_map_sg(domain, iova, sgl, nents, prot, gfp);
	return x->iommu_map(domain, iova, paddr, size, prot);
}
