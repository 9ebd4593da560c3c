void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	if (iova)
		goto again;
	while (n--) {
		iommu_unmap(domain, iova, SZ_4K);
again:
		iova++;
	}
}
