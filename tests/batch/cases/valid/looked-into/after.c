/* A lock is taken in it: it is there. */
void f(struct ctx *c, struct map *m)
{
	struct iommu_iotlb_gather gather;

	spin_lock(&c->lock);
	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(c->domain, m->iova, m->len, &gather);
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
	spin_unlock(&c->lock);
}
