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
	if (a ||
	    iommu_unmap_sync(domain, iova,
			     size) != size)
		return -EIO;
	other(a,
	      iommu_unmap_sync(domain,
			       iova));
	return check(iommu_unmap_sync(domain, iova,
				      size), size,
		     iova);
}
