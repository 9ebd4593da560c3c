/*
 * The release needs the IOVA of its own round.
 * kept: free_iova(&c->iovad, ...) at line 11
 */
void f(struct iommu_domain *d, struct ctx *c, unsigned long iova, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, iova += PAGE_SIZE, PAGE_SIZE);
		free_iova(&c->iovad, iova);
	}
}
