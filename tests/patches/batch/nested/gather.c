void nested(struct iommu_domain *domain, struct list_head *chunks)
{
	struct iommu_iotlb_gather gather;
	struct chunk *chunk;
	unsigned long iova, end;

	list_for_each_entry(chunk, chunks, list) {
		iova = chunk->iova;
		end = iova + chunk->len;
		iommu_iotlb_gather_init(&gather);
		while (iova < end) {
			iommu_unmap_fast(domain, iova, SZ_4K, &gather);
			iova += SZ_4K;
		}
		if (domain)
			iommu_iotlb_sync(domain, &gather);
	}
}
