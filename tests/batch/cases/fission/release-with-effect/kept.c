/*
 * The release moves on what the next unmap reads.
 * kept: free_iova(&c->iovad, ...) at line 11
 */
void f(struct iommu_domain *d, struct ctx *c, int k, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, k * PAGE_SIZE, PAGE_SIZE);
		free_iova(&c->iovad, k++);
	}
}
