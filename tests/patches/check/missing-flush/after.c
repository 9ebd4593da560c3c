int error_return(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		if (m->used) {
			iommu_iotlb_sync(d, &gather);
			return -EBUSY;
		}
	}
	iommu_iotlb_sync(d, &gather);
	return 0;
}

void end_of_function(struct ctx *c)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
	if (c->count)
		iommu_iotlb_sync(c->domain, &gather);
	iommu_iotlb_sync(c->domain, &gather);
}

void queue(struct ctx *c)
{
	iommu_unmap_async(c->domain, c->base, SZ_4K);
	if (c->error)
		goto out;
	iommu_tlb_sync(c->domain);
out:
	c->count = 0;
}

void range(struct ctx *c)
{
	iommu_tlb_range_add(c->domain, c->base,
			    iommu_unmap(c->domain, c->base, SZ_4K));
}
