/* not put off: put_page(p) at line 9 drops a pin or a reference */
int f(struct iommu_domain *d, struct page *p, int n)
{
	int ret;

	while (n--) {
		ret = iommu_map(d, n * PAGE_SIZE, page_to_phys(p), PAGE_SIZE, 0);
		if (ret) {
			put_page(p);
			return ret;
		}
	}
	return 0;
}
