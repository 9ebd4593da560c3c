/* A call that is a statement of its own. */
static void one_page(struct iommu_domain *domain, unsigned long iova)
{
	iommu_unmap_sync(domain, iova, PAGE_SIZE);
}
