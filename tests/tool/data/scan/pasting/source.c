#define CALL(suffix) iommu_unmap##suffix(domain, 0, SZ_4K)
static void pasting(struct iommu_domain *domain)
{
	CALL(_fast);
}
