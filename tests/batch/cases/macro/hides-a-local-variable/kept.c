/*
 * The macro calls what is a local variable where it is used.
 * kept: REMOVE(m) at line 13
 */
#define REMOVE(m) list_del(&(m)->node)

void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	void (*list_del)(void *cookie) = c->ops->done;

	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		REMOVE(m);
	}
}
