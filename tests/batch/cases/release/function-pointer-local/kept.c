/*
 * A local variable called like a function the kernel has.
 * kept: list_del
 */
typedef void (*release_fn)(struct map *m);

void f(struct iommu_domain *d, struct map *m, struct ctx *c)
{
	release_fn list_del = c->ops->release;

	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_del(m);
	}
}
