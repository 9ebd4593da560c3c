/*
 * A cleared bit tells everybody that the IOVA is free.
 * kept: clear_bit(n, ...) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
		clear_bit(n, c->bitmap);
	}
}
