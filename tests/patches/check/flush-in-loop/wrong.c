void gather(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		iommu_iotlb_sync(d, &gather);
	}
}

void queue(struct ctx *c, unsigned long iova, size_t size)
{
	while (size) {
		size -= iommu_unmap_async(c->domain, iova, SZ_4K);
		if (c->domain)
			iommu_tlb_sync(c->domain);
	}
}
