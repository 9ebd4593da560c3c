/* One flush behind the outer loop. */
int f(struct iommu_domain *d, struct list_head *maps, phys_addr_t pa)
{
	unsigned long at;
	struct map *m;
	int ret;

	list_for_each_entry(m, maps, node) {
		for (at = 0; at < m->len; at += PAGE_SIZE) {
			ret = iommu_map(d, m->iova + at, pa + at, PAGE_SIZE, 0);
			iommu_tlb_range_add(d, m->iova + at, PAGE_SIZE);
			if (ret) {
				iommu_tlb_sync(d);
				return ret;
			}
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
