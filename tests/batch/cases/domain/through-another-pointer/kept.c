/*
 * Another pointer to the same object may be used to change the member.
 * kept: domain is changed, or its address taken, at line 9
 */
void f(struct ctx *a, struct ctx *b, int n)
{
	while (n--) {
		iommu_unmap(a->domain, a->base, SZ_4K);
		b->domain = dom_get(n);
	}
}
