/* The whole function is conditional. */
#ifndef CONFIG_A
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
#endif
