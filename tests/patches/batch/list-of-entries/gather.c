void list_of_entries(struct mapper *mapper)
{
	struct iommu_iotlb_gather gather;
	struct mapping *entry, *tmp;

	iommu_iotlb_gather_init(&gather);
	list_for_each_entry_safe(entry, tmp, &mapper->mappings, node) {
		if (entry->skip)
			continue;
		iommu_unmap_fast(mapper->domain, entry->iova, entry->len, &gather);
		list_del(&entry->node);
		kfree(entry);
	}
	if (mapper->domain)
		iommu_iotlb_sync(mapper->domain, &gather);
}
