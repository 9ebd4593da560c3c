void f(void)
{
	ret = iommu_map_sync(mapping->domain, iova, page_to_phys(pg),
			     size_of_a_mapping_with_a_long_nm);
}
