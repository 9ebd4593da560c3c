static size_t long_line(struct iommu_domain *d, unsigned long iova, size_t size)
{
	register_unmap(d, "name", "a string that fills the line", iommu_unmap);
	return iommu_unmap(d, iova, some_function_with_a_long_name(d, iova + size, size));
}
