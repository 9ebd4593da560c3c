/*
 * The file gives a harmless name another meaning.
 * kept: list_del(&m->node) at line 11
 */
#define list_del(e) put_page(container_of(e, struct map, node)->page)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_del(&m->node);
	}
}
