/* In every round of a loop that releases, behind the flush. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		iommu_unmap(d, m->iova + SZ_2M, m->len);
		put_page(m->page);
	}
}
