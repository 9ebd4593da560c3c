/*
 * Assembly may do anything.
 * kept: assembly
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		__asm__ volatile("" : : "r" (m->page) : "memory");
	}
}
