/*
 * A call inside a compound literal is a call.
 * kept: kref_put(&m->ref, ...) at line 15
 */
static void last(struct kref *ref)
{
	kfree(ref);
}

void f(struct iommu_domain *d, struct map *m)
{
	struct ctx c;

	for (; m; m = m->next) {
		c = (struct ctx){ .error = kref_put(&m->ref, last), .count = 1 };
		iommu_unmap(d, m->iova, c.count);
	}
}
