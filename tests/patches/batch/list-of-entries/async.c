void list_of_entries(struct mapper *mapper)
{
	struct mapping *entry, *tmp;

	list_for_each_entry_safe(entry, tmp, &mapper->mappings, node) {
		if (entry->skip)
			continue;
		iommu_unmap_async(mapper->domain, entry->iova, entry->len);
		list_del(&entry->node);
		kfree(entry);
	}
	if (mapper->domain)
		iommu_tlb_sync(mapper->domain);
}
