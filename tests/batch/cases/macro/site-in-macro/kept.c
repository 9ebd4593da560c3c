/*
 * A macro's body is shared by all who use it.
 * kept: synchronous in style gather
 */
#define zap(d, m) iommu_unmap(d, (m)->iova, (m)->len)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		zap(d, m);
}
