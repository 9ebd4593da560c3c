/* A tree that the kernel's macro makes, under whatever name, is only walked. */
#define START(m) ((m)->iova)

static unsigned long last_of(struct map *m)
{
	return m->iova + m->len - 1;
}

INTERVAL_TREE_DEFINE(struct map, node, unsigned long, len, START, last_of,
		     /* not static */, wombat)

void f(struct iommu_domain *d, struct rb_root_cached *root, unsigned long end)
{
	struct iommu_iotlb_gather gather;
	struct map *m;

	use(d->type);
	iommu_iotlb_gather_init(&gather);
	for (m = wombat_iter_first(root, 0, end); m;
	     m = wombat_iter_next(m, 0, end))
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	iommu_iotlb_sync(d, &gather);
}

void g(struct iommu_domain *d, struct rb_root_cached *root, unsigned long end)
{
	struct iommu_iotlb_gather gather;
	struct map *m;

	use(d->type);
	iommu_iotlb_gather_init(&gather);
	while ((m = wombat_iter_first(root, 0, end))) {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		wombat_remove(m, root);
	}
	iommu_iotlb_sync(d, &gather);
}
