void f(void)
{
    if (a)
        ret = iommu_map_sync(domain,
                             iova,
                             size);
	ret = iommu_map_sync(domain,
	                     iova,
	                     size);
	ret = iommu_map_sync(domain,
		    	     iova);
}
