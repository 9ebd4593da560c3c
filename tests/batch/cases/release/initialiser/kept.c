/*
 * The initialiser of a declaration releases.
 * kept: kref_put(&m->ref, ...) at line 16
 */
static void last(struct kref *ref)
{
	kfree(ref);
}

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		int gone;

		iommu_unmap(d, m->iova, m->len);
		gone = kref_put(&m->ref, last);
		use(gone);
	}
}
