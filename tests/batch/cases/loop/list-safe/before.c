/* An iterator of the kernel's. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node)
		iommu_unmap(d, m->iova, m->len);
}
