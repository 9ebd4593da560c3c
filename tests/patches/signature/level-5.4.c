/* Each call, with comments and line breaks; and what is not to be touched. */
static const struct iommu_ops ops = { .map = iommu_map };

int signatures(struct iommu_domain *domain, const struct my_ops *x)
{
	int ret;

	ret = iommu_map(domain, iova, paddr,	/* where */
			size, IOMMU_READ | IOMMU_WRITE);
	if (ret)
		ret = iommu_map_atomic(domain, iova, paddr, size, prot);
	ret += iommu_map_sg(domain, iova,
			    sgt->sgl, sgt->orig_nents,
			    prot_of(sgt, false));
	ret += iommu_map_sg_atomic(domain, iova, sgl, nents,
				   /* read only */
				   prot);
	ret += iommu_map_sync(domain, iova, paddr, size, prot);
	ret += iommu_map_sg_atomic_async(domain, iova, sgl, nents, prot);
	/* iommu_map(domain, iova, paddr, size, prot) */
	ret += iommu_map_sgtable(domain, iova, sgt, prot);
	ret += iommu_map_sg(domain, iova, sgl, nents, prot, gfp);
	return x->iommu_map(domain, iova, paddr, size, prot);
}
