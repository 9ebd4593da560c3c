void f(void)
{
	iommu_map(domain, iova,
		  prot);
	iommu_map(domain, iova,
		  prot);
}
