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
	struct map *m;

	use(d->type);
	for (m = wombat_iter_first(root, 0, end); m;
	     m = wombat_iter_next(m, 0, end))
		iommu_unmap_async(d, m->iova, m->len);
	iommu_tlb_sync(d);
}

void g(struct iommu_domain *d, struct rb_root_cached *root, unsigned long end)
{
	struct map *m;

	use(d->type);
	while ((m = wombat_iter_first(root, 0, end))) {
		iommu_unmap_async(d, m->iova, m->len);
		wombat_remove(m, root);
	}
	iommu_tlb_sync(d);
}
