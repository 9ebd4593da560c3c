/*
 * The unmap in the return is of another domain: no matter, its line is taken.
 * kept: line 10 unmaps and returns at once
 */
size_t f(struct iommu_domain *d, struct iommu_domain *e, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used)
			return iommu_unmap(e, m->iova, m->len);
	}
	return 0;
}
