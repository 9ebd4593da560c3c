/*
 * Only one configuration's version of the helper releases.
 * kept: forget(m) at line 20 drops a pin
 */
#ifdef CONFIG_A
static void forget(struct map *m)
{
	m->used = false;
}
#else
static void forget(struct map *m)
{
	put_page(m->page);
}
#endif

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len), forget(m);
	}
}
