/* A return inside the loop gets a flush of its own. */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (m->used) {
			m->used = false;
			return -1;
		}
		iommu_unmap(d, m->iova, m->len);
	}
	return 0;
}
