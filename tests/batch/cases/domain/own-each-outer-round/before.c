/* The inner loop keeps to one domain, the outer one does not. */
void f(struct ctx *c, int n)
{
	int i, k;

	for (i = 0; i < n; i++) {
		struct iommu_domain *d = dom_get(i);

		for (k = 0; k < n; k++)
			iommu_unmap(d, c->base + k * SZ_4K, SZ_4K);
	}
}
