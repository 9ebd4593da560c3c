/* The variable is the first of the function. */
void f(struct iommu_domain *d, struct map *m)
{
	use(1);
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
