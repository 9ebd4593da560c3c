/* A round that is skipped leaves nothing. */
int f(struct iommu_domain *d, struct list_head *maps)
{
	struct map *m;
	int bad = 0, ret;

	list_for_each_entry(m, maps, node) {
		if (m->used)
			continue;
		ret = iommu_map_async(d, m->iova, 0, m->len, 0);
		if (ret) {
			bad++;
			continue;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return bad;
}
