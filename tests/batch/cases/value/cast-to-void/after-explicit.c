/* Discarded, and said so. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		(void)iommu_unmap_sync(d, m->iova, m->len);
}
