/*
 * The declaration and the flush would need an #if, too.
 * kept: it stands in an arm of an #if
 */
void f(struct iommu_domain *d, struct map *m)
{
#ifdef CONFIG_A
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
#endif
	use(m->iova);
}
