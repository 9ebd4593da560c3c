/*
 * A macro of the file that is only named like the kernel's.
 * kept: wombat_iter_next(m, ...) at line 16 is not known to give nothing back
 */
#undef INTERVAL_TREE_DEFINE
#define INTERVAL_TREE_DEFINE(type, rb, of, last, START, LAST, where, prefix) \
	where type *prefix##_iter_next(type *m, of start, of end) \
	{ put_page(m->page); return m->next; }
#define START(m) ((m)->iova)

INTERVAL_TREE_DEFINE(struct map, node, unsigned long, len, START, START, , wombat)

void f(struct iommu_domain *d, struct map *m, unsigned long end)
{
	use(d->type);
	for (; m; m = wombat_iter_next(m, 0, end))
		iommu_unmap(d, m->iova, m->len);
}
