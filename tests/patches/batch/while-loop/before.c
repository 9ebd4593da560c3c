void while_loop(struct iommu_domain *domain, unsigned long iova, int n)
{
	int i = 0;

	while (n-- > 0) {
		iommu_unmap(domain, iova, SZ_4K);
		iova += SZ_4K;
	}
	done(domain, i);
}
