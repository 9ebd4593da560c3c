/*
 * Whoever waits for the count may free.
 * kept: atomic_dec(&c->refs) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
		atomic_dec(&c->refs);
	}
}
