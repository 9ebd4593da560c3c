/*
 * The new tail hands the slot to somebody on another CPU.
 * kept: WRITE_ONCE(c->tail, ...) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(d, c->slots[n].iova, SZ_4K);
		WRITE_ONCE(c->tail, n);
	}
}
