/* Bytes that are not UTF-8: Müller, 5 µs */
static int latin_1(struct iommu_domain *domain)
{
	pr_debug("grüµe\n"); iommu_unmap_sync(domain, 0, SZ_4K); /* ü */
	return 0;
}
