/* Lines end with CR and LF. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (m->used)
			return;
		iommu_unmap(d, m->iova, m->len);
	}
}
