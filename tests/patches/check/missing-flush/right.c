/* A flush queue takes over. */
static void queued(struct iommu_domain *domain, dma_addr_t addr, size_t size)
{
	struct iommu_iotlb_gather iotlb_gather;
	size_t unmapped;

	iommu_iotlb_gather_init(&iotlb_gather);
	iotlb_gather.queued = READ_ONCE(cookie->fq_domain);
	unmapped = iommu_unmap_fast(domain, addr, size, &iotlb_gather);
	WARN_ON(unmapped != size);
	if (!iotlb_gather.queued)
		iommu_iotlb_sync(domain, &iotlb_gather);
	free_address(cookie, addr, size, &iotlb_gather);
}

/* The caller's gather is the caller's to flush. */
static size_t callers(struct iommu_domain *d, struct map *m,
		      struct iommu_iotlb_gather *gather)
{
	return iommu_unmap_fast(d, m->iova, m->len, gather);
}

/* No domain, no unmap. */
void guarded(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}

/* Neither NULL nor an error. */
void guarded_twice(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (!IS_ERR_OR_NULL(d))
		iommu_iotlb_sync(d, &gather);
}

static void one(struct ctx *c, struct map *m)
{
	iommu_unmap_async(c->domain, m->iova, m->len);
}

/* ... which the helper relies on. */
void all(struct ctx *c, struct map *m)
{
	for (; m; m = m->next)
		one(c, m);
	iommu_tlb_sync(c->domain);
}
