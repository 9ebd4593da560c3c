/* A line that is too long, or becomes it, is not broken: that changes layout. */
static size_t long_line(struct iommu_domain *d, unsigned long iova, size_t size)
{
	register_unmap(d, "name", "a string that fills the line", iommu_unmap);
	if (size)
		return iommu_unmap(d, iova, iommu_unmap(d, iova + size, size));
	dev_dbg(d->dev, "a line that was too long before: %zu bytes\n", iommu_unmap(d, iova, size));
	return 0;
}
