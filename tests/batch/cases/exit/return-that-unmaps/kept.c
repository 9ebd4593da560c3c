/*
 * What the return unmaps has no place behind it for a flush.
 * kept: line 11 unmaps and returns at once
 */
size_t f(struct iommu_domain *d, struct map *m)
{
	size_t n = 0;

	for (; m; m = m->next) {
		if (m->used)
			return iommu_unmap(d, m->iova, m->len);
		n += m->len;
	}
	return n;
}
