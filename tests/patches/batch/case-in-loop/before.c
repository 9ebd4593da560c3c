void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	switch (n) {
	case 0:
		while (n--) {
			iommu_unmap(domain, iova, SZ_4K);
	case 1:
			iova++;
		}
	}
}
