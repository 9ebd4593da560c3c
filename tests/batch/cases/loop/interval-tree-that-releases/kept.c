/*
 * Who asks this tree for a node's end releases its page.
 * kept: wombat_iter_next(m, ...) at line 18 drops a pin or a reference
 */
#define START(m) ((m)->iova)

static unsigned long last_of(struct map *m)
{
	put_page(m->page);
	return m->iova + m->len - 1;
}

INTERVAL_TREE_DEFINE(struct map, node, unsigned long, len, START, last_of, , wombat)

void f(struct iommu_domain *d, struct map *m, unsigned long end)
{
	use(d->type);
	for (; m; m = wombat_iter_next(m, 0, end))
		iommu_unmap(d, m->iova, m->len);
}
