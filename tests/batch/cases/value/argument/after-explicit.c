/* An argument of another call. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		WARN_ON(iommu_unmap_sync(d, m->iova, m->len) != m->len);
}
