int f(struct iommu_domain *d, int a)
{
	if (a) {
		iommu_tlb_sync(d);
		return -1;
	}
	else {
		iommu_tlb_sync(d);
		return -2;
	}
	if (a) {
		iommu_tlb_sync(d);
		return -3;
	}
	else if (d)
		g();
}
