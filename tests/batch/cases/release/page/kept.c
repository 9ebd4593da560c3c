/*
 * The page goes back while the IOTLB may still have it.
 * kept: __free_page(pages[i]) at line 11 releases memory
 */
void f(struct iommu_domain *d, struct page **pages, int n)
{
	int i;

	for (i = n - 1; i >= 0; i--) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		__free_page(pages[i]);
		pages[i] = NULL;
	}
}
