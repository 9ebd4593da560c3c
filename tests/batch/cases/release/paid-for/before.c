/*
 * One branch releases what a flush of its own has covered; the other branch
 * may share one.
 */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	unsigned long iova;
	size_t size;

	for (; m; m = m->next) {
		if (m->used) {
			iommu_unmap(d, m->iova, m->len);
			continue;
		}
		iova = m->iova;
		size = m->len;
		iommu_unmap(d, iova, size);
		__free_iova(c, iova, size);
	}
}
