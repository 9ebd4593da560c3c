/* Whole statements in the arms: both are looked at. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
#ifdef CONFIG_A
		iommu_unmap(d, m->iova, m->len);
#else
		iommu_unmap(d, m->iova, SZ_2M);
#endif
	}
}
