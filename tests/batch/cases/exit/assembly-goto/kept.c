/*
 * Assembly jumps to a label inside the loop.
 * kept: cannot be told apart, near line 7
 */
void f(struct iommu_domain *d, struct map *m)
{
	__asm__ goto("" : : : : middle);
	while (m) {
		iommu_unmap(d, m->iova, m->len);
middle:
		m = m->next;
	}
}
