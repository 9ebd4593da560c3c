/*
 * There is no line for anything.
 * kept: holds more than it
 */
void f(struct iommu_domain *d, int n)
{ while (n--) iommu_unmap(d, n, SZ_4K); }
