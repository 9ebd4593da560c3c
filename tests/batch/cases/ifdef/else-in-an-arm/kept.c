/*
 * An else that only one configuration has.
 * kept: cannot be told apart
 */
void f(struct iommu_domain *d, struct map *m, int n)
{
	for (; m; m = m->next) {
		if (n)
			use(n);
#ifdef CONFIG_A
		else
			iommu_unmap(d, m->iova, m->len);
#endif
	}
}
