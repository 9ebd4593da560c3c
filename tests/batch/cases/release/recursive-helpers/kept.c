/*
 * Two helpers call each other; one of them releases behind the call.
 * kept: odd(m->next) at line 22
 */
static void odd(struct map *m);

static void even(struct map *m)
{
	if (m)
		odd(m->next);
	put_page(m->page);
}

static void odd(struct map *m)
{
	if (m)
		even(m->next);
}

void f(struct iommu_domain *d, struct map *m, int n)
{
	for (odd(m->next); n--; odd(m->next))
		iommu_unmap(d, m->iova + n * SZ_4K, SZ_4K);
}
