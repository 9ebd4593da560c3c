int f(struct iommu_domain *domain)
{
	int ret;

	ret = iommu_map_sync(domain, iova, paddr,
			     size, prot);
	iommu_unmap_sync(domain,
			 iova,
			 size);
	if (iommu_map_sg_sync(domain, iova, sg,
			      nents, prot) < size)
		return -ENOMEM;
	return check(iommu_unmap_sync(domain, iova,
				      size), size,
		     iova);
}
#define M(a)			\
	iommu_map_sync(a,	\
		       b)
void g(void)
{
	ret = iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), page->size, flags,
			     a_b);
	iommu_map_sync(domain, /* two
				* lines */
		       b);
}
