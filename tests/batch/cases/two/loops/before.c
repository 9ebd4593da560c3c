/* Two batches of one function share the variable. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
