/*
 * One arm opens a brace that another one closes.
 * kept: cannot be told apart
 */
void f(struct iommu_domain *d, struct map *m, int n)
{
#ifdef CONFIG_A
	if (n) {
#endif
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
#ifdef CONFIG_A
	}
#endif
}
