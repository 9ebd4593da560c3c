/*
 * The value to return is made by a call that releases.
 * kept: kref_put(&m->ref, ...) at line 16
 */
static void last(struct kref *ref)
{
	kfree(ref);
}

int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used)
			return
			       kref_put(&m->ref, last);
	}
	return 0;
}
