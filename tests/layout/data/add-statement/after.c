void f(void)
{
	struct iommu_iotlb_gather gather;
	struct domain *domain = x;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++) {
		iommu_unmap_fast(domain, iova + i * PAGE_SIZE, PAGE_SIZE,
				 &gather);
		iommu_iotlb_gather_add_range(&gather, domain,
					     iova + i * PAGE_SIZE, PAGE_SIZE);
	}
	iommu_iotlb_sync(domain, &gather);

	iommu_iotlb(a ,
	  b) ;
	other(a,
	     b);
	iommu_iotlb(a, b);
	other(x);
	other(
		a);
	third(a,
	    b);
}
