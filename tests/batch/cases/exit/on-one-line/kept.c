/*
 * No room for a flush before it.
 * kept: line 9 leaves the loop on a line that holds more
 */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used) return -1;
	}
	return 0;
}
