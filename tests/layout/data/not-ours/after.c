void f(void)
{
	ret = iommu_map(mapping->domain, mapping->iova, page_to_phys(page), mapping->size,
		prot);
}
