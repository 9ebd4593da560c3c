/*
 * Its name ends like one of a tree, and that is all that is known.
 * kept: wombat_iter_next(m, ...) at line 10 is not known to give nothing back
 */
struct map *wombat_iter_next(struct map *m, unsigned long start, unsigned long end);

void f(struct iommu_domain *d, struct map *m, unsigned long end)
{
	use(d->type);
	for (; m; m = wombat_iter_next(m, 0, end))
		iommu_unmap(d, m->iova, m->len);
}
