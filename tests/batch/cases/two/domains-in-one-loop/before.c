/* One of the two domains of a loop gets a batch, the other is not touched. */
void f(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(a, m->iova, m->len);
		iommu_unmap(b, m->iova, m->len);
	}
}
