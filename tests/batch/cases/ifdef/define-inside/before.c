/* A #define between statements is no arm. */
void f(struct iommu_domain *d, struct map *m)
{
#define STEP SZ_4K
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, STEP);
#undef STEP
}
