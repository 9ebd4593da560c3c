/*
 * The last reference frees, and runs a callback.
 * kept: kref_put(&m->ref, ...) at line 16 drops a pin or a reference
 */
static void last(struct kref *ref)
{
	kfree(container_of(ref, struct map, ref));
}

void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		iommu_unmap(d, m->iova, m->len);
		kref_put(&m->ref, last);
	}
}
