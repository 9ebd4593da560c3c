/*
 * What is not known cannot be moved.
 * kept: helper(p[i]) at line 11 is not known
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		helper(p[i]);
	}
}
