/* With a body of several statements. */
void f(struct iommu_domain *d, unsigned long iova, size_t size)
{
	while (size) {
		iommu_unmap_async(d, iova, SZ_4K);
		iova += SZ_4K;
		size -= SZ_4K;
	}
	if (d)
		iommu_tlb_sync(d);
}
