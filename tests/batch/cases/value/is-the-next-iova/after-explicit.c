/* What is unmapped says where to go on. */
void f(struct iommu_domain *d, unsigned long iova, size_t left)
{
	while (left) {
		size_t n = iommu_unmap(d, iova, left);
		iommu_tlb_range_add(d, iova, n);

		if (!n)
			break;
		iova += n;
		left -= n;
	}
	if (d)
		iommu_tlb_sync(d);
}
