#define MAP(d, n) iommu_map(d, (n) * PAGE_SIZE, 0, PAGE_SIZE, 0)
int f(struct iommu_domain *d, int n)
{
	int ret = 0;

	while (n-- && !ret)
		ret = MAP(d, n);
	return ret;
}
