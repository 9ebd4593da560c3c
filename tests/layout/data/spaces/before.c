void f(void)
{
    if (a)
        ret = iommu_map(domain,
                        iova,
                        size);
	ret = iommu_map(domain,
	                iova,
	                size);
	ret = iommu_map(domain,
		    	iova);
}
