/*
 * The macro is another IOVA at each place.
 * kept: __free_iova(c, ...) at line 14
 */
static unsigned long next;

void f(struct iommu_domain *d, struct ctx *c, size_t len, int n)
{
	size_t size = len;

#define AT (next += SZ_4K)
	while (n--) {
		iommu_unmap(d, AT, size);
		__free_iova(c, AT, size);
		if (n & 1)
			iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	}
}
