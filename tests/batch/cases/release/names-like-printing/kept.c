/*
 * They end like functions that print, and they take a string.
 * kept: pool_put_err(m, ...) at line 9
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		pool_put_err(m, "late");
	}
}

/* kept: handle_error(m, ...) at line 18 */
void g(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		handle_error(m, "late");
	}
}
