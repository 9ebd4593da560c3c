void nested(struct iommu_domain *domain, struct list_head *chunks)
{
	struct chunk *chunk;
	unsigned long iova, end;

	list_for_each_entry(chunk, chunks, list) {
		iova = chunk->iova;
		end = iova + chunk->len;
		while (iova < end) {
			iommu_tlb_range_add(domain, iova,
					    iommu_unmap(domain, iova, SZ_4K));
			iova += SZ_4K;
		}
		if (domain)
			iommu_tlb_sync(domain);
	}
}
