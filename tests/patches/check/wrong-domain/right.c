void gather(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(a, m->iova, m->len, &gather);
	iommu_iotlb_sync(a, &gather);
	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(b, 0, SZ_4K, &gather);
	iommu_iotlb_sync(b, &gather);
}

void queues(struct iommu_domain *a, struct iommu_domain *b)
{
	iommu_tlb_range_add(a, 0, iommu_unmap(a, 0, SZ_4K));
	iommu_tlb_range_add(b, 0, iommu_unmap(b, 0, SZ_4K));
	iommu_tlb_sync(b);
	if (a)
		iommu_tlb_sync(a);
}
