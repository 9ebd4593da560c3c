/* Two of another domain in a loop that is a batch already. */
void f(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(b, m->iova, m->len);
		iommu_unmap(b, m->iova + SZ_4K, m->len);
		iommu_unmap(a, m->iova, m->len);
	}
}
