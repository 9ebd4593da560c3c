void f(struct iommu_domain *domain)
{
	iommu_tlb_range_add(domain, offset,
			    iommu_unmap_fast(domain, offset,
					     PAGE_SIZE));
}
