/* The helper takes a lock of its own, and gives that up. */
static void forget(struct ctx *c, unsigned long iova, size_t size)
{
	spin_lock(&c->lock);
	__free_iova(c, iova, size);
	spin_unlock(&c->lock);
}

void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	struct iommu_iotlb_gather gather;
	unsigned long iova;
	size_t size;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		if (m->used) {
			iommu_unmap_fast(d, m->iova, m->len, &gather);
			continue;
		}
		iova = m->iova;
		size = m->len;
		iommu_unmap(d, iova, size);
		forget(c, iova, size);
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
