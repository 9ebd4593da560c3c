/*
 * The second counter would go on where the first loop has left it.
 * kept: free_iova(&c->iovad, ...) at line 11
 */
void f(struct iommu_domain *d, struct ctx *c, int k, int n)
{
	int i;

	for (i = 0; i < n; i++, k++) {
		iommu_unmap(d, k * PAGE_SIZE, PAGE_SIZE);
		free_iova(&c->iovad, k);
	}
}
