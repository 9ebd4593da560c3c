/* A loop and a run. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
	use(n);
	iommu_unmap(d, 0, SZ_4K);
	iommu_unmap(d, SZ_2M, SZ_4K);
}
