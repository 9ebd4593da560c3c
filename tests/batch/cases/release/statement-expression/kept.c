/*
 * So is one inside a statement expression.
 * kept: put_page(m->page) at line 7
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = ({ put_page(m->page); m->next; }))
		iommu_unmap(d, m->iova, m->len);
}
