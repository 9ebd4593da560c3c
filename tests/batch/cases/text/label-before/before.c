/* A label right before the loop. */
void f(struct iommu_domain *d, struct map *m)
{
	if (!m)
		goto out;
	use(1);
out:
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
