/*
 * The callback may change what the loop counts.
 * kept: kref_put(&c->slots[i].ref, ...) at line 16
 */
static void last(struct kref *ref)
{
	container_of(ref, struct map, ref)->len--;
}

void f(struct iommu_domain *d, struct ctx *c)
{
	int i;

	for (i = 0; i < c->count; i++) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		kref_put(&c->slots[i].ref, last);
	}
}
