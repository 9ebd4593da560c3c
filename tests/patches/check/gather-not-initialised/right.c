void before(struct ctx *c)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
	iommu_iotlb_sync(c->domain, &gather);
}

void each_round(struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	int i;

	for (i = 0; i < c->count; i++) {
		iommu_iotlb_gather_init(&gather);
		iommu_unmap_fast(c->domain, i * SZ_4K, SZ_4K, &gather);
		if (c->domain)
			iommu_iotlb_sync(c->domain, &gather);
	}
}

void by_another(struct ctx *c)
{
	struct iommu_iotlb_gather gather;

	prepare(c, &gather);
	iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
	iommu_iotlb_sync(c->domain, &gather);
}

void by_value(struct ctx *c)
{
	struct iommu_iotlb_gather gather = c->empty;

	iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
	iommu_iotlb_sync(c->domain, &gather);
}
