/*
 * The condition releases.
 * kept: kref_put(&m->ref, ...) at line 12
 */
static void last(struct kref *ref)
{
	kfree(ref);
}

void f(struct iommu_domain *d, struct map *m)
{
	while (!kref_put(&m->ref, last))
		iommu_unmap(d, m->iova, m->len);
}
