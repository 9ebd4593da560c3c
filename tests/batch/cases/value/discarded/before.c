/* Nobody looks at it. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
