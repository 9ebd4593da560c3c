/* A continue stays inside. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (!m->used)
			continue;
		iommu_unmap(d, m->iova, m->len);
	}
}
