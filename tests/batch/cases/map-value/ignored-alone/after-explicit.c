/* not queued: it is the only statement of an if or a loop, without braces */
void f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--)
		iommu_map_sync(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
}
