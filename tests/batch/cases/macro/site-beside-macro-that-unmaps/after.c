/* What a macro unmaps flushes by itself. */
#define zap(dom, m) iommu_unmap(dom, (m)->iova + SZ_2M, (m)->len)

void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	use(d->type);
	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		zap(m->domain, m);
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	}
	iommu_iotlb_sync(d, &gather);
}
