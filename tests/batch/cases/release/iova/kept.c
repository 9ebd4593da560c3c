/*
 * The IOVA may be mapped again.
 * kept: free_iova(&c->iovad, ...) at line 10 releases an IOVA
 */
void f(struct ctx *c, struct iommu_domain *d, int n)
{
	while (n--) {
		iommu_unmap(d, c->slots[n].iova, SZ_4K);
		c->slots[n].used = false;
		free_iova(&c->iovad, c->slots[n].iova >> PAGE_SHIFT);
	}
}
