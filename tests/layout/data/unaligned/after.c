void f(void)
{
	ret = iommu_map_sync(domain, iova, paddr, size,
			     IOMMU_READ |
				IOMMU_WRITE);
	ret = iommu_map_sync(domain, iova,
		paddr, size,
		prot);
	ret = iommu_map_sync(
		domain, iova, paddr,
		size, prot
	);
	iommu_unmap_sync(domain,
			 iova,
		size);
	total = iommu_unmap_sync(domain, iova, size) +
		iommu_unmap_sync(domain, iova,
				 size) +
		other;
}
