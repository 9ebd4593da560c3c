/* Counting down. */
void f(struct iommu_domain *d, struct page **p, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = n - 1; i >= 0; i--)
		iommu_unmap_fast(d, i * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);

	for (i = n - 1; i >= 0; i--)
		unpin_user_page(p[i]);
}
