/* The name is taken by a parameter. */
void f(struct iommu_domain *d, struct map *m, int gather)
{
	for (; m && gather--; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
