/* One release: no braces. */
void f(struct iommu_domain *d, struct page **p, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++)
		iommu_unmap_fast(d, i * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);

	for (i = 0; i < n; i++)
		put_page(p[i]);
}
