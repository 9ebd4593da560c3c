/* What a macro unmaps flushes by itself. */
#define zap(dom, m) iommu_unmap(dom, (m)->iova + SZ_2M, (m)->len)

void f(struct iommu_domain *d, struct map *m)
{
	use(d->type);
	for (; m; m = m->next) {
		zap(m->domain, m);
		iommu_unmap(d, m->iova, m->len);
	}
}
