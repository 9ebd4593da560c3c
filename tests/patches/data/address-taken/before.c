/* The function itself as a value. */
struct mapper {
	size_t (*unmap)(struct iommu_domain *domain, unsigned long iova,
			size_t size);
};

static const struct mapper mapper = {
	.unmap = iommu_unmap,
};

static void address_taken(struct iommu_domain *domain, struct mapper *m)
{
	size_t (*unmap)(struct iommu_domain *, unsigned long, size_t);

	unmap = iommu_unmap;
	m->unmap = &iommu_unmap;
	(iommu_unmap)(domain, 0, SZ_4K);
	(*iommu_unmap)(domain, 0, SZ_4K);
	if (unmap == iommu_unmap)
		register_unmap(domain, iommu_unmap);
}
