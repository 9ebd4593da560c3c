/* Every function has its own. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}

void g(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
