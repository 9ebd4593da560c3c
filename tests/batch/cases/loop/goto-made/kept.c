/*
 * A loop without a loop.
 * kept: a single unmap
 */
void f(struct iommu_domain *d, struct map *m)
{
again:
	iommu_unmap(d, m->iova, m->len);
	m = m->next;
	if (m)
		goto again;
}
