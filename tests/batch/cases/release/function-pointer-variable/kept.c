/*
 * A parameter called like a function the kernel has.
 * kept: list_del
 */
void f(struct iommu_domain *d, struct map *m,
       void (*list_del)(struct map *m))
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_del(m);
	}
}
