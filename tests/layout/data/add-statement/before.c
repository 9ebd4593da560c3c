void f(void)
{
	struct domain *domain = x;
	int i;

	for (i = 0; i < n; i++)
		iommu_unmap(domain, iova + i * PAGE_SIZE, PAGE_SIZE);

	iommu_iotlb(a ,
	  b) ;
	other(a,
	     b);
	other(
		a);
	third(a,
	      b);
}
