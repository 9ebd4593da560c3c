/* What is queued was mapped in this round, before the IOVA moves on. */
int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, size_t size)
{
	int ret = 0;

	while (size) {
		ret = iommu_map(d, iova, pa, SZ_4K, IOMMU_READ);
		if (ret)
			break;
		iova += SZ_4K;
		pa += SZ_4K;
		size -= SZ_4K;
	}
	return ret;
}
