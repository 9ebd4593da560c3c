/* Only one configuration has looked at it. */
void f(struct iommu_domain *d, int n)
{
	struct iommu_iotlb_gather gather;

#ifdef CONFIG_A
	use(d->type);
#endif
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
