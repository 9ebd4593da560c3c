/*
 * The unmap's result takes the IOVA's place before the release.
 * kept: __free_iova(c, ...) at line 15
 */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	unsigned long iova;
	size_t size = SZ_4K;

	for (; m; m = m->next) {
		if (m->used)
			iommu_unmap(d, m->iova, m->len);
		iova = m->iova;
		iova = iommu_unmap(d, iova, size);
		__free_iova(c, iova, size);
	}
}
