/* not queued: its size cannot be written twice */
#define CHUNK(n) ((n) * PAGE_SIZE)
int f(struct iommu_domain *d, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * SZ_2M, 0, CHUNK(n), 0);
	}
	return ret;
}
