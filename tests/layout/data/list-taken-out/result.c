void f(struct iommu_domain *domain)
{
	iommu_unmap(domain, offset, PAGE_SIZE);
}
