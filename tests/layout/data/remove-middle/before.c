void f(void)
{
	iommu_map(domain, iova, GFP_KERNEL,
		  prot);
	iommu_map(domain, iova,
		  GFP_KERNEL, prot);
}
