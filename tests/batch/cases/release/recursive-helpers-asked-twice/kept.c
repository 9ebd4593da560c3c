/*
 * What is known of even() while odd() is looked at is not all of it.
 * kept: even(m) at line 31
 */
static void even(struct map *m);

static void odd(struct map *m)
{
	even(m->next);
	put_page(m->page);
}

static void even(struct map *m)
{
	if (m)
		odd(m->next);
}

void f(struct iommu_domain *d, struct map *m, int n)
{
	while (n--) {
		iommu_unmap(d, m->iova + n * SZ_4K, SZ_4K);
		odd(m);
	}
}

void g(struct iommu_domain *d, struct map *m, int n)
{
	while (n--) {
		iommu_unmap(d, m->iova + n * SZ_4K, SZ_4K);
		even(m);
	}
}
