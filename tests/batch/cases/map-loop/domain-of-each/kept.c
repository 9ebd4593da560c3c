/* not put off: d is what the loop at line 7 runs over */
int f(struct iommu_domain *head, unsigned long iova, phys_addr_t pa)
{
	struct iommu_domain *d;
	int ret;

	for_each_dom(d, head) {
		ret = iommu_map(d, iova, pa, PAGE_SIZE, 0);
		if (ret)
			return ret;
	}
	return 0;
}
