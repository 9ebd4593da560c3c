/* What is unmapped says where to go on. */
void f(struct iommu_domain *d, unsigned long iova, size_t left)
{
	while (left) {
		size_t n = iommu_unmap(d, iova, left);

		if (!n)
			break;
		iova += n;
		left -= n;
	}
}
