/*
 * Also in a function that is called.
 * kept: drop(m) at line 14
 */
static void drop(struct map *m)
{
	__asm__ volatile("" : : "r" (m->page) : "memory");
}

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		drop(m);
	}
}
