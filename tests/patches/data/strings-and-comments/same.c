/* iommu_map() and iommu_unmap() in a comment, iommu_unmap_sync() too. */
// iommu_map_sg(domain, iova, sg, nents, prot);
static void strings_and_comments(struct device *dev)
{
	dev_err(dev, "iommu_map failed, not iommu_map_sync\n");
	dev_err(dev, "iommu_unmap(%s" ")\n", "iommu_unmap_sync");
	/*
	 * iommu_unmap(domain, iova, size);
	 */
}
