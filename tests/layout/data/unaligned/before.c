void f(void)
{
	ret = iommu_map(domain, iova, paddr, size,
			IOMMU_READ |
				IOMMU_WRITE);
	ret = iommu_map(domain, iova,
		paddr, size,
		prot);
	ret = iommu_map(
		domain, iova, paddr,
		size, prot
	);
	iommu_unmap(domain,
		    iova,
		size);
	total = iommu_unmap(domain, iova, size) +
		iommu_unmap(domain, iova,
			    size) +
		other;
}
