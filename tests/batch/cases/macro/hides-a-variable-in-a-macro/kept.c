/*
 * The macro calls what is a variable where it is used.
 * kept: REMOVE(m) at line 12
 */
#define REMOVE(m) list_del(&(m)->node)

void f(struct iommu_domain *d, struct map *m,
       void (*list_del)(struct list_head *e))
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		REMOVE(m);
	}
}
