static int commas_in_arguments(struct iommu_domain *domain, int *a)
{
	return iommu_map(domain, min(a[0], a[1]), ({ int x, y; x = y = 0; x; }),
			 (SZ_4K), f("a,b", ',' /* , */));
}
