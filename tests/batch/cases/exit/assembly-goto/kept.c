/*
 * Assembly jumps to a label inside the loop.
 * kept: a jump inside an expression
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
