/*
 * The & behind a cast takes an address; it is no bitwise and.
 * kept: the address of d is taken
 */
static void next(void *p)
{
	struct iommu_domain **slot = p;

	*slot = dom_next(*slot);
}

void f(struct iommu_domain *d, unsigned long iova, int n)
{
	while (n--) {
		iommu_unmap(d, iova, SZ_4K);
		next((void *)&d);
	}
}
