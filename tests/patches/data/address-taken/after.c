/* The function itself as a value. */
struct mapper {
	size_t (*unmap)(struct iommu_domain *domain, unsigned long iova,
			size_t size);
};

static const struct mapper mapper = {
	.unmap = iommu_unmap_sync,
};

static void address_taken(struct iommu_domain *domain, struct mapper *m)
{
	size_t (*unmap)(struct iommu_domain *, unsigned long, size_t);

	unmap = iommu_unmap_sync;
	m->unmap = &iommu_unmap_sync;
	(iommu_unmap_sync)(domain, 0, SZ_4K);
	(*iommu_unmap_sync)(domain, 0, SZ_4K);
	if (unmap == iommu_unmap_sync)
		register_unmap(domain, iommu_unmap_sync);
}
