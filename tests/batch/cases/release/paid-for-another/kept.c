/*
 * The variable holds another IOVA by then.
 * kept: __free_iova(c, ...) at line 17
 */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	unsigned long iova;
	size_t size;

	for (; m; m = m->next) {
		if (m->used)
			iommu_unmap(d, m->iova, m->len);
		iova = m->iova + c->base;
		size = m->len;
		iommu_unmap(d, iova, size);
		iova = m->iova;
		__free_iova(c, iova, size);
	}
}
