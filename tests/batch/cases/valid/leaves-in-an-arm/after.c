/* Only one configuration cannot come by without the use. */
int f(struct iommu_domain *d, int n)
{
	struct iommu_iotlb_gather gather;

	if (n > 3) {
		use(d->type);
		goto undo;
	}
#ifdef CONFIG_A
	return 0;
#endif
undo:
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
	return 1;
}
