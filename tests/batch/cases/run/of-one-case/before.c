/* Two of one case. */
void f(struct iommu_domain *d, size_t n)
{
	switch (n) {
	case 1:
		iommu_unmap(d, 0, n);
		iommu_unmap(d, SZ_2M, n);
		break;
	default:
		break;
	}
}
