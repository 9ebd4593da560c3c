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
