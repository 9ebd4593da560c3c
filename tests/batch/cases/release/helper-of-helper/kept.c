/*
 * A function of the file calls another one that releases.
 * kept: drop(m) at line 20 drops a pin or a reference
 */
static void forget(struct map *m)
{
	put_page(m->page);
}

static void drop(struct map *m)
{
	m->used = false;
	forget(m);
}

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		drop(m);
	}
}
