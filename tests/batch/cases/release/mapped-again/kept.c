/*
 * The IOVA is mapped again in the same loop.
 * kept: maps in between
 */
void f(struct iommu_domain *d, phys_addr_t to, int n)
{
	while (n--) {
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_map(d, n * PAGE_SIZE, to, PAGE_SIZE, 0);
	}
}
