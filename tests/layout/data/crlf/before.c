int f(struct iommu_domain *domain)
{
	int ret;

	ret = iommu_map(domain, iova, paddr,
			size, prot);
	iommu_unmap(domain,
		    iova,
		    size);
	if (iommu_map_sg(domain, iova, sg,
			 nents, prot) < size)
		return -ENOMEM;
	return check(iommu_unmap(domain, iova,
				 size), size,
		     iova);
}
#define M(a)			\
	iommu_map(a,		\
		  b)
void g(void)
{
	ret = iommu_map(mapping->domain, mapping->iova, page_to_phys(page), page->size, flags, a_b);
	iommu_map(domain, /* two
			   * lines */
		  b);
}
