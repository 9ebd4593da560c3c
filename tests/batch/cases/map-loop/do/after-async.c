int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int ret;

	do {
		ret = iommu_map_async(d, iova, pa, SZ_2M, 0);
		iova += SZ_2M;
	} while (!ret && --n);
	iommu_tlb_sync(d);
	return ret;
}
