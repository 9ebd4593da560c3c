/* The driver. */

/* What it is about. */

/**
 * f() - takes away what the device sees
 */
void f(struct iommu_domain *domain)
{
	iommu_unmap(domain, 0, SZ_4K);
}
