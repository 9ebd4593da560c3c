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
	if (a ||
	    iommu_unmap(domain, iova,
			size) != size)
		return -EIO;
	other(a,
	      iommu_unmap(domain,
			  iova));
	return check(iommu_unmap(domain, iova,
				 size), size,
		     iova);
}
