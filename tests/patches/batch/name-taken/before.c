/* Style gather needs the name itself. */
void name_taken(struct iommu_domain *domain, unsigned long iova, int n)
{
	int gather = n;

	while (gather--) {
		iommu_unmap(domain, iova, SZ_4K);
		iova += SZ_4K;
	}
}
