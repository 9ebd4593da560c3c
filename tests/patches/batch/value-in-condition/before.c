int value_in_condition(struct iommu_domain *domain, unsigned long iova, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (iommu_unmap(domain, iova, SZ_4K) != SZ_4K)
			break;
		iova += SZ_4K;
	}
	return i;
}
