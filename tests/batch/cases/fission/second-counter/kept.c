/*
 * The head moves more than its counter: it cannot run twice.
 * kept: free_iova(&c->iovad, ...) at line 11
 */
void f(struct iommu_domain *d, struct ctx *c, int n)
{
	int i;

	for (i = 0; i < n; i++, c->base += PAGE_SIZE) {
		iommu_unmap(d, c->base, PAGE_SIZE);
		free_iova(&c->iovad, i);
	}
}
