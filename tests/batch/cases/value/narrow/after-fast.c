/* A bool does not say how much was unmapped. */
void f(struct iommu_domain *d, struct map *m)
{
	bool done;

	for (; m; m = m->next) {
		done = iommu_unmap(d, m->iova, m->len);
		m->used = done;
	}
}
