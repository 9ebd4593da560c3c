/*
 * One configuration releases.
 * kept: put_page(m->page) at line 10
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
#ifdef CONFIG_A
		put_page(m->page);
#endif
	}
}
