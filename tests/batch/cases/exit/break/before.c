/* A break ends where the flush stands. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (!iommu_unmap(d, m->iova, m->len))
			break;
	}
}
