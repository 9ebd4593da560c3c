/* None of these is one of the six names. */
static int look_alikes(struct my_ops *x, struct iommu_domain *domain)
{
	struct iommu_mapper *iommu_mapper = x->mapper;

	my_iommu_map(domain, 0, 0, SZ_4K, 0);
	iommu_mapping(domain);
	x->iommu_map(domain, 0, 0, SZ_4K, 0);
	x->ops.iommu_unmap(domain, 0, SZ_4K);
	iommu_unmap_fast(domain, 0, SZ_4K, &x->gather);
	IOMMU_MAP(domain, 0);
	return iommu_map_async(domain, iommu_mapper);
}
