/* The comment in front of the return keeps its place. */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used) { /* busy */
			/* who is it? */
			return -1; /* nobody knows */
		}
	}
	return 0;
}
