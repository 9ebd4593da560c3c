/*
 * It may have been given a value by another call.
 * kept: d may have no value when the loop did not run
 */
void f(struct map *m, int n)
{
	static struct iommu_domain *d;

	if (!d)
		d = dom_get(n);
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
