/*
 * The same with a barrier.
 * kept: smp_store_release(&c->tail, ...) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(d, c->slots[n].iova, SZ_4K);
		smp_store_release(&c->tail, n);
	}
}
