/*
 * The other arguments of the iterator are no cursor.
 * kept: kfree(tmp) at line 11 frees an object
 */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		iommu_unmap(d, m->iova, m->len);
		kfree(tmp);
	}
}
