/* Added to a total. */
size_t f(struct iommu_domain *d, struct map *m)
{
	size_t total = 0;

	for (; m; m = m->next)
		total += iommu_unmap(d, m->iova, m->len);
	return total;
}
