void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	while (n--) {
		struct page *page __attribute__((cleanup(put_page))) = pages[n];

		iommu_unmap(domain, iova, SZ_4K);
	}
}
