/*
 * The same, the other way round.
 * kept: forget(m) at line 21 drops a pin
 */
#ifdef CONFIG_A
static void forget(struct map *m)
{
	put_page(m->page);
}
#else
static void forget(struct map *m)
{
	m->used = false;
}
#endif

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		forget(m);
	}
}
