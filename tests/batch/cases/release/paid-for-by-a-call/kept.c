/*
 * The IOVA is a call: another one at each place.
 * kept: __free_iova(c, ...) at line 12
 */
static unsigned long next;
#define NEXT() (next += SZ_4K)

void f(struct iommu_domain *d, struct ctx *c, size_t size, int n)
{
	while (n--) {
		iommu_unmap(d, NEXT(), size);
		__free_iova(c, NEXT(), size);
	}
}
