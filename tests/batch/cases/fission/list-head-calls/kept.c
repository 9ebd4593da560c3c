/*
 * Who knows whether it is the same list the second time.
 * kept: list_of(c) at line 11
 */
struct list_head *list_of(struct ctx *c);

void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m;

	list_for_each_entry(m, list_of(c), node) {
		iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
	}
}
