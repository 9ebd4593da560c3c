/*
 * There is no room for the flush without braces.
 * kept: it is the only statement of an if or a loop, without braces
 */
void f(struct iommu_domain *d, struct map *m, int n)
{
	if (n)
		for (; m; m = m->next)
			iommu_unmap(d, m->iova, m->len);
}
