void never(struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	int i;

	for (i = 0; i < c->count; i++)
		iommu_unmap_fast(c->domain, i * SZ_4K, SZ_4K, &gather);
	iommu_iotlb_sync(c->domain, &gather);
}

void sometimes(struct ctx *c)
{
	struct iommu_iotlb_gather gather;

	if (c->count)
		iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
	iommu_iotlb_sync(c->domain, &gather);
}

void again(struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	int i;

	for (i = 0; i < c->count; i++) {
		iommu_iotlb_gather_init(&gather);
		iommu_unmap_fast(c->domain, i * SZ_4K, SZ_4K, &gather);
	}
	iommu_iotlb_sync(c->domain, &gather);
}
