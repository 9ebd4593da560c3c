void f(void)
{
	ret = iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), mapping->size,
		prot);
}
