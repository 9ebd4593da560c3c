/*
 * Each configuration has a loop of its own for the same body.
 * kept: cannot be told apart
 */
void f(struct iommu_domain *d, struct map *m, int n)
{
#ifdef CONFIG_A
	for (; m; m = m->next)
#else
	while (n--)
#endif
		iommu_unmap(d, m->iova, m->len);
}
