/* One of each: a call, an address, a macro body; and what is not to be shown. */
static const struct mapper mapper = { .unmap = iommu_unmap_sync };
#define take(d, sgt) iommu_map_sgtable_sync(d, 0, sgt, IOMMU_READ)
EXPORT_SYMBOL_GPL(iommu_map_sync);

static int modes(struct iommu_domain *domain, struct my_ops *x)
{
	if (iommu_map_atomic_sync(domain, 0, 0, SZ_4K, IOMMU_READ))
		dev_err(x->dev, "iommu_map_sync failed\n");
	return x->iommu_unmap_sync(domain);
}
