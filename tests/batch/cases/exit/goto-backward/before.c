/* A jump to before the loop begins the batch anew. */
void f(struct iommu_domain *d, struct map *m, int n)
{
again:
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used && n--) {
			m = m->next;
			goto again;
		}
	}
}
