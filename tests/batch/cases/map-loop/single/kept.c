/* not put off: a single map: no other to share a flush with */
int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa)
{
	return iommu_map(d, iova, pa, PAGE_SIZE, 0);
}
