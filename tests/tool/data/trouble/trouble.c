/* A trouble for the spatch of the tests; see fake/spatch. */
static int troubled(struct iommu_domain *domain)
{
	/* a comment that has to stay */
	pr_debug("iommu_unmap\n");
	if (iommu_unmap(domain, 0, SZ_4K) != SZ_4K)
		return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);
	return 0;
}
