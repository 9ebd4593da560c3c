/* A file that ends without a newline goes on doing so. */
void no_last_newline(struct iommu_domain *domain)
{
	iommu_unmap(domain, 0, SZ_4K);
}